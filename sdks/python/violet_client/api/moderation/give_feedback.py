from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error_body import ErrorBody
from ...models.feedback_answer import FeedbackAnswer
from ...models.feedback_body import FeedbackBody
from ...types import Response


def _get_kwargs(
    turn_id: str,
    *,
    body: FeedbackBody,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/chat/turns/{turn_id}/feedback".format(
            turn_id=quote(str(turn_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ErrorBody | FeedbackAnswer:
    if response.status_code == 200:
        response_200 = FeedbackAnswer.from_dict(response.json())

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

    if response.status_code == 503:
        response_503 = ErrorBody.from_dict(response.json())

        return response_503

    response_default = ErrorBody.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorBody | FeedbackAnswer]:
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
    body: FeedbackBody,
) -> Response[ErrorBody | FeedbackAnswer]:
    """Say what you think of one of your own turns; a later opinion replaces it.

    Args:
        turn_id (str):
        body (FeedbackBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | FeedbackAnswer]
    """

    kwargs = _get_kwargs(
        turn_id=turn_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    turn_id: str,
    *,
    client: AuthenticatedClient,
    body: FeedbackBody,
) -> ErrorBody | FeedbackAnswer | None:
    """Say what you think of one of your own turns; a later opinion replaces it.

    Args:
        turn_id (str):
        body (FeedbackBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | FeedbackAnswer
    """

    return sync_detailed(
        turn_id=turn_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    turn_id: str,
    *,
    client: AuthenticatedClient,
    body: FeedbackBody,
) -> Response[ErrorBody | FeedbackAnswer]:
    """Say what you think of one of your own turns; a later opinion replaces it.

    Args:
        turn_id (str):
        body (FeedbackBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | FeedbackAnswer]
    """

    kwargs = _get_kwargs(
        turn_id=turn_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    turn_id: str,
    *,
    client: AuthenticatedClient,
    body: FeedbackBody,
) -> ErrorBody | FeedbackAnswer | None:
    """Say what you think of one of your own turns; a later opinion replaces it.

    Args:
        turn_id (str):
        body (FeedbackBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | FeedbackAnswer
    """

    return (
        await asyncio_detailed(
            turn_id=turn_id,
            client=client,
            body=body,
        )
    ).parsed
