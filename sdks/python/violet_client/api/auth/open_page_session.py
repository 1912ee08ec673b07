from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error_body import ErrorBody
from ...models.page_session_answer import PageSessionAnswer
from ...models.page_session_body import PageSessionBody
from ...types import Response


def _get_kwargs(
    *,
    body: PageSessionBody,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/auth/session",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ErrorBody | PageSessionAnswer:
    if response.status_code == 200:
        response_200 = PageSessionAnswer.from_dict(response.json())

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

    response_default = ErrorBody.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorBody | PageSessionAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: PageSessionBody,
) -> Response[ErrorBody | PageSessionAnswer]:
    """An access token for the page. With a `refresh_token`, once after a log-in, it is put in the cookie
    in its next

     form; without, the cookie's is used. `token` is null where there is no log-in (any more).

    Args:
        body (PageSessionBody): `refresh_token` of a log-in that the page just made.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | PageSessionAnswer]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: PageSessionBody,
) -> ErrorBody | PageSessionAnswer | None:
    """An access token for the page. With a `refresh_token`, once after a log-in, it is put in the cookie
    in its next

     form; without, the cookie's is used. `token` is null where there is no log-in (any more).

    Args:
        body (PageSessionBody): `refresh_token` of a log-in that the page just made.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | PageSessionAnswer
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: PageSessionBody,
) -> Response[ErrorBody | PageSessionAnswer]:
    """An access token for the page. With a `refresh_token`, once after a log-in, it is put in the cookie
    in its next

     form; without, the cookie's is used. `token` is null where there is no log-in (any more).

    Args:
        body (PageSessionBody): `refresh_token` of a log-in that the page just made.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | PageSessionAnswer]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: PageSessionBody,
) -> ErrorBody | PageSessionAnswer | None:
    """An access token for the page. With a `refresh_token`, once after a log-in, it is put in the cookie
    in its next

     form; without, the cookie's is used. `token` is null where there is no log-in (any more).

    Args:
        body (PageSessionBody): `refresh_token` of a log-in that the page just made.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | PageSessionAnswer
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
