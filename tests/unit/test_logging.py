"""The form of every log line, whoever wrote it."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
import structlog

from tests.conftest import make_settings
from violet.observability.logging import configure_logging
from violet.observability.tracing import begin_trace, end_trace

KEY = "hidden-key-0123456789"


@pytest.fixture(autouse=True)
def _json_lines() -> None:
    configure_logging(make_settings(log_format="json", log_level="INFO", gemini_api_key=KEY))


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_our_lines_and_those_of_libraries_have_one_form(capsys: pytest.CaptureFixture[str]) -> None:
    trace = begin_trace(request_id="request-0001")
    structlog.get_logger("violet.test").info("ours", count=3)
    logging.getLogger("library").warning("theirs %s", "too")
    end_trace(trace)
    ours, theirs = lines(capsys)
    assert (ours["event"], ours["count"], ours["level"], ours["logger"]) == ("ours", 3, "info", "violet.test")
    assert (theirs["event"], theirs["level"], theirs["logger"]) == ("theirs too", "warning", "library")
    assert ours["request_id"] == theirs["request_id"] == "request-0001"
    assert {"timestamp", "trace_id"} <= set(ours) & set(theirs)


def test_an_exception_is_told_by_type_and_place_not_by_its_message(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        try:
            raise KeyError("SELECT secret FROM people")
        except KeyError as error:
            raise ValueError("ada@nyu.edu") from error
    except ValueError:
        structlog.get_logger().error("failed", exc_info=True)
        logging.getLogger("library").exception("failed too")
    printed = capsys.readouterr().err
    for line in map(json.loads, printed.splitlines()):
        latest, cause = line["exception"]
        assert (latest["type"], cause["type"]) == ("builtins.ValueError", "builtins.KeyError")
        assert "test_logging.py" in latest["frames"][-1]
    assert "ada@" not in printed
    assert "SELECT" not in printed


def test_keys_from_the_settings_never_get_into_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    structlog.get_logger().info("call", note=f"used {KEY}", more={"list": [KEY]})
    logging.getLogger("library").error("refused: %s", KEY)
    printed = capsys.readouterr().err
    assert KEY not in printed
    assert printed.count("[removed]") == 3


def test_lines_below_the_level_cost_nothing_and_say_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    structlog.get_logger().debug("detail")
    logging.getLogger("urllib3.connectionpool").info("https://maps.example/?key=1")
    logging.getLogger("werkzeug").info("127.0.0.1 GET /api/chat?latitude=40.7")
    assert lines(capsys) == []


def test_on_a_laptop_lines_are_for_reading(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(make_settings(environment="development", log_level="INFO"))
    structlog.get_logger("violet.test").info("hello", count=3)
    printed = capsys.readouterr().err
    assert "hello" in printed
    assert "count=3" in printed
    assert "{" not in printed


def test_a_line_is_written_by_the_way_every_python_takes_through_a_handlers_lock(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Up to 3.12 logging asks whether there is a lock, from 3.13 on it enters what it finds."""
    (handler,) = [each for each in logging.getLogger().handlers if type(each).__module__.startswith("violet.")]
    assert handler.lock is not None
    with handler.lock:
        handler.emit(logging.LogRecord("library", logging.INFO, "", 0, "entered", (), None))
    handler.acquire()
    handler.handle(logging.LogRecord("library", logging.INFO, "", 0, "asked", (), None))
    handler.release()
    handler.flush()
    assert [line["event"] for line in lines(capsys)] == ["entered", "asked"]
