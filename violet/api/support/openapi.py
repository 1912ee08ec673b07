"""The OpenAPI document as its readers want it: what the library that collects it cannot say, put right afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import orjson

from violet.api.schemas.chat import ChatErrorBody
from violet.api.schemas.common import ErrorBody
from violet.api.schemas.stream import stream_schemas
from violet.campus.loader import CAMPUSES

Json = dict[str, Any]
# Recorded on a server of one campus, whose places they name.
EXAMPLES = next(CAMPUSES.glob("*/examples.json"))
REFERENCE = "#/components/schemas/"
METHODS = ("get", "post", "put", "delete")
INVALID_INPUT = "400"
CHAT = "/api/v1/chat"
# The chat first: it is what somebody who opens the page came for.
TAGS = {
    "chat": "Ask in plain words, and go on asking.",
    "quick actions": "Lists of cards, with no conversation.",
    "events": "What is on, from every source.",
    "weather": "Now, and the next five days.",
    "directions": "The way to a place.",
    "photos": "Pictures of places.",
    "auth": "Signing up, logging in and out, and getting back in.",
    "user": "What a person keeps with us, and takes along.",
    "dashboard": "The apps' first screen, in one call.",
    "calendar": "Linked calendars, free time, and what fits into it.",
    "together": "Rooms, a fair place to meet, polls, trusted contacts and safe walks.",
    "notifications": "Devices, the inbox, and what is sent where.",
    "jobs": "Long work, and what became of it.",
    "admin": "For administrators.",
    "campuses": "The universities served, each with its city, zone and languages.",
    "moderation": "What people say is wrong, and who looks at it.",
    "content": "For editors: places, events and guides; and the guides that everybody reads.",
    "graphql": "The same, asked for in one query. Off unless the server switches it on.",
    "health": "For probes and monitors.",
}
# Wherever the document came from is where "Try it out" asks.
SERVERS = [{"url": "/", "description": "This server"}]


def operation_id(*, bp_name: str = "", name: str = "", path: str = "", method: str = "") -> str:
    """The view's own name in camel case: `postChat`. What clients are generated from changes only with it."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def refine(document: Json) -> None:
    """Changes the document in place."""
    document["servers"] = SERVERS
    document["security"] = []
    document["components"]["schemas"] |= stream_schemas()
    for _, operation in operations(document):
        operation.setdefault("security", [])
        _describe_errors(operation)
    _describe_chat_errors(document)
    _drop_null_defaults(document)
    _add_examples(document)
    _chat_first(document)


def operations(document: Json) -> Iterator[tuple[str, Json]]:
    """Every operation with its path."""
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield path, item[method]


@cache
def examples() -> Json:
    """By operation id: `parameters` by name, `request`, and `responses` by status. Recorded from a running server by
    scripts/record_examples.py."""
    found: Json = orjson.loads(EXAMPLES.read_bytes()) if EXAMPLES.exists() else {}
    return found


def _describe_errors(operation: Json) -> None:
    """The library takes every operation to refuse its input, with a list."""
    responses: Json = operation["responses"]
    if "requestBody" in operation or "parameters" in operation:
        responses[INVALID_INPUT] = _error("Something in the request is not right.")
    else:
        responses.pop(INVALID_INPUT, None)
    responses["default"] = _error("Any other error.")


def _error(description: str, schema: str = ErrorBody.__name__) -> Json:
    return {"description": description, "content": {"application/json": {"schema": {"$ref": REFERENCE + schema}}}}


def _describe_chat_errors(document: Json) -> None:
    """Errors of the chat carry the sentence as `reply` too."""
    document["components"]["schemas"][ChatErrorBody.__name__] = ChatErrorBody.model_json_schema()
    for status, response in document["paths"][CHAT]["post"]["responses"].items():
        if status == "default" or status.startswith(("4", "5")):
            response["content"] = _error("", ChatErrorBody.__name__)["content"]


def _drop_null_defaults(part: Any) -> None:
    """pydantic says of what may be left out that it is null then, which generated clients would send."""
    if isinstance(part, dict):
        if "default" in part and part["default"] is None:
            del part["default"]
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            _drop_null_defaults(inner)


def _add_examples(document: Json) -> None:
    for _, operation in operations(document):
        known = examples().get(operation["operationId"], {})
        for parameter in operation.get("parameters", ()):
            if parameter["name"] in known.get("parameters", {}):
                parameter["example"] = known["parameters"][parameter["name"]]
        if "request" in known:
            operation["requestBody"]["content"]["application/json"]["example"] = known["request"]
        for status, body in known.get("responses", {}).items():
            kind = "application/json" if isinstance(body, dict) else "text/calendar"
            operation["responses"][status]["content"][kind]["example"] = body


def _chat_first(document: Json) -> None:
    others = [tag["name"] for tag in document["tags"] if tag["name"] not in TAGS]
    order = [*TAGS, *others]
    document["tags"] = [{"name": name, **({"description": TAGS[name]} if name in TAGS else {})} for name in order]
    paths = document["paths"]
    document["paths"] = dict(sorted(paths.items(), key=lambda item: order.index(_tag(item[1]))))


def _tag(item: Json) -> str:
    name: str = next(iter(item.values()))["tags"][0]
    return name
