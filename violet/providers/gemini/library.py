"""google-genai and httpx2, the HTTP library beneath it: imported when first needed, as that takes over a second."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any


@dataclass(frozen=True, slots=True)
class Library:
    """The modules. `raised` is everything a call may raise: the library does not wrap what httpx2 raises, and
    ValueError covers JSONDecodeError, pydantic's ValidationError and the library's own "unknown response"."""

    genai: Any
    types: Any
    errors: Any
    httpx2: Any

    @property
    def raised(self) -> tuple[type[Exception], ...]:
        transport = (self.httpx2.HTTPError, self.httpx2.StreamError)
        return (self.errors.APIError, *transport, ValueError, TypeError, KeyError, AttributeError, IndexError)


@lru_cache(maxsize=1)
def library() -> Library:
    return Library(
        genai=import_module("google.genai"),
        types=import_module("google.genai.types"),
        errors=import_module("google.genai.errors"),
        httpx2=import_module("httpx2"),
    )
