from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error_body import ErrorBody
from ...models.loop_one_answer import LoopOneAnswer
from ...types import Response


def _get_kwargs(
    loop_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/routes/loops/{loop_id}".format(
            loop_id=quote(str(loop_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ErrorBody | LoopOneAnswer:
    if response.status_code == 200:
        response_200 = LoopOneAnswer.from_dict(response.json())

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

    if response.status_code == 503:
        response_503 = ErrorBody.from_dict(response.json())

        return response_503

    response_default = ErrorBody.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorBody | LoopOneAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    loop_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[ErrorBody | LoopOneAnswer]:
    """A loop by its id: for a day after it was found, and as long as somebody keeps it.

    Args:
        loop_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | LoopOneAnswer]
    """

    kwargs = _get_kwargs(
        loop_id=loop_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    loop_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> ErrorBody | LoopOneAnswer | None:
    """A loop by its id: for a day after it was found, and as long as somebody keeps it.

    Args:
        loop_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | LoopOneAnswer
    """

    return sync_detailed(
        loop_id=loop_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    loop_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[ErrorBody | LoopOneAnswer]:
    """A loop by its id: for a day after it was found, and as long as somebody keeps it.

    Args:
        loop_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | LoopOneAnswer]
    """

    kwargs = _get_kwargs(
        loop_id=loop_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    loop_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> ErrorBody | LoopOneAnswer | None:
    """A loop by its id: for a day after it was found, and as long as somebody keeps it.

    Args:
        loop_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | LoopOneAnswer
    """

    return (
        await asyncio_detailed(
            loop_id=loop_id,
            client=client,
        )
    ).parsed
