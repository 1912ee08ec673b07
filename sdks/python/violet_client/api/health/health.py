from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error_body import ErrorBody
from ...models.health_answer import HealthAnswer
from ...models.health_refusal import HealthRefusal
from ...types import Response


def _get_kwargs() -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/health",
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorBody | HealthAnswer | HealthRefusal:
    if response.status_code == 200:
        response_200 = HealthAnswer.from_dict(response.json())

        return response_200

    if response.status_code == 503:
        response_503 = HealthRefusal.from_dict(response.json())

        return response_503

    response_default = ErrorBody.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorBody | HealthAnswer | HealthRefusal]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
) -> Response[ErrorBody | HealthAnswer | HealthRefusal]:
    """The state of the database and of Redis, and what is running. 503 where the database is down. An
    administrator is

     told too which address the server takes them to call from: behind a proxy that is worth a look.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | HealthAnswer | HealthRefusal]
    """

    kwargs = _get_kwargs()

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
) -> ErrorBody | HealthAnswer | HealthRefusal | None:
    """The state of the database and of Redis, and what is running. 503 where the database is down. An
    administrator is

     told too which address the server takes them to call from: behind a proxy that is worth a look.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | HealthAnswer | HealthRefusal
    """

    return sync_detailed(
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
) -> Response[ErrorBody | HealthAnswer | HealthRefusal]:
    """The state of the database and of Redis, and what is running. 503 where the database is down. An
    administrator is

     told too which address the server takes them to call from: behind a proxy that is worth a look.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | HealthAnswer | HealthRefusal]
    """

    kwargs = _get_kwargs()

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
) -> ErrorBody | HealthAnswer | HealthRefusal | None:
    """The state of the database and of Redis, and what is running. 503 where the database is down. An
    administrator is

     told too which address the server takes them to call from: behind a proxy that is worth a look.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | HealthAnswer | HealthRefusal
    """

    return (
        await asyncio_detailed(
            client=client,
        )
    ).parsed
