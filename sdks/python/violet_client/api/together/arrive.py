from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error_body import ErrorBody
from ...models.pin_body import PinBody
from ...models.walk_answer import WalkAnswer
from ...types import Response


def _get_kwargs(
    walk_id: str,
    *,
    body: PinBody,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/walks/{walk_id}/arrive".format(
            walk_id=quote(str(walk_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ErrorBody | WalkAnswer:
    if response.status_code == 200:
        response_200 = WalkAnswer.from_dict(response.json())

        return response_200

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

    if response.status_code == 409:
        response_409 = ErrorBody.from_dict(response.json())

        return response_409

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
) -> Response[ErrorBody | WalkAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    walk_id: str,
    *,
    client: AuthenticatedClient,
    body: PinBody,
) -> Response[ErrorBody | WalkAnswer]:
    """Say that one is there. A wrong PIN is 403, and after five of them every PIN is.

    Args:
        walk_id (str):
        body (PinBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | WalkAnswer]
    """

    kwargs = _get_kwargs(
        walk_id=walk_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    walk_id: str,
    *,
    client: AuthenticatedClient,
    body: PinBody,
) -> ErrorBody | WalkAnswer | None:
    """Say that one is there. A wrong PIN is 403, and after five of them every PIN is.

    Args:
        walk_id (str):
        body (PinBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | WalkAnswer
    """

    return sync_detailed(
        walk_id=walk_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    walk_id: str,
    *,
    client: AuthenticatedClient,
    body: PinBody,
) -> Response[ErrorBody | WalkAnswer]:
    """Say that one is there. A wrong PIN is 403, and after five of them every PIN is.

    Args:
        walk_id (str):
        body (PinBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | WalkAnswer]
    """

    kwargs = _get_kwargs(
        walk_id=walk_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    walk_id: str,
    *,
    client: AuthenticatedClient,
    body: PinBody,
) -> ErrorBody | WalkAnswer | None:
    """Say that one is there. A wrong PIN is 403, and after five of them every PIN is.

    Args:
        walk_id (str):
        body (PinBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | WalkAnswer
    """

    return (
        await asyncio_detailed(
            walk_id=walk_id,
            client=client,
            body=body,
        )
    ).parsed
