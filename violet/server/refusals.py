"""What the server says without the app: the one error shape, to clients whose request never became one."""

from __future__ import annotations

import json

from gunicorn.http.errors import (
    ExpectationFailed,
    InvalidResponseHeader,
    InvalidResponseHeaderName,
    LimitRequestHeaders,
    LimitRequestLine,
    ParseException,
    UnsupportedTransferCoding,
)

CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


def refusal(status: str, code: str, message: str) -> bytes:
    """An answer that ends the connection. `status` is the number with its phrase."""
    body = json.dumps({"error": message, "code": code, "request_id": None}).encode()
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        "Cache-Control: no-store\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + body


TIMED_OUT = refusal("408 Request Timeout", "timeout", "The request did not arrive in time. Please try again.")
HEAD_TOO_LONG = refusal("431 Request Header Fields Too Large", "bad_request", "The request's headers are too long.")
BUSY = refusal("503 Service Unavailable", "unavailable", "The server is busy. Please try again in a minute.")
FAILED = refusal("500 Internal Server Error", "internal_error", "Something went wrong on our side. Please try again.")

# What gunicorn's parser finds wrong with a request, the particular before the general.
_UNREADABLE = (
    (LimitRequestLine, refusal("414 URI Too Long", "bad_request", "The request's address is too long.")),
    (LimitRequestHeaders, HEAD_TOO_LONG),
    (ExpectationFailed, refusal("417 Expectation Failed", "bad_request", "The header Expect has to be 100-continue.")),
    (
        UnsupportedTransferCoding,
        refusal("501 Not Implemented", "bad_request", "The only transfer coding that is read is chunked."),
    ),
    (ParseException, refusal("400 Bad Request", "bad_request", "The request is not valid HTTP.")),
)


def refusal_of(error: BaseException) -> bytes | None:
    """The answer to a request that could not be read; None where the fault is not the client's."""
    if isinstance(error, InvalidResponseHeader | InvalidResponseHeaderName):
        return None
    return next((answer for kind, answer in _UNREADABLE if isinstance(error, kind)), None)
