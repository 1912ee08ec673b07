"""Request ids and W3C trace context."""

from __future__ import annotations

import re

import pytest

from violet.observability.tracing import begin_trace, current_trace, end_trace, outgoing_headers

TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = f"00-{TRACE_ID}-00f067aa0ba902b7-01"


def test_a_given_traceparent_is_continued_with_a_span_of_our_own() -> None:
    trace = begin_trace(traceparent=PARENT)
    header = outgoing_headers()["traceparent"]
    assert header == f"00-{TRACE_ID}-{trace.span_id}-01"
    assert "00f067aa0ba902b7" not in header
    end_trace(trace)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "nonsense",
        f"ff-{TRACE_ID}-00f067aa0ba902b7-01",
        f"00-{'0' * 32}-00f067aa0ba902b7-01",
        f"00-{TRACE_ID}-{'0' * 16}-01",
        f"00-{TRACE_ID.upper()}-00f067aa0ba902b7-01",
        f"{PARENT}-more",
        f"{PARENT}\r\nX-Evil: 1",
    ],
)
def test_a_malformed_traceparent_is_replaced(header: str) -> None:
    trace = begin_trace(traceparent=header)
    assert re.fullmatch(r"00-(?!0{32})[0-9a-f]{32}-[0-9a-f]{16}-00", outgoing_headers()["traceparent"])
    assert trace.trace_id != TRACE_ID
    end_trace(trace)


def test_a_later_version_may_say_more() -> None:
    trace = begin_trace(traceparent=f"01-{TRACE_ID}-00f067aa0ba902b7-01-whatever")
    assert trace.trace_id == TRACE_ID
    end_trace(trace)


@pytest.mark.parametrize(
    ("given", "kept"), [("abcd-1234", True), ("short", False), ("a" * 200, False), ("a b c d e f", False)]
)
def test_a_request_id_is_kept_where_it_is_well_formed(given: str, kept: bool) -> None:
    trace = begin_trace(request_id=given)
    assert (trace.request_id == given) is kept
    end_trace(trace)


def test_outside_a_request_there_is_nothing_to_pass_on() -> None:
    trace = begin_trace()
    end_trace(trace)
    assert current_trace() is None
    assert outgoing_headers() == {}


def test_ending_an_earlier_trace_leaves_the_current_one() -> None:
    earlier, current = begin_trace(), begin_trace()
    end_trace(earlier)
    assert current_trace() is current
    end_trace(current)
