from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error_body import ErrorBody
from ...models.resumed_stream import ResumedStream
from ...types import Response, Unset


def _get_kwargs(
    turn_id: str,
    *,
    last_event_id: int | Unset = 0,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(last_event_id, Unset):
        headers["Last-Event-ID"] = str(last_event_id)

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/chat/turns/{turn_id}/events".format(
            turn_id=quote(str(turn_id), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | ErrorBody | ResumedStream:
    if response.status_code == 200:
        response_200 = ResumedStream.from_dict(response.json())

        return response_200

    if response.status_code == 204:
        response_204 = cast("Any", None)
        return response_204

    if response.status_code == 400:
        response_400 = ErrorBody.from_dict(response.json())

        return response_400

    if response.status_code == 404:
        response_404 = ErrorBody.from_dict(response.json())

        return response_404

    if response.status_code == 429:
        response_429 = ErrorBody.from_dict(response.json())

        return response_429

    response_default = ErrorBody.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | ErrorBody | ResumedStream]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    turn_id: str,
    *,
    client: AuthenticatedClient,
    last_event_id: int | Unset = 0,
) -> Response[Any | ErrorBody | ResumedStream]:
    """The rest of a streamed turn: what came after the event named in `Last-Event-ID`, or all of it, and
    what still

     comes. 204 where there is nothing more. For 10 minutes after the last event, to whoever asked.

    Args:
        turn_id (str):
        last_event_id (int | Unset):  Default: 0.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ErrorBody | ResumedStream]
    """

    kwargs = _get_kwargs(
        turn_id=turn_id,
        last_event_id=last_event_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    turn_id: str,
    *,
    client: AuthenticatedClient,
    last_event_id: int | Unset = 0,
) -> Any | ErrorBody | ResumedStream | None:
    """The rest of a streamed turn: what came after the event named in `Last-Event-ID`, or all of it, and
    what still

     comes. 204 where there is nothing more. For 10 minutes after the last event, to whoever asked.

    Args:
        turn_id (str):
        last_event_id (int | Unset):  Default: 0.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ErrorBody | ResumedStream
    """

    return sync_detailed(
        turn_id=turn_id,
        client=client,
        last_event_id=last_event_id,
    ).parsed


async def asyncio_detailed(
    turn_id: str,
    *,
    client: AuthenticatedClient,
    last_event_id: int | Unset = 0,
) -> Response[Any | ErrorBody | ResumedStream]:
    """The rest of a streamed turn: what came after the event named in `Last-Event-ID`, or all of it, and
    what still

     comes. 204 where there is nothing more. For 10 minutes after the last event, to whoever asked.

    Args:
        turn_id (str):
        last_event_id (int | Unset):  Default: 0.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ErrorBody | ResumedStream]
    """

    kwargs = _get_kwargs(
        turn_id=turn_id,
        last_event_id=last_event_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    turn_id: str,
    *,
    client: AuthenticatedClient,
    last_event_id: int | Unset = 0,
) -> Any | ErrorBody | ResumedStream | None:
    """The rest of a streamed turn: what came after the event named in `Last-Event-ID`, or all of it, and
    what still

     comes. 204 where there is nothing more. For 10 minutes after the last event, to whoever asked.

    Args:
        turn_id (str):
        last_event_id (int | Unset):  Default: 0.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ErrorBody | ResumedStream
    """

    return (
        await asyncio_detailed(
            turn_id=turn_id,
            client=client,
            last_event_id=last_event_id,
        )
    ).parsed
