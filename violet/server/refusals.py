"""What the server says without the app: the one error shape, to clients whose request never became one."""

from __future__ import annotations

import json

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
