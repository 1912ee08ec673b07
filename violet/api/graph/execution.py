"""Running one query: parsed, validated, measured, executed. graphql-core is an extra, imported with a first query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module, resources
from typing import Any

import structlog

from violet.api.graph.limits import MAX_TOKENS, TooLargeError, check_size
from violet.api.graph.resolvers import resolvers
from violet.database import DATABASE_DOWN
from violet.errors import BadInput, NotFound, Unavailable, VioletError
from violet.observability.telemetry import report_error
from violet.words.catalog import said_in, speaking

log = structlog.get_logger(__name__)

MAX_ERRORS = 5
OFF = "This server does not answer GraphQL."


@dataclass(frozen=True, slots=True)
class Asked:
    query: str
    variables: Mapping[str, Any] = field(default_factory=dict)
    operation: str | None = None


def answer(asked: Asked, *, introspection: bool) -> dict[str, Any]:
    """`data` and, where a field failed, `errors`. Raises BadInput for a query that is not run at all."""
    core = library()
    hidden = () if introspection else (core.NoSchemaIntrospectionCustomRule,)
    try:
        document = core.parse(asked.query, max_tokens=MAX_TOKENS)
        rules = (*core.specified_rules, *hidden)
        problems = core.validate(schema(), document, rules, max_errors=MAX_ERRORS)
        if not problems:
            check_size(document)
    except (core.GraphQLError, TooLargeError, RecursionError) as error:
        raise BadInput(f"query: {getattr(error, 'message', None) or error}", field="query") from None
    if problems:
        raise BadInput(f"query: {problems[0].message}", field="query")
    result = core.execute_sync(
        schema(), document, variable_values=dict(asked.variables), operation_name=asked.operation
    )
    return _wire(result)


def library() -> Any:
    """graphql-core. Raises NotFound where it is not installed."""
    try:
        return import_module("graphql")
    except ModuleNotFoundError:
        log.error("graphql_not_installed", extra="requirements-graphql.txt")
        raise NotFound(OFF) from None


@lru_cache(maxsize=1)
def schema() -> Any:
    """Made when the first query comes."""
    text = resources.files(__package__).joinpath("schema.graphql").read_text(encoding="utf-8")
    made = library().build_schema(text)
    for type_name, fields in resolvers().items():
        for name, resolve in fields.items():
            made.type_map[type_name].fields[name].resolve = resolve
    return made


def _wire(result: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"data": result.data}
    if result.errors:
        found["errors"] = [_error(error) for error in result.errors[:MAX_ERRORS]]
    return found


def _error(error: Any) -> dict[str, Any]:
    """What the caller may know: our own sentences, and what is wrong with the query; nothing of what broke inside."""
    cause: BaseException | None = error.original_error
    if isinstance(cause, DATABASE_DOWN):
        cause = Unavailable()
    if cause is None:
        message, code = error.message, BadInput.code
    elif isinstance(cause, VioletError):
        message, code = cause.message, cause.code
    else:
        log.error("graphql_field_failed", path=error.path, exc_info=cause)
        report_error(cause)
        message, code = VioletError.default_message, VioletError.code
    said = said_in(speaking.get(), message)
    return {"message": said, "path": error.path, "extensions": {"code": code}}
