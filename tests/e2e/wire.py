"""A client of a running server, called like Flask's test client: each request is a connection of its own, and every byte of
it goes over a socket."""

from __future__ import annotations

import json as json_module
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlencode, urlsplit

TIMEOUT_S = 20.0
# What is larger is announced first (RFC 9110, 10.1.1): a server that refuses it by its head reads no byte of it.
ANNOUNCED_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class Answer:
    status_code: int
    headers: Message
    data: bytes

    @property
    def text(self) -> str:
        return self.data.decode("utf-8", "replace")

    def get_json(self) -> Any:
        return json_module.loads(self.data)

    @property
    def json(self) -> Any:
        return self.get_json()


class Wire:
    """Of the server at `url`. `headers` go with every request."""

    def __init__(self, url: str, headers: dict[str, str] | None = None) -> None:
        self._host = urlsplit(url).netloc
        self._headers = headers or {}

    def get(self, path: str, **options: Any) -> Answer:
        return self.open(path, method="GET", **options)

    def post(self, path: str, **options: Any) -> Answer:
        return self.open(path, method="POST", **options)

    def put(self, path: str, **options: Any) -> Answer:
        return self.open(path, method="PUT", **options)

    def delete(self, path: str, **options: Any) -> Answer:
        return self.open(path, method="DELETE", **options)

    def open(self, path: str, *, method: str, headers: dict[str, str] | None = None, **sent: Any) -> Answer:
        """`sent` is `json` or `data`, and `query_string`. Raises HTTPException and OSError where there is no answer."""
        body, kind = _body(**sent)
        query = f"?{urlencode(sent['query_string'])}" if sent.get("query_string") else ""
        named = {"Connection": "close", **kind, **self._headers, **(headers or {})}
        connection = HTTPConnection(self._host, timeout=TIMEOUT_S)
        try:
            return _sent(connection, (method, path + query), named, body)
        finally:
            connection.close()


def _body(*, json: Any = None, data: bytes | str | None = None, **_: Any) -> tuple[bytes | None, dict[str, str]]:
    if json is not None:
        return json_module.dumps(json).encode(), {"Content-Type": "application/json"}
    return (data.encode() if isinstance(data, str) else data), {}


def _sent(connection: HTTPConnection, line: tuple[str, str], headers: dict[str, str], body: bytes | None) -> Answer:
    connection.putrequest(*line, skip_host="Host" in headers, skip_accept_encoding=True)
    is_announced = body is not None and len(body) > ANNOUNCED_BYTES
    for name, value in headers.items():
        connection.putheader(name, value.encode("latin-1"))
    if body is not None:
        connection.putheader("Content-Length", str(len(body)))
    if is_announced:
        connection.putheader("Expect", "100-continue")
    connection.endheaders()
    if body is not None and (not is_announced or _may_go_on(connection)):
        connection.send(body)
    answer = connection.getresponse()
    return Answer(answer.status, answer.headers, answer.read())


def _may_go_on(connection: HTTPConnection) -> bool:
    """Whether the server wants the body; `getresponse` skips the 100 that says so."""
    peeked = connection.sock.recv(12, 0x02)  # MSG_PEEK
    if not peeked:
        raise HTTPException("the server hung up")
    return peeked.endswith(b" 100")
