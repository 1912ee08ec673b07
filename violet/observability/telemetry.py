"""Errors to Sentry and traces to an OpenTelemetry collector, each where its one setting is set. A leaf.

What leaves is what our own logs would say: types, frames, routes, outcomes and times. No messages of exceptions, no
addresses, headers, bodies or variables. The libraries are extras (requirements-observability.txt), imported here only.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from violet import __version__
from violet.observability.tracing import WHOLE, Span, current_trace, send_spans_to
from violet.settings import Settings

EXTRAS = "requirements-observability.txt"

_error_sinks: list[Callable[[BaseException], None]] = []


def check_telemetry(settings: Settings) -> None:
    """Raises RuntimeError where a setting asks for a library that is not installed."""
    wanted = {"SENTRY_DSN": (settings.sentry_dsn, "sentry_sdk")}
    wanted["OTEL_EXPORTER_OTLP_ENDPOINT"] = (settings.otel_exporter_otlp_endpoint, "opentelemetry")
    for name, (value, module) in wanted.items():
        if value is not None and find_spec(module) is None:
            raise RuntimeError(f"{name} is set, but {module} is not installed: pip install -r {EXTRAS}")


def start_telemetry(settings: Settings) -> None:
    """Once in each process that serves or works, after the fork: both libraries start threads."""
    if settings.sentry_dsn is not None:
        _start_sentry(settings, settings.sentry_dsn)
    if settings.otel_exporter_otlp_endpoint is not None:
        _start_opentelemetry(settings, settings.otel_exporter_otlp_endpoint)


def report_error(error: BaseException) -> None:
    """An error that nobody expected."""
    for sink in _error_sinks:
        sink(error)


def _start_sentry(settings: Settings, dsn: str) -> None:
    import sentry_sdk

    def report(error: BaseException) -> None:
        with sentry_sdk.new_scope() as scope:
            trace = current_trace()
            if trace is not None:
                scope.set_tag("request_id", trace.request_id)
            scope.capture_exception(error)

    sentry_sdk.init(
        dsn=dsn,
        environment=settings.environment,
        release=f"{__version__}+{settings.commit_sha}",
        default_integrations=False,
        auto_enabling_integrations=False,
        include_local_variables=False,
        max_breadcrumbs=0,
        before_send=_without_messages,
    )
    _error_sinks.append(report)


def _without_messages(event: Any, hint: Any) -> Any:
    for error in event.get("exception", {}).get("values", []):
        error["value"] = ""
    event.pop("server_name", None)
    return event


def _start_opentelemetry(settings: Settings, endpoint: str) -> None:
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor
    from opentelemetry.trace import NonRecordingSpan, SpanContext, SpanKind, TraceFlags, set_span_in_context

    ids: Any = _OurIds()
    resource = Resource.create({"service.name": "violet", "service.version": __version__})
    provider = TracerProvider(resource=resource, id_generator=ids)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=f"{endpoint}/v1/traces")))
    tracer = provider.get_tracer("violet")

    def export(span: Span) -> None:
        parent = None
        if span.parent_id is not None:
            flags = TraceFlags(int(span.flags, 16))
            above = SpanContext(int(span.trace_id, 16), int(span.parent_id, 16), span.kind in WHOLE, flags)
            parent = set_span_in_context(NonRecordingSpan(above))
        ids.working_on(span)
        record = tracer.start_span(
            span.name, parent, SpanKind[span.kind.upper()], dict(span.attributes), start_time=span.started_ns
        )
        record.end(span.ended_ns)

    send_spans_to(export)


class _OurIds:
    """OpenTelemetry's IdGenerator: answers the ids that our headers and logs have named already."""

    def __init__(self) -> None:
        self._local = threading.local()

    def working_on(self, span: Span) -> None:
        """The span that this thread is about to start."""
        self._local.span = span

    def generate_trace_id(self) -> int:
        return int(self._local.span.trace_id, 16)

    def generate_span_id(self) -> int:
        return int(self._local.span.span_id or secrets.token_hex(8), 16)

    def is_trace_id_random(self) -> bool:
        return False
