"""Swift's JSONDecoder, as strict as it is: a missing key, a null or a fraction where the struct has no room for one fails
the whole answer. Each decoder takes a value of parsed JSON and a path for the message, and returns nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

Decoder = Callable[[Any, str], None]
Struct = Mapping[str, Decoder]

# ISO8601DateFormatter with its default options (.withInternetDateTime): whole seconds, and an offset.
INTERNET_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")


class DecodingError(Exception):
    """What the app would fail with: where, and why."""


def string(value: Any, at: str) -> None:
    _require(isinstance(value, str), at, "String", value)


def boolean(value: Any, at: str) -> None:
    _require(isinstance(value, bool), at, "Bool", value)


def double(value: Any, at: str) -> None:
    _require(isinstance(value, int | float) and not isinstance(value, bool), at, "Double", value)


def integer(value: Any, at: str) -> None:
    """20.0 is an Int to JSONDecoder, 12.5 is not."""
    double(value, at)
    _require(float(value).is_integer() and abs(value) < 2**63, at, "Int", value)


def date(value: Any, at: str) -> None:
    string(value, at)
    _require(INTERNET_DATE_TIME.fullmatch(value) is not None, at, "ISO8601 date", value)
    datetime.fromisoformat(value)


def url(value: Any, at: str) -> None:
    string(value, at)
    _require(re.fullmatch(r"https?://\S+", value) is not None, at, "URL", value)


def optional(inner: Decoder) -> Decoder:
    """`T?`: null will do; the key may also be left out, see `struct`."""

    def decode(value: Any, at: str) -> None:
        if value is not None:
            inner(value, at)

    decode.__dict__["optional"] = True
    return decode


def array(inner: Decoder) -> Decoder:
    def decode(value: Any, at: str) -> None:
        _require(isinstance(value, list), at, "Array", value)
        for index, item in enumerate(value):
            inner(item, f"{at}[{index}]")

    return decode


def dictionary(inner: Decoder) -> Decoder:
    """`[String: T]`: every value has to be a T."""

    def decode(value: Any, at: str) -> None:
        _require(isinstance(value, dict), at, "Dictionary", value)
        for key, item in value.items():
            inner(item, f"{at}.{key}")

    return decode


def struct(fields: Struct) -> Decoder:
    """A Codable struct: keys it does not know are ignored, those it has no default for must be there."""

    def decode(value: Any, at: str) -> None:
        _require(isinstance(value, dict), at, "object", value)
        for key, inner in fields.items():
            if key in value:
                inner(value[key], f"{at}.{key}")
            elif not getattr(inner, "optional", False):
                raise DecodingError(f"{at}.{key}: keyNotFound")

    return decode


def one_of(*words: str) -> Decoder:
    """An enum with raw values."""

    def decode(value: Any, at: str) -> None:
        _require(value in words, at, "one of " + ", ".join(words), value)

    return decode


def _require(fits: bool, at: str, kind: str, value: Any) -> None:
    if not fits:
        raise DecodingError(f"{at}: {value!r} is no {kind}")
