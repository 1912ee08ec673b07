"""docs/asyncapi.yaml, read as what sockets may be told."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

DOCUMENT = Path(__file__).parents[1] / "docs" / "asyncapi.yaml"
URN = "urn:asyncapi"


@cache
def document() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(DOCUMENT.read_text())
    return found


def messages(operation: str) -> dict[str, dict[str, Any]]:
    """The messages of an operation ("ask" or "tell") by name."""
    names = [one["$ref"].rpartition("/")[2] for one in document()["operations"][operation]["messages"]]
    return {name: document()["components"]["messages"][name] for name in names}


@cache
def validator(event: str) -> Draft202012Validator:
    """Raises KeyError for a message that the document does not know."""
    registry: Registry[Any] = Registry().with_resource(URN, DRAFT202012.create_resource(document()))
    if event not in document()["components"]["messages"]:
        raise KeyError(event)
    place = f"{URN}#/components/messages/{event}/payload"
    return Draft202012Validator({"$ref": place}, registry=registry, format_checker=FormatChecker())
