from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error_body import ErrorBody
from ...models.places_answer import PlacesAnswer
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    latitude: float | None | Unset = UNSET,
    longitude: float | None | Unset = UNSET,
    vibe: None | str | Unset = UNSET,
    limit: int | Unset = 3,
    weather: None | str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_latitude: float | Unset | None
    if isinstance(latitude, Unset):
        json_latitude = UNSET
    else:
        json_latitude = latitude
    params["latitude"] = json_latitude

    json_longitude: float | Unset | None
    if isinstance(longitude, Unset):
        json_longitude = UNSET
    else:
        json_longitude = longitude
    params["longitude"] = json_longitude

    json_vibe: str | Unset | None
    if isinstance(vibe, Unset):
        json_vibe = UNSET
    else:
        json_vibe = vibe
    params["vibe"] = json_vibe

    params["limit"] = limit

    json_weather: str | Unset | None
    if isinstance(weather, Unset):
        json_weather = UNSET
    else:
        json_weather = weather
    params["weather"] = json_weather

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/top_recommendations",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ErrorBody | PlacesAnswer:
    if response.status_code == 200:
        response_200 = PlacesAnswer.from_dict(response.json())

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
) -> Response[ErrorBody | PlacesAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    latitude: float | None | Unset = UNSET,
    longitude: float | None | Unset = UNSET,
    vibe: None | str | Unset = UNSET,
    limit: int | Unset = 3,
    weather: None | str | Unset = UNSET,
) -> Response[ErrorBody | PlacesAnswer]:
    """The best few places of any kind for this person, here and now.

    Args:
        latitude (float | None | Unset):
        longitude (float | None | Unset):
        vibe (None | str | Unset):
        limit (int | Unset): Clamped to 1..10. Default: 3.
        weather (None | str | Unset): A hint such as "rain".

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | PlacesAnswer]
    """

    kwargs = _get_kwargs(
        latitude=latitude,
        longitude=longitude,
        vibe=vibe,
        limit=limit,
        weather=weather,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    latitude: float | None | Unset = UNSET,
    longitude: float | None | Unset = UNSET,
    vibe: None | str | Unset = UNSET,
    limit: int | Unset = 3,
    weather: None | str | Unset = UNSET,
) -> ErrorBody | PlacesAnswer | None:
    """The best few places of any kind for this person, here and now.

    Args:
        latitude (float | None | Unset):
        longitude (float | None | Unset):
        vibe (None | str | Unset):
        limit (int | Unset): Clamped to 1..10. Default: 3.
        weather (None | str | Unset): A hint such as "rain".

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | PlacesAnswer
    """

    return sync_detailed(
        client=client,
        latitude=latitude,
        longitude=longitude,
        vibe=vibe,
        limit=limit,
        weather=weather,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    latitude: float | None | Unset = UNSET,
    longitude: float | None | Unset = UNSET,
    vibe: None | str | Unset = UNSET,
    limit: int | Unset = 3,
    weather: None | str | Unset = UNSET,
) -> Response[ErrorBody | PlacesAnswer]:
    """The best few places of any kind for this person, here and now.

    Args:
        latitude (float | None | Unset):
        longitude (float | None | Unset):
        vibe (None | str | Unset):
        limit (int | Unset): Clamped to 1..10. Default: 3.
        weather (None | str | Unset): A hint such as "rain".

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | PlacesAnswer]
    """

    kwargs = _get_kwargs(
        latitude=latitude,
        longitude=longitude,
        vibe=vibe,
        limit=limit,
        weather=weather,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    latitude: float | None | Unset = UNSET,
    longitude: float | None | Unset = UNSET,
    vibe: None | str | Unset = UNSET,
    limit: int | Unset = 3,
    weather: None | str | Unset = UNSET,
) -> ErrorBody | PlacesAnswer | None:
    """The best few places of any kind for this person, here and now.

    Args:
        latitude (float | None | Unset):
        longitude (float | None | Unset):
        vibe (None | str | Unset):
        limit (int | Unset): Clamped to 1..10. Default: 3.
        weather (None | str | Unset): A hint such as "rain".

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | PlacesAnswer
    """

    return (
        await asyncio_detailed(
            client=client,
            latitude=latitude,
            longitude=longitude,
            vibe=vibe,
            limit=limit,
            weather=weather,
        )
    ).parsed
