from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.add_document_kind import AddDocumentKind
from ...models.document_answer import DocumentAnswer
from ...models.document_body import DocumentBody
from ...models.error_body import ErrorBody
from ...types import Response


def _get_kwargs(
    kind: AddDocumentKind,
    *,
    body: DocumentBody,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/content/{kind}".format(
            kind=quote(str(kind), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> DocumentAnswer | ErrorBody:
    if response.status_code == 201:
        response_201 = DocumentAnswer.from_dict(response.json())

        return response_201

    if response.status_code == 400:
        response_400 = ErrorBody.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = ErrorBody.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = ErrorBody.from_dict(response.json())

        return response_403

    if response.status_code == 409:
        response_409 = ErrorBody.from_dict(response.json())

        return response_409

    if response.status_code == 503:
        response_503 = ErrorBody.from_dict(response.json())

        return response_503

    response_default = ErrorBody.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[DocumentAnswer | ErrorBody]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    kind: AddDocumentKind,
    *,
    client: AuthenticatedClient,
    body: DocumentBody,
) -> Response[DocumentAnswer | ErrorBody]:
    """A new draft. One about a place of the guide corrects it: what is left out stays.

    Args:
        kind (AddDocumentKind):
        body (DocumentBody): What the document is to say, as `data`, or at the top level.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DocumentAnswer | ErrorBody]
    """

    kwargs = _get_kwargs(
        kind=kind,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    kind: AddDocumentKind,
    *,
    client: AuthenticatedClient,
    body: DocumentBody,
) -> DocumentAnswer | ErrorBody | None:
    """A new draft. One about a place of the guide corrects it: what is left out stays.

    Args:
        kind (AddDocumentKind):
        body (DocumentBody): What the document is to say, as `data`, or at the top level.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DocumentAnswer | ErrorBody
    """

    return sync_detailed(
        kind=kind,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    kind: AddDocumentKind,
    *,
    client: AuthenticatedClient,
    body: DocumentBody,
) -> Response[DocumentAnswer | ErrorBody]:
    """A new draft. One about a place of the guide corrects it: what is left out stays.

    Args:
        kind (AddDocumentKind):
        body (DocumentBody): What the document is to say, as `data`, or at the top level.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DocumentAnswer | ErrorBody]
    """

    kwargs = _get_kwargs(
        kind=kind,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    kind: AddDocumentKind,
    *,
    client: AuthenticatedClient,
    body: DocumentBody,
) -> DocumentAnswer | ErrorBody | None:
    """A new draft. One about a place of the guide corrects it: what is left out stays.

    Args:
        kind (AddDocumentKind):
        body (DocumentBody): What the document is to say, as `data`, or at the top level.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DocumentAnswer | ErrorBody
    """

    return (
        await asyncio_detailed(
            kind=kind,
            client=client,
            body=body,
        )
    ).parsed
