import datetime
from http import HTTPStatus
from typing import Any, cast

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error_body import ErrorBody
from ...models.get_events_calendar_order import GetEventsCalendarOrder
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    q: None | str | Unset = UNSET,
    starts: datetime.datetime | None | Unset = UNSET,
    ends: datetime.datetime | None | Unset = UNSET,
    category: list[str] | Unset = UNSET,
    source: list[str] | Unset = UNSET,
    free: bool | None | Unset = UNSET,
    latitude: float | None | Unset = UNSET,
    longitude: float | None | Unset = UNSET,
    radius_m: int | Unset = 2500,
    order: GetEventsCalendarOrder | Unset = GetEventsCalendarOrder.BEST,
    limit: int | Unset = 20,
    after: None | str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_q: str | Unset | None
    if isinstance(q, Unset):
        json_q = UNSET
    else:
        json_q = q
    params["q"] = json_q

    json_starts: str | Unset | None
    if isinstance(starts, Unset):
        json_starts = UNSET
    elif isinstance(starts, datetime.datetime):
        json_starts = starts.isoformat()
    else:
        json_starts = starts
    params["starts"] = json_starts

    json_ends: str | Unset | None
    if isinstance(ends, Unset):
        json_ends = UNSET
    elif isinstance(ends, datetime.datetime):
        json_ends = ends.isoformat()
    else:
        json_ends = ends
    params["ends"] = json_ends

    json_category: list[str] | Unset = UNSET
    if not isinstance(category, Unset):
        json_category = category

    params["category"] = json_category

    json_source: list[str] | Unset = UNSET
    if not isinstance(source, Unset):
        json_source = source

    params["source"] = json_source

    json_free: bool | Unset | None
    if isinstance(free, Unset):
        json_free = UNSET
    else:
        json_free = free
    params["free"] = json_free

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

    params["radius_m"] = radius_m

    json_order: str | Unset = UNSET
    if not isinstance(order, Unset):
        json_order = order.value

    params["order"] = json_order

    params["limit"] = limit

    json_after: str | Unset | None
    if isinstance(after, Unset):
        json_after = UNSET
    else:
        json_after = after
    params["after"] = json_after

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/events.ics",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Any | ErrorBody:
    if response.status_code == 200:
        response_200 = cast("Any", None)
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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Any | ErrorBody]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    q: None | str | Unset = UNSET,
    starts: datetime.datetime | None | Unset = UNSET,
    ends: datetime.datetime | None | Unset = UNSET,
    category: list[str] | Unset = UNSET,
    source: list[str] | Unset = UNSET,
    free: bool | None | Unset = UNSET,
    latitude: float | None | Unset = UNSET,
    longitude: float | None | Unset = UNSET,
    radius_m: int | Unset = 2500,
    order: GetEventsCalendarOrder | Unset = GetEventsCalendarOrder.BEST,
    limit: int | Unset = 20,
    after: None | str | Unset = UNSET,
) -> Response[Any | ErrorBody]:
    """The events of a search as an iCalendar file, to subscribe to.

    Args:
        q (None | str | Unset): Words or a question: "jazz this weekend", "what's happening at
            Kimmel tomorrow".
        starts (datetime.datetime | None | Unset): The window's beginning, ISO 8601 with an
            offset.
        ends (datetime.datetime | None | Unset): The window's end, exclusive.
        category (list[str] | Unset): Any of these: music, jazz, comedy, food, film, market, ...
        source (list[str] | Unset): Any of these sources.
        free (bool | None | Unset):
        latitude (float | None | Unset):
        longitude (float | None | Unset):
        radius_m (int | Unset):  Default: 2500.
        order (GetEventsCalendarOrder | Unset):  Default: GetEventsCalendarOrder.BEST.
        limit (int | Unset): Clamped to 1..100. Default: 20.
        after (None | str | Unset): `next` of the page before: the following events of the same
            search.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ErrorBody]
    """

    kwargs = _get_kwargs(
        q=q,
        starts=starts,
        ends=ends,
        category=category,
        source=source,
        free=free,
        latitude=latitude,
        longitude=longitude,
        radius_m=radius_m,
        order=order,
        limit=limit,
        after=after,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    q: None | str | Unset = UNSET,
    starts: datetime.datetime | None | Unset = UNSET,
    ends: datetime.datetime | None | Unset = UNSET,
    category: list[str] | Unset = UNSET,
    source: list[str] | Unset = UNSET,
    free: bool | None | Unset = UNSET,
    latitude: float | None | Unset = UNSET,
    longitude: float | None | Unset = UNSET,
    radius_m: int | Unset = 2500,
    order: GetEventsCalendarOrder | Unset = GetEventsCalendarOrder.BEST,
    limit: int | Unset = 20,
    after: None | str | Unset = UNSET,
) -> Any | ErrorBody | None:
    """The events of a search as an iCalendar file, to subscribe to.

    Args:
        q (None | str | Unset): Words or a question: "jazz this weekend", "what's happening at
            Kimmel tomorrow".
        starts (datetime.datetime | None | Unset): The window's beginning, ISO 8601 with an
            offset.
        ends (datetime.datetime | None | Unset): The window's end, exclusive.
        category (list[str] | Unset): Any of these: music, jazz, comedy, food, film, market, ...
        source (list[str] | Unset): Any of these sources.
        free (bool | None | Unset):
        latitude (float | None | Unset):
        longitude (float | None | Unset):
        radius_m (int | Unset):  Default: 2500.
        order (GetEventsCalendarOrder | Unset):  Default: GetEventsCalendarOrder.BEST.
        limit (int | Unset): Clamped to 1..100. Default: 20.
        after (None | str | Unset): `next` of the page before: the following events of the same
            search.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ErrorBody
    """

    return sync_detailed(
        client=client,
        q=q,
        starts=starts,
        ends=ends,
        category=category,
        source=source,
        free=free,
        latitude=latitude,
        longitude=longitude,
        radius_m=radius_m,
        order=order,
        limit=limit,
        after=after,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    q: None | str | Unset = UNSET,
    starts: datetime.datetime | None | Unset = UNSET,
    ends: datetime.datetime | None | Unset = UNSET,
    category: list[str] | Unset = UNSET,
    source: list[str] | Unset = UNSET,
    free: bool | None | Unset = UNSET,
    latitude: float | None | Unset = UNSET,
    longitude: float | None | Unset = UNSET,
    radius_m: int | Unset = 2500,
    order: GetEventsCalendarOrder | Unset = GetEventsCalendarOrder.BEST,
    limit: int | Unset = 20,
    after: None | str | Unset = UNSET,
) -> Response[Any | ErrorBody]:
    """The events of a search as an iCalendar file, to subscribe to.

    Args:
        q (None | str | Unset): Words or a question: "jazz this weekend", "what's happening at
            Kimmel tomorrow".
        starts (datetime.datetime | None | Unset): The window's beginning, ISO 8601 with an
            offset.
        ends (datetime.datetime | None | Unset): The window's end, exclusive.
        category (list[str] | Unset): Any of these: music, jazz, comedy, food, film, market, ...
        source (list[str] | Unset): Any of these sources.
        free (bool | None | Unset):
        latitude (float | None | Unset):
        longitude (float | None | Unset):
        radius_m (int | Unset):  Default: 2500.
        order (GetEventsCalendarOrder | Unset):  Default: GetEventsCalendarOrder.BEST.
        limit (int | Unset): Clamped to 1..100. Default: 20.
        after (None | str | Unset): `next` of the page before: the following events of the same
            search.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ErrorBody]
    """

    kwargs = _get_kwargs(
        q=q,
        starts=starts,
        ends=ends,
        category=category,
        source=source,
        free=free,
        latitude=latitude,
        longitude=longitude,
        radius_m=radius_m,
        order=order,
        limit=limit,
        after=after,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    q: None | str | Unset = UNSET,
    starts: datetime.datetime | None | Unset = UNSET,
    ends: datetime.datetime | None | Unset = UNSET,
    category: list[str] | Unset = UNSET,
    source: list[str] | Unset = UNSET,
    free: bool | None | Unset = UNSET,
    latitude: float | None | Unset = UNSET,
    longitude: float | None | Unset = UNSET,
    radius_m: int | Unset = 2500,
    order: GetEventsCalendarOrder | Unset = GetEventsCalendarOrder.BEST,
    limit: int | Unset = 20,
    after: None | str | Unset = UNSET,
) -> Any | ErrorBody | None:
    """The events of a search as an iCalendar file, to subscribe to.

    Args:
        q (None | str | Unset): Words or a question: "jazz this weekend", "what's happening at
            Kimmel tomorrow".
        starts (datetime.datetime | None | Unset): The window's beginning, ISO 8601 with an
            offset.
        ends (datetime.datetime | None | Unset): The window's end, exclusive.
        category (list[str] | Unset): Any of these: music, jazz, comedy, food, film, market, ...
        source (list[str] | Unset): Any of these sources.
        free (bool | None | Unset):
        latitude (float | None | Unset):
        longitude (float | None | Unset):
        radius_m (int | Unset):  Default: 2500.
        order (GetEventsCalendarOrder | Unset):  Default: GetEventsCalendarOrder.BEST.
        limit (int | Unset): Clamped to 1..100. Default: 20.
        after (None | str | Unset): `next` of the page before: the following events of the same
            search.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ErrorBody
    """

    return (
        await asyncio_detailed(
            client=client,
            q=q,
            starts=starts,
            ends=ends,
            category=category,
            source=source,
            free=free,
            latitude=latitude,
            longitude=longitude,
            radius_m=radius_m,
            order=order,
            limit=limit,
            after=after,
        )
    ).parsed
