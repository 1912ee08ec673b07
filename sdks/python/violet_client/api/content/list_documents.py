from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.documents_answer import DocumentsAnswer
from ...models.error_body import ErrorBody
from ...models.list_documents_kind import ListDocumentsKind
from ...models.list_documents_state_type_0 import ListDocumentsStateType0
from ...types import UNSET, Response, Unset


def _get_kwargs(
    kind: ListDocumentsKind,
    *,
    state: ListDocumentsStateType0 | None | Unset = UNSET,
    broken: bool | Unset = False,
    cursor: None | str | Unset = UNSET,
    limit: int | Unset = 50,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_state: str | Unset | None
    if isinstance(state, Unset):
        json_state = UNSET
    elif isinstance(state, ListDocumentsStateType0):
        json_state = state.value
    else:
        json_state = state
    params["state"] = json_state

    params["broken"] = broken

    json_cursor: str | Unset | None
    if isinstance(cursor, Unset):
        json_cursor = UNSET
    else:
        json_cursor = cursor
    params["cursor"] = json_cursor

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/content/{kind}".format(
            kind=quote(str(kind), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> DocumentsAnswer | ErrorBody:
    if response.status_code == 200:
        response_200 = DocumentsAnswer.from_dict(response.json())

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

    if response.status_code == 503:
        response_503 = ErrorBody.from_dict(response.json())

        return response_503

    response_default = ErrorBody.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[DocumentsAnswer | ErrorBody]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    kind: ListDocumentsKind,
    *,
    client: AuthenticatedClient,
    state: ListDocumentsStateType0 | None | Unset = UNSET,
    broken: bool | Unset = False,
    cursor: None | str | Unset = UNSET,
    limit: int | Unset = 50,
) -> Response[DocumentsAnswer | ErrorBody]:
    """The documents of a kind, the last changed first.

    Args:
        kind (ListDocumentsKind):
        state (ListDocumentsStateType0 | None | Unset):
        broken (bool | Unset):  Default: False.
        cursor (None | str | Unset):
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DocumentsAnswer | ErrorBody]
    """

    kwargs = _get_kwargs(
        kind=kind,
        state=state,
        broken=broken,
        cursor=cursor,
        limit=limit,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    kind: ListDocumentsKind,
    *,
    client: AuthenticatedClient,
    state: ListDocumentsStateType0 | None | Unset = UNSET,
    broken: bool | Unset = False,
    cursor: None | str | Unset = UNSET,
    limit: int | Unset = 50,
) -> DocumentsAnswer | ErrorBody | None:
    """The documents of a kind, the last changed first.

    Args:
        kind (ListDocumentsKind):
        state (ListDocumentsStateType0 | None | Unset):
        broken (bool | Unset):  Default: False.
        cursor (None | str | Unset):
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DocumentsAnswer | ErrorBody
    """

    return sync_detailed(
        kind=kind,
        client=client,
        state=state,
        broken=broken,
        cursor=cursor,
        limit=limit,
    ).parsed


async def asyncio_detailed(
    kind: ListDocumentsKind,
    *,
    client: AuthenticatedClient,
    state: ListDocumentsStateType0 | None | Unset = UNSET,
    broken: bool | Unset = False,
    cursor: None | str | Unset = UNSET,
    limit: int | Unset = 50,
) -> Response[DocumentsAnswer | ErrorBody]:
    """The documents of a kind, the last changed first.

    Args:
        kind (ListDocumentsKind):
        state (ListDocumentsStateType0 | None | Unset):
        broken (bool | Unset):  Default: False.
        cursor (None | str | Unset):
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DocumentsAnswer | ErrorBody]
    """

    kwargs = _get_kwargs(
        kind=kind,
        state=state,
        broken=broken,
        cursor=cursor,
        limit=limit,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    kind: ListDocumentsKind,
    *,
    client: AuthenticatedClient,
    state: ListDocumentsStateType0 | None | Unset = UNSET,
    broken: bool | Unset = False,
    cursor: None | str | Unset = UNSET,
    limit: int | Unset = 50,
) -> DocumentsAnswer | ErrorBody | None:
    """The documents of a kind, the last changed first.

    Args:
        kind (ListDocumentsKind):
        state (ListDocumentsStateType0 | None | Unset):
        broken (bool | Unset):  Default: False.
        cursor (None | str | Unset):
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DocumentsAnswer | ErrorBody
    """

    return (
        await asyncio_detailed(
            kind=kind,
            client=client,
            state=state,
            broken=broken,
            cursor=cursor,
            limit=limit,
        )
    ).parsed
