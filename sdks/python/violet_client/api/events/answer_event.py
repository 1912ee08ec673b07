from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error_body import ErrorBody
from ...models.rsvp_answer import RsvpAnswer
from ...models.rsvp_body import RsvpBody
from ...types import Response


def _get_kwargs(
    event_id: int,
    *,
    body: RsvpBody,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/events/{event_id}/rsvp".format(
            event_id=quote(str(event_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ErrorBody | RsvpAnswer:
    if response.status_code == 200:
        response_200 = RsvpAnswer.from_dict(response.json())

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
) -> Response[ErrorBody | RsvpAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    event_id: int,
    *,
    client: AuthenticatedClient,
    body: RsvpBody,
) -> Response[ErrorBody | RsvpAnswer]:
    """Say whether you go, and when to be reminded; "none" takes both back. With a position the reminder
    comes earlier

     by the walk from there.

    Args:
        event_id (int):
        body (RsvpBody): `remind_minutes_before` null asks for no reminder. A position is where
            one comes from: the walk is counted.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | RsvpAnswer]
    """

    kwargs = _get_kwargs(
        event_id=event_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    event_id: int,
    *,
    client: AuthenticatedClient,
    body: RsvpBody,
) -> ErrorBody | RsvpAnswer | None:
    """Say whether you go, and when to be reminded; "none" takes both back. With a position the reminder
    comes earlier

     by the walk from there.

    Args:
        event_id (int):
        body (RsvpBody): `remind_minutes_before` null asks for no reminder. A position is where
            one comes from: the walk is counted.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | RsvpAnswer
    """

    return sync_detailed(
        event_id=event_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    event_id: int,
    *,
    client: AuthenticatedClient,
    body: RsvpBody,
) -> Response[ErrorBody | RsvpAnswer]:
    """Say whether you go, and when to be reminded; "none" takes both back. With a position the reminder
    comes earlier

     by the walk from there.

    Args:
        event_id (int):
        body (RsvpBody): `remind_minutes_before` null asks for no reminder. A position is where
            one comes from: the walk is counted.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | RsvpAnswer]
    """

    kwargs = _get_kwargs(
        event_id=event_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    event_id: int,
    *,
    client: AuthenticatedClient,
    body: RsvpBody,
) -> ErrorBody | RsvpAnswer | None:
    """Say whether you go, and when to be reminded; "none" takes both back. With a position the reminder
    comes earlier

     by the walk from there.

    Args:
        event_id (int):
        body (RsvpBody): `remind_minutes_before` null asks for no reminder. A position is where
            one comes from: the walk is counted.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | RsvpAnswer
    """

    return (
        await asyncio_detailed(
            event_id=event_id,
            client=client,
            body=body,
        )
    ).parsed
