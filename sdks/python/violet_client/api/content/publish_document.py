from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.document_answer import DocumentAnswer
from ...models.error_body import ErrorBody
from ...models.publish_body import PublishBody
from ...models.publish_document_kind import PublishDocumentKind
from ...types import UNSET, Response, Unset


def _get_kwargs(
    kind: PublishDocumentKind,
    document_id: str,
    *,
    body: PublishBody,
    if_match: None | str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/content/{kind}/{document_id}/publish".format(
            kind=quote(str(kind), safe=""),
            document_id=quote(str(document_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> DocumentAnswer | ErrorBody:
    if response.status_code == 200:
        response_200 = DocumentAnswer.from_dict(response.json())

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

    if response.status_code == 409:
        response_409 = ErrorBody.from_dict(response.json())

        return response_409

    if response.status_code == 412:
        response_412 = ErrorBody.from_dict(response.json())

        return response_412

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
    kind: PublishDocumentKind,
    document_id: str,
    *,
    client: AuthenticatedClient,
    body: PublishBody,
    if_match: None | str | Unset = UNSET,
) -> Response[DocumentAnswer | ErrorBody]:
    """Show what was approved to students, at once or at a moment to come.

    Args:
        kind (PublishDocumentKind):
        document_id (str):
        if_match (None | str | Unset):
        body (PublishBody): Now, or `at` a moment to come; until `unpublish_at`, or for good.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DocumentAnswer | ErrorBody]
    """

    kwargs = _get_kwargs(
        kind=kind,
        document_id=document_id,
        body=body,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    kind: PublishDocumentKind,
    document_id: str,
    *,
    client: AuthenticatedClient,
    body: PublishBody,
    if_match: None | str | Unset = UNSET,
) -> DocumentAnswer | ErrorBody | None:
    """Show what was approved to students, at once or at a moment to come.

    Args:
        kind (PublishDocumentKind):
        document_id (str):
        if_match (None | str | Unset):
        body (PublishBody): Now, or `at` a moment to come; until `unpublish_at`, or for good.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DocumentAnswer | ErrorBody
    """

    return sync_detailed(
        kind=kind,
        document_id=document_id,
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    kind: PublishDocumentKind,
    document_id: str,
    *,
    client: AuthenticatedClient,
    body: PublishBody,
    if_match: None | str | Unset = UNSET,
) -> Response[DocumentAnswer | ErrorBody]:
    """Show what was approved to students, at once or at a moment to come.

    Args:
        kind (PublishDocumentKind):
        document_id (str):
        if_match (None | str | Unset):
        body (PublishBody): Now, or `at` a moment to come; until `unpublish_at`, or for good.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DocumentAnswer | ErrorBody]
    """

    kwargs = _get_kwargs(
        kind=kind,
        document_id=document_id,
        body=body,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    kind: PublishDocumentKind,
    document_id: str,
    *,
    client: AuthenticatedClient,
    body: PublishBody,
    if_match: None | str | Unset = UNSET,
) -> DocumentAnswer | ErrorBody | None:
    """Show what was approved to students, at once or at a moment to come.

    Args:
        kind (PublishDocumentKind):
        document_id (str):
        if_match (None | str | Unset):
        body (PublishBody): Now, or `at` a moment to come; until `unpublish_at`, or for good.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DocumentAnswer | ErrorBody
    """

    return (
        await asyncio_detailed(
            kind=kind,
            document_id=document_id,
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
