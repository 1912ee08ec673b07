from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error_body import ErrorBody
from ...models.explanation_answer import ExplanationAnswer
from ...types import UNSET, Response, Unset


def _get_kwargs(
    turn_id: str,
    *,
    why_not: None | str | Unset = UNSET,
    latitude: float | None | Unset = UNSET,
    longitude: float | None | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_why_not: str | Unset | None
    if isinstance(why_not, Unset):
        json_why_not = UNSET
    else:
        json_why_not = why_not
    params["why_not"] = json_why_not

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
        "url": "/api/v1/chat/explain/{turn_id}".format(
            turn_id=quote(str(turn_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ErrorBody | ExplanationAnswer:
    if response.status_code == 200:
        response_200 = ExplanationAnswer.from_dict(response.json())

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
) -> Response[ErrorBody | ExplanationAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    turn_id: str,
    *,
    client: AuthenticatedClient,
    why_not: None | str | Unset = UNSET,
    latitude: float | None | Unset = UNSET,
    longitude: float | None | Unset = UNSET,
) -> Response[ErrorBody | ExplanationAnswer]:
    """Why one of the caller's own turns answered as it did: the intent as understood, the features of each
    card, what

     was left out for which reason, and what was degraded. With `why_not`, also the smallest change of
    the question that<br/>would have put the named place first.

    Args:
        turn_id (str):
        why_not (None | str | Unset):
        latitude (float | None | Unset):
        longitude (float | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | ExplanationAnswer]
    """

    kwargs = _get_kwargs(
        turn_id=turn_id,
        why_not=why_not,
        latitude=latitude,
        longitude=longitude,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    turn_id: str,
    *,
    client: AuthenticatedClient,
    why_not: None | str | Unset = UNSET,
    latitude: float | None | Unset = UNSET,
    longitude: float | None | Unset = UNSET,
) -> ErrorBody | ExplanationAnswer | None:
    """Why one of the caller's own turns answered as it did: the intent as understood, the features of each
    card, what

     was left out for which reason, and what was degraded. With `why_not`, also the smallest change of
    the question that<br/>would have put the named place first.

    Args:
        turn_id (str):
        why_not (None | str | Unset):
        latitude (float | None | Unset):
        longitude (float | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | ExplanationAnswer
    """

    return sync_detailed(
        turn_id=turn_id,
        client=client,
        why_not=why_not,
        latitude=latitude,
        longitude=longitude,
    ).parsed


async def asyncio_detailed(
    turn_id: str,
    *,
    client: AuthenticatedClient,
    why_not: None | str | Unset = UNSET,
    latitude: float | None | Unset = UNSET,
    longitude: float | None | Unset = UNSET,
) -> Response[ErrorBody | ExplanationAnswer]:
    """Why one of the caller's own turns answered as it did: the intent as understood, the features of each
    card, what

     was left out for which reason, and what was degraded. With `why_not`, also the smallest change of
    the question that<br/>would have put the named place first.

    Args:
        turn_id (str):
        why_not (None | str | Unset):
        latitude (float | None | Unset):
        longitude (float | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | ExplanationAnswer]
    """

    kwargs = _get_kwargs(
        turn_id=turn_id,
        why_not=why_not,
        latitude=latitude,
        longitude=longitude,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    turn_id: str,
    *,
    client: AuthenticatedClient,
    why_not: None | str | Unset = UNSET,
    latitude: float | None | Unset = UNSET,
    longitude: float | None | Unset = UNSET,
) -> ErrorBody | ExplanationAnswer | None:
    """Why one of the caller's own turns answered as it did: the intent as understood, the features of each
    card, what

     was left out for which reason, and what was degraded. With `why_not`, also the smallest change of
    the question that<br/>would have put the named place first.

    Args:
        turn_id (str):
        why_not (None | str | Unset):
        latitude (float | None | Unset):
        longitude (float | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | ExplanationAnswer
    """

    return (
        await asyncio_detailed(
            turn_id=turn_id,
            client=client,
            why_not=why_not,
            latitude=latitude,
            longitude=longitude,
        )
    ).parsed
