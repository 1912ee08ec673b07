"""Requests that are none, on the socket of a real server: refused, each by itself, and nobody is sent elsewhere."""

from __future__ import annotations

import json
import socket
from urllib.parse import urlsplit

import pytest

from tests.e2e.conftest import Whole

CHUNKED = (
    b"POST /api/v1/chat HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
    b"Connection: close\r\n\r\n"
)
EVIL = b" HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
ROWS = {
    "size not hex": (CHUNKED + b"zz\r\nabc\r\n0\r\n\r\n", 400),
    "size negative": (CHUNKED + b"-5\r\nabc\r\n0\r\n\r\n", 400),
    "size without end": (CHUNKED + b"1" * 9000 + b"\r\n", 400),
    "size missing": (CHUNKED + b"\r\nabc\r\n", 400),
    "chunk longer than it says": (CHUNKED + b"3\r\nabcXX0\r\n\r\n", 400),
    "bad extension": (CHUNKED + b"3;\rbad\r\nabc\r\n0\r\n\r\n", 400),
    "bad trailer": (CHUNKED + b"3\r\nabc\r\n0\r\nno trailer at all\r\n\r\n", 400),
    "good": (CHUNKED + b'14\r\n{"message":"coffee"}\r\n0\r\n\r\n', 200),
    "two lengths": (CHUNKED.replace(b"Host: a", b"Host: a\r\nContent-Length: 5") + b"0\r\n\r\n", 400),
    "no length": (CHUNKED.replace(b"Transfer-Encoding: chunked", b"Content-Length: abc"), 400),
    "double slash": (b"GET //evil.example/api/docs" + EVIL, 404),
    "docs of another host": (b"GET /api/docs" + EVIL, 308),
    "long address": (b"GET /api/docs?" + b"a" * 5000 + EVIL, 414),
    "long header": (b"GET /api/docs HTTP/1.1\r\nHost: a\r\nCookie: " + b"a" * 9000 + b"\r\n\r\n", 431),
    "long headers": (b"GET /api/docs HTTP/1.1\r\nHost: a\r\n" + b"Cookie: a\r\n" * 8000 + b"\r\n", 431),
    "header without colon": (b"GET /api/docs HTTP/1.1\r\nHost: a\r\n<script>\r\n\r\n", 400),
    "no HTTP": (b"GET /api/docs HTTQ/9\r\nHost: a\r\n\r\n", 400),
    "another coding": (CHUNKED.replace(b"chunked", b"cake, chunked") + b"0\r\n\r\n", 501),
    "another expectation": (CHUNKED.replace(b"Host: a", b"Host: a\r\nExpect: cake") + b"0\r\n\r\n", 417),
    "absolute address": (b"GET http://evil.example/api/docs" + EVIL, 308),
}


@pytest.mark.parametrize("name", ROWS)
def test_broken_requests_are_refused(whole: Whole, name: str) -> None:
    sent, status = ROWS[name]
    with socket.create_connection(("127.0.0.1", urlsplit(whole.server.url).port or 0), timeout=20) as connection:
        connection.sendall(sent)
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.split(b" ", 2)[1] == str(status).encode(), head
    assert b"evil" not in head
    if status >= 400:
        assert json.loads(body).keys() >= {"error", "code", "request_id"}, body
