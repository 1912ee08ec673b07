"""A net under the whole run: the made-up keys of the simulator must not come out anywhere.

Every key that tests hand to a server begins with "canary-key-". A test fails if that word is in what it printed or logged,
or in any response that an app of this process sent, headers included.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from typing import Any

import flask
import pytest
from werkzeug.wrappers import Response

MARK = "canary-key-"
_found: list[str] = []


def shows_key(text: str | bytes) -> bool:
    return (MARK in text) if isinstance(text, str) else (MARK.encode() in text)


def look_at_response(response: Response) -> Response:
    """Notes a response with a key in it; looks through a stream as it is read."""
    if shows_key(str(response.headers)):
        _found.append("response headers")
    if response.is_streamed:
        response.response = _looked_through(response.response)  # type: ignore[assignment]
    elif not response.direct_passthrough and shows_key(response.get_data()):
        _found.append("response body")
    return response


def take_leaks() -> list[str]:
    """What was found since the last call."""
    leaks = list(_found)
    _found.clear()
    return leaks


def _looked_through(chunks: Iterable[str | bytes]) -> Iterator[str | bytes]:
    tail = ""
    try:
        for chunk in chunks:
            text = tail + (chunk if isinstance(chunk, str) else chunk.decode(errors="replace"))
            if shows_key(text):
                _found.append("streamed response")
            tail = text[-len(MARK) :]
            yield chunk
    finally:
        if hasattr(chunks, "close"):
            chunks.close()


def _on_request_finished(sender: flask.Flask, response: Response, **_: Any) -> None:
    look_at_response(response)


def pytest_configure(config: pytest.Config) -> None:
    flask.request_finished.connect(_on_request_finished)


def pytest_unconfigure(config: pytest.Config) -> None:
    flask.request_finished.disconnect(_on_request_finished)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    # A report also shows what earlier phases of its test printed; they have had their own.
    own = [(name, text) for name, text in report.sections if name.endswith(call.when)]
    leaks = take_leaks() + [name for name, text in own if shows_key(text)]
    if report.passed and leaks:
        report.outcome = "failed"
        report.longrepr = f"A key came out in: {', '.join(sorted(set(leaks)))}"
    return report
