from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error_body import ErrorBody
from ...models.graph_ql_answer import GraphQLAnswer
from ...models.graph_ql_body import GraphQLBody
from ...types import Response


def _get_kwargs(
    *,
    body: GraphQLBody,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/graphql",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ErrorBody | GraphQLAnswer:
    if response.status_code == 200:
        response_200 = GraphQLAnswer.from_dict(response.json())

        return response_200

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
) -> Response[ErrorBody | GraphQLAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: GraphQLBody,
) -> Response[ErrorBody | GraphQLAnswer]:
    """Campuses, places, events, guides and one's own things, in one question; read only. Off unless the
    setting GRAPHQL

     is on. Depth 8, 10 aliases, 200 fields and 1,000 tokens at the most.

    Args:
        body (GraphQLBody): One query. There are no mutations and no subscriptions.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | GraphQLAnswer]
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
    body: GraphQLBody,
) -> ErrorBody | GraphQLAnswer | None:
    """Campuses, places, events, guides and one's own things, in one question; read only. Off unless the
    setting GRAPHQL

     is on. Depth 8, 10 aliases, 200 fields and 1,000 tokens at the most.

    Args:
        body (GraphQLBody): One query. There are no mutations and no subscriptions.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | GraphQLAnswer
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: GraphQLBody,
) -> Response[ErrorBody | GraphQLAnswer]:
    """Campuses, places, events, guides and one's own things, in one question; read only. Off unless the
    setting GRAPHQL

     is on. Depth 8, 10 aliases, 200 fields and 1,000 tokens at the most.

    Args:
        body (GraphQLBody): One query. There are no mutations and no subscriptions.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | GraphQLAnswer]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: GraphQLBody,
) -> ErrorBody | GraphQLAnswer | None:
    """Campuses, places, events, guides and one's own things, in one question; read only. Off unless the
    setting GRAPHQL

     is on. Depth 8, 10 aliases, 200 fields and 1,000 tokens at the most.

    Args:
        body (GraphQLBody): One query. There are no mutations and no subscriptions.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | GraphQLAnswer
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
