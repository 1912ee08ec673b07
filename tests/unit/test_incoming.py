"""When a request is whole, however its bytes are cut: gunicorn's own parser is asked to agree."""

from __future__ import annotations

import random

import pytest
from gunicorn.config import Config
from gunicorn.http import get_parser

from violet.server.incoming import MAX_HEAD_BYTES, Incoming, Stage

GET = b"GET /health/live HTTP/1.1\r\nHost: violet\r\n\r\n"
POST = b"POST /api/chat HTTP/1.1\r\nHost: violet\r\nContent-Length: 11\r\n\r\nhello world"
CHUNKED = (
    b"POST /api/chat HTTP/1.1\r\nHost: violet\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nX-Checksum: 7\r\n\r\n"
)
EMPTY = b"POST /api/chat HTTP/1.1\r\nHost: violet\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
REQUESTS = {"get": GET, "post": POST, "chunked": CHUNKED, "empty": EMPTY, "blank line first": b"\r\n" + GET}


def fed(*pieces: bytes, most: int = 1000) -> Incoming:
    incoming = Incoming(most)
    for piece in pieces:
        incoming.feed(piece)
    return incoming


@pytest.mark.parametrize("request_bytes", REQUESTS.values(), ids=REQUESTS)
def test_a_request_is_whole_at_its_last_byte_and_not_before(request_bytes: bytes) -> None:
    incoming = Incoming(1000)
    stages = [incoming.feed(request_bytes[at : at + 1]) for at in range(len(request_bytes))]
    assert stages[-1] is Stage.WHOLE
    assert Stage.WHOLE not in stages[:-1]
    assert not incoming.closes


@pytest.mark.parametrize("request_bytes", REQUESTS.values(), ids=REQUESTS)
def test_cuts_at_random_places_change_nothing(request_bytes: bytes) -> None:
    choose = random.Random(7)
    for _ in range(200):
        cuts = sorted(choose.sample(range(1, len(request_bytes)), 3))
        pieces = [request_bytes[i:j] for i, j in zip([0, *cuts], [*cuts, None], strict=True)]
        incoming = fed(*pieces)
        assert incoming.stage is Stage.WHOLE
        assert incoming.take() == request_bytes.lstrip(b"\r\n")


@pytest.mark.parametrize(
    ("name", "body"), [("get", b""), ("post", b"hello world"), ("chunked", b"hello world"), ("empty", b"")]
)
def test_the_parser_reads_what_is_whole_without_asking_for_more(name: str, body: bytes) -> None:
    parser = get_parser(Config(), iter(()), ("127.0.0.1", 1))
    parser.unreader.unread(fed(REQUESTS[name] + GET).take())
    assert next(parser).body.read() == body
    assert next(parser).uri == "/health/live"


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: 5\r\nContent-Length: 6",
        b"Content-Length: 5\r\nTransfer-Encoding: chunked",
        b"Content-Length: -5",
        b"Content-Length: 5x",
        b"Content-Length: " + b"9" * 5000,
        b"Content-Length: 1001",
        b"Transfer-Encoding: gzip, chunked",
    ],
)
def test_what_is_contradictory_or_too_large_is_not_waited_for(head: bytes) -> None:
    incoming = fed(b"POST / HTTP/1.1\r\nHost: violet\r\n" + head + b"\r\n\r\n")
    assert (incoming.stage, incoming.closes) == (Stage.WHOLE, True)


@pytest.mark.parametrize(
    "chunks",
    [b"zz\r\n", b"-1\r\n", b"1_0\r\n", b"9" * 300, b"7d1\r\n", b"1\r\na\r\n" * 400, b"0\r\n" + b"A: b\r\n" * 400],
)
def test_chunks_that_make_no_sense_or_no_end_are_not_waited_for(chunks: bytes) -> None:
    incoming = fed(b"POST / HTTP/1.1\r\nHost: violet\r\nTransfer-Encoding: chunked\r\n\r\n", chunks)
    assert (incoming.stage, incoming.closes) == (Stage.WHOLE, True)


def test_a_head_without_an_end_is_too_long() -> None:
    incoming = Incoming(1000)
    assert incoming.feed(b"GET / HTTP/1.1\r\nX: " + b"x" * (MAX_HEAD_BYTES - 100)) is Stage.HEAD
    assert incoming.feed(b"x" * 100) is Stage.TOO_LONG


def test_leave_to_send_a_body_is_wanted_by_those_who_say_so() -> None:
    incoming = fed(b"POST / HTTP/1.1\r\nExpect: 100-Continue\r\nContent-Length: 3\r\n\r\n")
    assert (incoming.stage, incoming.wants_continue) == (Stage.BODY, True)
