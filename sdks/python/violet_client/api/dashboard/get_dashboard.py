from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.dashboard_answer import DashboardAnswer
from ...models.error_body import ErrorBody
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    latitude: float | None | Unset = UNSET,
    longitude: float | None | Unset = UNSET,
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

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/dashboard",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> DashboardAnswer | ErrorBody:
    if response.status_code == 200:
        response_200 = DashboardAnswer.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = ErrorBody.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = ErrorBody.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = ErrorBody.from_dict(response.json())

        return response_403

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
) -> Response[DashboardAnswer | ErrorBody]:
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
) -> Response[DashboardAnswer | ErrorBody]:
    """Weather, the next free time with what fits into it, and four lists that repeat no place. What is
    late is left

     out and named in `degraded`. Asked again within a minute and 50 m, it is the same answer, which does
    not count.

    Args:
        latitude (float | None | Unset):
        longitude (float | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DashboardAnswer | ErrorBody]
    """

    kwargs = _get_kwargs(
        latitude=latitude,
        longitude=longitude,
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
) -> DashboardAnswer | ErrorBody | None:
    """Weather, the next free time with what fits into it, and four lists that repeat no place. What is
    late is left

     out and named in `degraded`. Asked again within a minute and 50 m, it is the same answer, which does
    not count.

    Args:
        latitude (float | None | Unset):
        longitude (float | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DashboardAnswer | ErrorBody
    """

    return sync_detailed(
        client=client,
        latitude=latitude,
        longitude=longitude,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    latitude: float | None | Unset = UNSET,
    longitude: float | None | Unset = UNSET,
) -> Response[DashboardAnswer | ErrorBody]:
    """Weather, the next free time with what fits into it, and four lists that repeat no place. What is
    late is left

     out and named in `degraded`. Asked again within a minute and 50 m, it is the same answer, which does
    not count.

    Args:
        latitude (float | None | Unset):
        longitude (float | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DashboardAnswer | ErrorBody]
    """

    kwargs = _get_kwargs(
        latitude=latitude,
        longitude=longitude,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    latitude: float | None | Unset = UNSET,
    longitude: float | None | Unset = UNSET,
) -> DashboardAnswer | ErrorBody | None:
    """Weather, the next free time with what fits into it, and four lists that repeat no place. What is
    late is left

     out and named in `degraded`. Asked again within a minute and 50 m, it is the same answer, which does
    not count.

    Args:
        latitude (float | None | Unset):
        longitude (float | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DashboardAnswer | ErrorBody
    """

    return (
        await asyncio_detailed(
            client=client,
            latitude=latitude,
            longitude=longitude,
        )
    ).parsed
