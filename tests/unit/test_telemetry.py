"""Errors and traces leave for where a setting says, without messages, addresses or people in them."""

from __future__ import annotations

import queue
import subprocess
import sys
from collections.abc import Iterator

import pytest
import sentry_sdk
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span
from opentelemetry.sdk.environment_variables import OTEL_BSP_SCHEDULE_DELAY
from sqlalchemy import create_engine, text

from tests.conftest import make_settings
from tests.sinks import Received, http_sink
from violet.observability import metrics, telemetry, tracing
from violet.observability.telemetry import check_telemetry, report_error, start_telemetry
from violet.observability.tracing import begin_trace, end_trace

ARRIVES_WITHIN_S = 10
PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


@pytest.fixture
def sink() -> Iterator[tuple[str, queue.Queue[Received]]]:
    with http_sink() as found:
        yield found


@pytest.fixture(autouse=True)
def _no_sinks_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telemetry, "_error_sinks", [])
    monkeypatch.setattr(tracing, "_span_sinks", [])


def test_an_unexpected_error_is_reported_without_its_message(sink: tuple[str, queue.Queue[Received]]) -> None:
    address, received = sink
    start_telemetry(make_settings(sentry_dsn=f"http://public@{address}/1"))
    trace = begin_trace(request_id="request-0001")
    try:
        # Backwards, because a report quotes the line of code.
        raise ValueError("ecalevoL adA"[::-1])
    except ValueError as error:
        report_error(error)
    end_trace(trace)
    _, body = received.get(timeout=ARRIVES_WITHIN_S)
    assert b"ValueError" in body
    assert b"test_telemetry" in body
    assert b"request-0001" in body
    assert b"Lovelace" not in body
    sentry_sdk.get_client().close()
    sentry_sdk.get_global_scope().set_client(None)


def test_a_request_and_its_upstream_calls_become_one_trace(
    sink: tuple[str, queue.Queue[Received]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, received = sink
    monkeypatch.setenv(OTEL_BSP_SCHEDULE_DELAY, "50")
    start_telemetry(make_settings(otel_exporter_otlp_endpoint=f"http://{address}"))
    trace = begin_trace(traceparent=PARENT)
    metrics.observe_upstream("google_places", "ok", 0.12)
    trace.answered("POST /api/v1/chat", {"http.response.status_code": 200})
    end_trace(trace)

    spans: dict[str, Span] = {}
    while len(spans) < 2:
        path, body = received.get(timeout=ARRIVES_WITHIN_S)
        assert path == "/v1/traces"
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            spans |= {span.name: span for scope in resource.scope_spans for span in scope.spans}
    request, call = spans["POST /api/v1/chat"], spans["google_places"]
    assert request.trace_id.hex() == call.trace_id.hex() == trace.trace_id
    assert request.parent_span_id.hex() == "00f067aa0ba902b7"
    assert call.parent_span_id == request.span_id == bytes.fromhex(trace.span_id)
    assert 0.119e9 < call.end_time_unix_nano - call.start_time_unix_nano < 0.121e9
    assert {(a.key, a.value.string_value) for a in call.attributes} == {("outcome", "ok")}


def test_a_job_is_a_trace_with_its_parts(
    sink: tuple[str, queue.Queue[Received]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, received = sink
    monkeypatch.setenv(OTEL_BSP_SCHEDULE_DELAY, "50")
    start_telemetry(make_settings(otel_exporter_otlp_endpoint=f"http://{address}"))
    trace = begin_trace()
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        connection.execute(text("SELECT 'canary' WHERE 1 = :one"), {"one": 1})
    engine.dispose()
    with tracing.span("internal", "understanding"):
        pass
    trace.job_ended("job user.export", {"state": "succeeded"})
    end_trace(trace)
    with tracing.span("internal", "nobody's"):
        pass

    spans: dict[str, Span] = {}
    while "job user.export" not in spans:
        _, body = received.get(timeout=ARRIVES_WITHIN_S)
        assert b"canary" not in body
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            spans |= {span.name: span for scope in resource.scope_spans for span in scope.spans}
    job = spans["job user.export"]
    assert set(spans) == {"database", "understanding", "job user.export"}
    assert {spans[name].parent_span_id for name in ("database", "understanding")} == {job.span_id}
    kinds = {name: Span.SpanKind.Name(span.kind).removeprefix("SPAN_KIND_") for name, span in spans.items()}
    assert kinds == {"database": "CLIENT", "understanding": "INTERNAL", "job user.export": "CONSUMER"}
    told = {a.key: a.value.string_value for a in spans["database"].attributes}
    assert told == {"db.system": "sqlite", "db.operation": "SELECT"}


def test_nothing_is_imported_where_nothing_is_asked_for() -> None:
    code = (
        "import sys; from violet.settings import Settings; from violet.observability.telemetry import *; s = Settings(_env_file=None);"
        "check_telemetry(s); start_telemetry(s); print([m for m in ('sentry_sdk', 'opentelemetry') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("setting", "module"), [("sentry_dsn", "sentry_sdk"), ("otel_exporter_otlp_endpoint", "opentelemetry")]
)
def test_a_setting_without_its_library_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, setting: str, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(RuntimeError, match=rf"{setting.upper()} is set.*requirements-observability\.txt"):
        check_telemetry(make_settings(**{setting: "http://127.0.0.1:1"}))
    check_telemetry(make_settings())
