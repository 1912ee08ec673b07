from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error_body import ErrorBody
from ...models.stations_answer import StationsAnswer
from ...types import UNSET, Response


def _get_kwargs(
    *,
    lat: float,
    lng: float,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["lat"] = lat

    params["lng"] = lng

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/transit/nearby",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ErrorBody | StationsAnswer:
    if response.status_code == 200:
        response_200 = StationsAnswer.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = ErrorBody.from_dict(response.json())

        return response_400

    if response.status_code == 429:
        response_429 = ErrorBody.from_dict(response.json())

        return response_429

    response_default = ErrorBody.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorBody | StationsAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    lat: float,
    lng: float,
) -> Response[ErrorBody | StationsAnswer]:
    """Stations nearby with their lines, the minutes on foot, and whether the operator calls them
    accessible.

    Args:
        lat (float):
        lng (float):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | StationsAnswer]
    """

    kwargs = _get_kwargs(
        lat=lat,
        lng=lng,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    lat: float,
    lng: float,
) -> ErrorBody | StationsAnswer | None:
    """Stations nearby with their lines, the minutes on foot, and whether the operator calls them
    accessible.

    Args:
        lat (float):
        lng (float):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | StationsAnswer
    """

    return sync_detailed(
        client=client,
        lat=lat,
        lng=lng,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    lat: float,
    lng: float,
) -> Response[ErrorBody | StationsAnswer]:
    """Stations nearby with their lines, the minutes on foot, and whether the operator calls them
    accessible.

    Args:
        lat (float):
        lng (float):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | StationsAnswer]
    """

    kwargs = _get_kwargs(
        lat=lat,
        lng=lng,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    lat: float,
    lng: float,
) -> ErrorBody | StationsAnswer | None:
    """Stations nearby with their lines, the minutes on foot, and whether the operator calls them
    accessible.

    Args:
        lat (float):
        lng (float):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | StationsAnswer
    """

    return (
        await asyncio_detailed(
            client=client,
            lat=lat,
            lng=lng,
        )
    ).parsed
