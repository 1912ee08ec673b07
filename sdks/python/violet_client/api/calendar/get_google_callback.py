from http import HTTPStatus
from typing import Any, cast

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error_body import ErrorBody
from ...models.link_status_answer import LinkStatusAnswer
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    state: str,
    code: None | str | Unset = UNSET,
    error: None | str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["state"] = state

    json_code: str | Unset | None
    if isinstance(code, Unset):
        json_code = UNSET
    else:
        json_code = code
    params["code"] = json_code

    json_error: str | Unset | None
    if isinstance(error, Unset):
        json_error = UNSET
    else:
        json_error = error
    params["error"] = json_error

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/calendar/google/callback",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | ErrorBody | LinkStatusAnswer:
    if response.status_code == 200:
        response_200 = LinkStatusAnswer.from_dict(response.json())

        return response_200

    if response.status_code == 302:
        response_302 = cast("Any", None)
        return response_302

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
) -> Response[Any | ErrorBody | LinkStatusAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    state: str,
    code: None | str | Unset = UNSET,
    error: None | str | Unset = UNSET,
) -> Response[Any | ErrorBody | LinkStatusAnswer]:
    """Where Google sends the browser back to. A browser has no token, so it is sent on to the app, if one
    is set, with

     what Google said; the app asks for the same address with its token. It finishes for the account that
    began, and for<br/>no other: or somebody could have another person's calendar connected to their own
    account.

    Args:
        state (str):
        code (None | str | Unset):
        error (None | str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ErrorBody | LinkStatusAnswer]
    """

    kwargs = _get_kwargs(
        state=state,
        code=code,
        error=error,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    state: str,
    code: None | str | Unset = UNSET,
    error: None | str | Unset = UNSET,
) -> Any | ErrorBody | LinkStatusAnswer | None:
    """Where Google sends the browser back to. A browser has no token, so it is sent on to the app, if one
    is set, with

     what Google said; the app asks for the same address with its token. It finishes for the account that
    began, and for<br/>no other: or somebody could have another person's calendar connected to their own
    account.

    Args:
        state (str):
        code (None | str | Unset):
        error (None | str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ErrorBody | LinkStatusAnswer
    """

    return sync_detailed(
        client=client,
        state=state,
        code=code,
        error=error,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    state: str,
    code: None | str | Unset = UNSET,
    error: None | str | Unset = UNSET,
) -> Response[Any | ErrorBody | LinkStatusAnswer]:
    """Where Google sends the browser back to. A browser has no token, so it is sent on to the app, if one
    is set, with

     what Google said; the app asks for the same address with its token. It finishes for the account that
    began, and for<br/>no other: or somebody could have another person's calendar connected to their own
    account.

    Args:
        state (str):
        code (None | str | Unset):
        error (None | str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ErrorBody | LinkStatusAnswer]
    """

    kwargs = _get_kwargs(
        state=state,
        code=code,
        error=error,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    state: str,
    code: None | str | Unset = UNSET,
    error: None | str | Unset = UNSET,
) -> Any | ErrorBody | LinkStatusAnswer | None:
    """Where Google sends the browser back to. A browser has no token, so it is sent on to the app, if one
    is set, with

     what Google said; the app asks for the same address with its token. It finishes for the account that
    began, and for<br/>no other: or somebody could have another person's calendar connected to their own
    account.

    Args:
        state (str):
        code (None | str | Unset):
        error (None | str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ErrorBody | LinkStatusAnswer
    """

    return (
        await asyncio_detailed(
            client=client,
            state=state,
            code=code,
            error=error,
        )
    ).parsed
