from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.directions_answer import DirectionsAnswer
from ...models.error_body import ErrorBody
from ...models.get_directions_mode import GetDirectionsMode
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    lat: float,
    lng: float,
    origin_lat: float | None | Unset = UNSET,
    origin_lng: float | None | Unset = UNSET,
    mode: GetDirectionsMode | Unset = GetDirectionsMode.WALKING,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["lat"] = lat

    params["lng"] = lng

    json_origin_lat: float | Unset | None
    if isinstance(origin_lat, Unset):
        json_origin_lat = UNSET
    else:
        json_origin_lat = origin_lat
    params["origin_lat"] = json_origin_lat

    json_origin_lng: float | Unset | None
    if isinstance(origin_lng, Unset):
        json_origin_lng = UNSET
    else:
        json_origin_lng = origin_lng
    params["origin_lng"] = json_origin_lng

    json_mode: str | Unset = UNSET
    if not isinstance(mode, Unset):
        json_mode = mode.value

    params["mode"] = json_mode

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/directions",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> DirectionsAnswer | ErrorBody:
    if response.status_code == 200:
        response_200 = DirectionsAnswer.from_dict(response.json())

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
) -> Response[DirectionsAnswer | ErrorBody]:
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
    origin_lat: float | None | Unset = UNSET,
    origin_lng: float | None | Unset = UNSET,
    mode: GetDirectionsMode | Unset = GetDirectionsMode.WALKING,
) -> Response[DirectionsAnswer | ErrorBody]:
    """How to get there, how far it is and how long it takes.

    Args:
        lat (float):
        lng (float):
        origin_lat (float | None | Unset):
        origin_lng (float | None | Unset):
        mode (GetDirectionsMode | Unset):  Default: GetDirectionsMode.WALKING.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DirectionsAnswer | ErrorBody]
    """

    kwargs = _get_kwargs(
        lat=lat,
        lng=lng,
        origin_lat=origin_lat,
        origin_lng=origin_lng,
        mode=mode,
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
    origin_lat: float | None | Unset = UNSET,
    origin_lng: float | None | Unset = UNSET,
    mode: GetDirectionsMode | Unset = GetDirectionsMode.WALKING,
) -> DirectionsAnswer | ErrorBody | None:
    """How to get there, how far it is and how long it takes.

    Args:
        lat (float):
        lng (float):
        origin_lat (float | None | Unset):
        origin_lng (float | None | Unset):
        mode (GetDirectionsMode | Unset):  Default: GetDirectionsMode.WALKING.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DirectionsAnswer | ErrorBody
    """

    return sync_detailed(
        client=client,
        lat=lat,
        lng=lng,
        origin_lat=origin_lat,
        origin_lng=origin_lng,
        mode=mode,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    lat: float,
    lng: float,
    origin_lat: float | None | Unset = UNSET,
    origin_lng: float | None | Unset = UNSET,
    mode: GetDirectionsMode | Unset = GetDirectionsMode.WALKING,
) -> Response[DirectionsAnswer | ErrorBody]:
    """How to get there, how far it is and how long it takes.

    Args:
        lat (float):
        lng (float):
        origin_lat (float | None | Unset):
        origin_lng (float | None | Unset):
        mode (GetDirectionsMode | Unset):  Default: GetDirectionsMode.WALKING.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DirectionsAnswer | ErrorBody]
    """

    kwargs = _get_kwargs(
        lat=lat,
        lng=lng,
        origin_lat=origin_lat,
        origin_lng=origin_lng,
        mode=mode,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    lat: float,
    lng: float,
    origin_lat: float | None | Unset = UNSET,
    origin_lng: float | None | Unset = UNSET,
    mode: GetDirectionsMode | Unset = GetDirectionsMode.WALKING,
) -> DirectionsAnswer | ErrorBody | None:
    """How to get there, how far it is and how long it takes.

    Args:
        lat (float):
        lng (float):
        origin_lat (float | None | Unset):
        origin_lng (float | None | Unset):
        mode (GetDirectionsMode | Unset):  Default: GetDirectionsMode.WALKING.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DirectionsAnswer | ErrorBody
    """

    return (
        await asyncio_detailed(
            client=client,
            lat=lat,
            lng=lng,
            origin_lat=origin_lat,
            origin_lng=origin_lng,
            mode=mode,
        )
    ).parsed
