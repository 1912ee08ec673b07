from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error_body import ErrorBody
from ...models.health_refusal import HealthRefusal
from ...models.ready_answer import ReadyAnswer
from ...types import Response


def _get_kwargs() -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/health/ready",
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorBody | HealthRefusal | ReadyAnswer:
    if response.status_code == 200:
        response_200 = ReadyAnswer.from_dict(response.json())

        return response_200

    if response.status_code == 503:
        response_503 = HealthRefusal.from_dict(response.json())

        return response_503

    response_default = ErrorBody.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorBody | HealthRefusal | ReadyAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
) -> Response[ErrorBody | HealthRefusal | ReadyAnswer]:
    """Whether requests should come here: this process can serve somebody. 503 where the tables are older
    than the code.

     <br/>Newer tables serve ("ahead"). Redis may be away, as every worker then serves from its own
    memory, and so may the<br/>database, as whoever has no account is served without: both are for
    /health to say.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | HealthRefusal | ReadyAnswer]
    """

    kwargs = _get_kwargs()

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
) -> ErrorBody | HealthRefusal | ReadyAnswer | None:
    """Whether requests should come here: this process can serve somebody. 503 where the tables are older
    than the code.

     <br/>Newer tables serve ("ahead"). Redis may be away, as every worker then serves from its own
    memory, and so may the<br/>database, as whoever has no account is served without: both are for
    /health to say.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | HealthRefusal | ReadyAnswer
    """

    return sync_detailed(
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
) -> Response[ErrorBody | HealthRefusal | ReadyAnswer]:
    """Whether requests should come here: this process can serve somebody. 503 where the tables are older
    than the code.

     <br/>Newer tables serve ("ahead"). Redis may be away, as every worker then serves from its own
    memory, and so may the<br/>database, as whoever has no account is served without: both are for
    /health to say.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | HealthRefusal | ReadyAnswer]
    """

    kwargs = _get_kwargs()

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
) -> ErrorBody | HealthRefusal | ReadyAnswer | None:
    """Whether requests should come here: this process can serve somebody. 503 where the tables are older
    than the code.

     <br/>Newer tables serve ("ahead"). Redis may be away, as every worker then serves from its own
    memory, and so may the<br/>database, as whoever has no account is served without: both are for
    /health to say.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | HealthRefusal | ReadyAnswer
    """

    return (
        await asyncio_detailed(
            client=client,
        )
    ).parsed
