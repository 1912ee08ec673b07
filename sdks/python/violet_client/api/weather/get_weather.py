from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error_body import ErrorBody
from ...models.weather_answer import WeatherAnswer
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    lat: float | None | Unset = UNSET,
    lon: float | None | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_lat: float | Unset | None
    if isinstance(lat, Unset):
        json_lat = UNSET
    else:
        json_lat = lat
    params["lat"] = json_lat

    json_lon: float | Unset | None
    if isinstance(lon, Unset):
        json_lon = UNSET
    else:
        json_lon = lon
    params["lon"] = json_lon

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/weather",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ErrorBody | WeatherAnswer:
    if response.status_code == 200:
        response_200 = WeatherAnswer.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = ErrorBody.from_dict(response.json())

        return response_400

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
) -> Response[ErrorBody | WeatherAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    lat: float | None | Unset = UNSET,
    lon: float | None | Unset = UNSET,
) -> Response[ErrorBody | WeatherAnswer]:
    """The weather now.

    Args:
        lat (float | None | Unset):
        lon (float | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | WeatherAnswer]
    """

    kwargs = _get_kwargs(
        lat=lat,
        lon=lon,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    lat: float | None | Unset = UNSET,
    lon: float | None | Unset = UNSET,
) -> ErrorBody | WeatherAnswer | None:
    """The weather now.

    Args:
        lat (float | None | Unset):
        lon (float | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | WeatherAnswer
    """

    return sync_detailed(
        client=client,
        lat=lat,
        lon=lon,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    lat: float | None | Unset = UNSET,
    lon: float | None | Unset = UNSET,
) -> Response[ErrorBody | WeatherAnswer]:
    """The weather now.

    Args:
        lat (float | None | Unset):
        lon (float | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | WeatherAnswer]
    """

    kwargs = _get_kwargs(
        lat=lat,
        lon=lon,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    lat: float | None | Unset = UNSET,
    lon: float | None | Unset = UNSET,
) -> ErrorBody | WeatherAnswer | None:
    """The weather now.

    Args:
        lat (float | None | Unset):
        lon (float | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | WeatherAnswer
    """

    return (
        await asyncio_detailed(
            client=client,
            lat=lat,
            lon=lon,
        )
    ).parsed
