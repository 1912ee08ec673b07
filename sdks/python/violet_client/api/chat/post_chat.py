from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.chat_answer import ChatAnswer
from ...models.chat_body import ChatBody
from ...models.chat_error_body import ChatErrorBody
from ...models.cleared_answer import ClearedAnswer
from ...types import Response


def _get_kwargs(
    *,
    body: ChatBody,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/chat",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ChatAnswer | ClearedAnswer | ChatErrorBody:
    if response.status_code == 200:

        def _parse_response_200(data: object) -> ChatAnswer | ClearedAnswer:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_chat_answers_type_0 = ChatAnswer.from_dict(data)

                return componentsschemas_chat_answers_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_chat_answers_type_1 = ClearedAnswer.from_dict(data)

            return componentsschemas_chat_answers_type_1

        response_200 = _parse_response_200(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = ChatErrorBody.from_dict(response.json())

        return response_400

    if response.status_code == 429:
        response_429 = ChatErrorBody.from_dict(response.json())

        return response_429

    response_default = ChatErrorBody.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ChatAnswer | ClearedAnswer | ChatErrorBody]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: ChatBody,
) -> Response[ChatAnswer | ClearedAnswer | ChatErrorBody]:
    """Ask the concierge. With `Accept: text/event-stream` the answer comes as `cards`, `delta`s and
    `done`, each with

     an `id`. The header `X-Turn-ID` says under which address the stream goes on where the connection is
    lost.

    Args:
        body (ChatBody): `preferences` is read where nobody is signed in. An unknown `vibe` is
            ignored. `latitude` and
            `longitude` go together. `campus` is one of GET campuses, `language` one that the
            concierge speaks
            (en, es, zh, hi, fr, ar, ko): the answer is in it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ChatAnswer | ClearedAnswer | ChatErrorBody]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: ChatBody,
) -> ChatAnswer | ClearedAnswer | ChatErrorBody | None:
    """Ask the concierge. With `Accept: text/event-stream` the answer comes as `cards`, `delta`s and
    `done`, each with

     an `id`. The header `X-Turn-ID` says under which address the stream goes on where the connection is
    lost.

    Args:
        body (ChatBody): `preferences` is read where nobody is signed in. An unknown `vibe` is
            ignored. `latitude` and
            `longitude` go together. `campus` is one of GET campuses, `language` one that the
            concierge speaks
            (en, es, zh, hi, fr, ar, ko): the answer is in it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ChatAnswer | ClearedAnswer | ChatErrorBody
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: ChatBody,
) -> Response[ChatAnswer | ClearedAnswer | ChatErrorBody]:
    """Ask the concierge. With `Accept: text/event-stream` the answer comes as `cards`, `delta`s and
    `done`, each with

     an `id`. The header `X-Turn-ID` says under which address the stream goes on where the connection is
    lost.

    Args:
        body (ChatBody): `preferences` is read where nobody is signed in. An unknown `vibe` is
            ignored. `latitude` and
            `longitude` go together. `campus` is one of GET campuses, `language` one that the
            concierge speaks
            (en, es, zh, hi, fr, ar, ko): the answer is in it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ChatAnswer | ClearedAnswer | ChatErrorBody]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: ChatBody,
) -> ChatAnswer | ClearedAnswer | ChatErrorBody | None:
    """Ask the concierge. With `Accept: text/event-stream` the answer comes as `cards`, `delta`s and
    `done`, each with

     an `id`. The header `X-Turn-ID` says under which address the stream goes on where the connection is
    lost.

    Args:
        body (ChatBody): `preferences` is read where nobody is signed in. An unknown `vibe` is
            ignored. `latitude` and
            `longitude` go together. `campus` is one of GET campuses, `language` one that the
            concierge speaks
            (en, es, zh, hi, fr, ar, ko): the answer is in it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ChatAnswer | ClearedAnswer | ChatErrorBody
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
