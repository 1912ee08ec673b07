from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error_body import ErrorBody
from ...models.report_answer import ReportAnswer
from ...models.report_body import ReportBody
from ...types import Response


def _get_kwargs(
    place_id: str,
    *,
    body: ReportBody,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/places/{place_id}/reports".format(
            place_id=quote(str(place_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ErrorBody | ReportAnswer:
    if response.status_code == 201:
        response_201 = ReportAnswer.from_dict(response.json())

        return response_201

    if response.status_code == 400:
        response_400 = ErrorBody.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = ErrorBody.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = ErrorBody.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = ErrorBody.from_dict(response.json())

        return response_404

    if response.status_code == 429:
        response_429 = ErrorBody.from_dict(response.json())

        return response_429

    if response.status_code == 503:
        response_503 = ErrorBody.from_dict(response.json())

        return response_503

    response_default = ErrorBody.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorBody | ReportAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    place_id: str,
    *,
    client: AuthenticatedClient,
    body: ReportBody,
) -> Response[ErrorBody | ReportAnswer]:
    """Say what is wrong with a place; somebody will look. A later report of the same kind replaces your
    own.

    Args:
        place_id (str):
        body (ReportBody): `value` is what would be right: opening hours in OpenStreetMap's
            syntax, `{lat, lng}`, `{diet: true}`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | ReportAnswer]
    """

    kwargs = _get_kwargs(
        place_id=place_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    place_id: str,
    *,
    client: AuthenticatedClient,
    body: ReportBody,
) -> ErrorBody | ReportAnswer | None:
    """Say what is wrong with a place; somebody will look. A later report of the same kind replaces your
    own.

    Args:
        place_id (str):
        body (ReportBody): `value` is what would be right: opening hours in OpenStreetMap's
            syntax, `{lat, lng}`, `{diet: true}`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | ReportAnswer
    """

    return sync_detailed(
        place_id=place_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    place_id: str,
    *,
    client: AuthenticatedClient,
    body: ReportBody,
) -> Response[ErrorBody | ReportAnswer]:
    """Say what is wrong with a place; somebody will look. A later report of the same kind replaces your
    own.

    Args:
        place_id (str):
        body (ReportBody): `value` is what would be right: opening hours in OpenStreetMap's
            syntax, `{lat, lng}`, `{diet: true}`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | ReportAnswer]
    """

    kwargs = _get_kwargs(
        place_id=place_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    place_id: str,
    *,
    client: AuthenticatedClient,
    body: ReportBody,
) -> ErrorBody | ReportAnswer | None:
    """Say what is wrong with a place; somebody will look. A later report of the same kind replaces your
    own.

    Args:
        place_id (str):
        body (ReportBody): `value` is what would be right: opening hours in OpenStreetMap's
            syntax, `{lat, lng}`, `{diet: true}`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | ReportAnswer
    """

    return (
        await asyncio_detailed(
            place_id=place_id,
            client=client,
            body=body,
        )
    ).parsed
