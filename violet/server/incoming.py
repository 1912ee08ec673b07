"""What has come of one request so far, and whether it is whole. Pure.

gunicorn's own parser reads what is whole, and its word is law; here it is only decided when to ask it.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

HEAD_END: Final = b"\r\n\r\n"
# gunicorn allows 4 KB for the first line and 8 KB for each header; nobody honest sends more than this in all.
MAX_HEAD_BYTES: Final = 64 * 1024
# A chunk's size in hexadecimal, and an extension that nobody uses.
MAX_CHUNK_LINE_BYTES: Final = 256
# What chunks cost around the body that they carry, for those who send it in small ones.
CHUNKED_ALLOWANCE: Final = 2


class Stage(Enum):
    """How far a request has come. TOO_LONG is a head that is."""

    NOTHING = "nothing"
    HEAD = "head"
    BODY = "body"
    WHOLE = "whole"
    TOO_LONG = "too_long"


class Incoming:
    """The bytes of a request as they come. `closes` says that nothing can be read after this request, because its end
    is unknown or was not waited for; `wants_continue` that the client waits for leave to send its body."""

    def __init__(self, max_body_bytes: int) -> None:
        """A body announced as longer than `max_body_bytes` is not waited for: its head suffices to refuse it."""
        self.stage = Stage.NOTHING
        self.closes = False
        self.wants_continue = False
        self._max_body_bytes = max_body_bytes
        self._data = bytearray()
        self._body_at = 0
        self._ends_at: int | None = None
        self._chunk_at = 0

    def __len__(self) -> int:
        return len(self._data)

    def take(self) -> bytes:
        """All that came, what came after the request too."""
        taken = bytes(self._data)
        self._data.clear()
        return taken

    def feed(self, data: bytes) -> Stage:
        """Where the request is with `data` added."""
        if self.stage is Stage.NOTHING:
            data = data.lstrip(b"\r\n")  # RFC 9112 2.2: an empty line before a request is nothing
        looked_at = len(self._data)
        self._data += data
        if self.stage is Stage.NOTHING and self._data:
            self.stage = Stage.HEAD
        if self.stage is Stage.HEAD:
            self._look_for_body(max(0, looked_at - len(HEAD_END)))
        if self.stage is Stage.BODY:
            self._look_for_end()
        return self.stage

    def _look_for_body(self, start: int) -> None:
        end = self._data.find(HEAD_END, start)
        if (len(self._data) if end < 0 else end) > MAX_HEAD_BYTES:
            self.stage = Stage.TOO_LONG
        elif end >= 0:
            self._body_at = self._chunk_at = end + len(HEAD_END)
            self.stage = Stage.BODY
            self._read_head(bytes(self._data[:end]))

    def _read_head(self, head: bytes) -> None:
        """How long the body is. What is contradictory counts as whole: the parser refuses it."""
        headers = [line.partition(b":") for line in head.split(b"\r\n")[1:]]
        named = [(name.strip().lower(), value.strip().lower()) for name, _, value in headers]
        lengths = {value for name, value in named if name == b"content-length"}
        codings = [value for name, value in named if name == b"transfer-encoding"]
        self.wants_continue = (b"expect", b"100-continue") in named
        if not lengths and not codings:
            self._ends_at = self._body_at
        elif codings == [b"chunked"] and not lengths:
            self._ends_at = None
        elif len(lengths) == 1 and not codings and (length := next(iter(lengths))).isdigit():
            self._announce(int(length[:20]))  # no honest length has more digits
        else:
            self._give_up()

    def _announce(self, length: int) -> None:
        if length > self._max_body_bytes:
            self._give_up()
        else:
            self._ends_at = self._body_at + length

    def _look_for_end(self) -> None:
        if self._ends_at is None:
            self._follow_chunks()
        elif len(self._data) >= self._ends_at:
            self.stage = Stage.WHOLE

    def _follow_chunks(self) -> None:
        """RFC 9112 7.1: each chunk begins with its size, and one of none is the last, with trailers after it."""
        while self.stage is Stage.BODY:
            line_end = self._data.find(b"\r\n", self._chunk_at, self._chunk_at + MAX_CHUNK_LINE_BYTES)
            if line_end < 0:
                if len(self._data) - self._chunk_at >= MAX_CHUNK_LINE_BYTES or self._is_too_large():
                    self._give_up()
                return
            size = _chunk_size(self._data[self._chunk_at : line_end])
            if size == 0:
                if self._data.find(HEAD_END, line_end) >= 0:
                    self.stage = Stage.WHOLE
                elif self._is_too_large():
                    self._give_up()
                return
            after = line_end + 2 + (size or 0) + 2
            if size is None or after - self._body_at > self._max_body_bytes * CHUNKED_ALLOWANCE:
                self._give_up()
            elif after > len(self._data):
                return
            else:
                self._chunk_at = after

    def _is_too_large(self) -> bool:
        return len(self._data) - self._body_at > self._max_body_bytes * CHUNKED_ALLOWANCE

    def _give_up(self) -> None:
        self.closes, self.stage = True, Stage.WHOLE


def _chunk_size(line: bytearray) -> int | None:
    digits = bytes(line).partition(b";")[0].strip()
    try:
        return int(digits, 16) if digits[:1] not in (b"-", b"+") and b"_" not in digits else None
    except ValueError:
        return None
