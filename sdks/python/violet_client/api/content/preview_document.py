from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error_body import ErrorBody
from ...models.preview_answer import PreviewAnswer
from ...models.preview_document_kind import PreviewDocumentKind
from ...types import Response


def _get_kwargs(
    kind: PreviewDocumentKind,
    document_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/content/{kind}/{document_id}/preview".format(
            kind=quote(str(kind), safe=""),
            document_id=quote(str(document_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ErrorBody | PreviewAnswer:
    if response.status_code == 200:
        response_200 = PreviewAnswer.from_dict(response.json())

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

    if response.status_code == 404:
        response_404 = ErrorBody.from_dict(response.json())

        return response_404

    if response.status_code == 503:
        response_503 = ErrorBody.from_dict(response.json())

        return response_503

    response_default = ErrorBody.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorBody | PreviewAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    kind: PreviewDocumentKind,
    document_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[ErrorBody | PreviewAnswer]:
    """The newest version as students would see it.

    Args:
        kind (PreviewDocumentKind):
        document_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | PreviewAnswer]
    """

    kwargs = _get_kwargs(
        kind=kind,
        document_id=document_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    kind: PreviewDocumentKind,
    document_id: str,
    *,
    client: AuthenticatedClient,
) -> ErrorBody | PreviewAnswer | None:
    """The newest version as students would see it.

    Args:
        kind (PreviewDocumentKind):
        document_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | PreviewAnswer
    """

    return sync_detailed(
        kind=kind,
        document_id=document_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    kind: PreviewDocumentKind,
    document_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[ErrorBody | PreviewAnswer]:
    """The newest version as students would see it.

    Args:
        kind (PreviewDocumentKind):
        document_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | PreviewAnswer]
    """

    kwargs = _get_kwargs(
        kind=kind,
        document_id=document_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    kind: PreviewDocumentKind,
    document_id: str,
    *,
    client: AuthenticatedClient,
) -> ErrorBody | PreviewAnswer | None:
    """The newest version as students would see it.

    Args:
        kind (PreviewDocumentKind):
        document_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | PreviewAnswer
    """

    return (
        await asyncio_detailed(
            kind=kind,
            document_id=document_id,
            client=client,
        )
    ).parsed
