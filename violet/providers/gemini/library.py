"""google-genai and httpx2, the HTTP library beneath it: imported when first needed, as that takes over a second."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any


@dataclass(frozen=True, slots=True)
class Library:
    """The modules. `raised` is everything a call may raise: the library does not wrap what httpx2 raises, and
    ValueError covers JSONDecodeError, pydantic's ValidationError and the library's own "unknown response". `config`,
    `content` and `part` stand for the types' GenerateContentConfig, Content and Part. `trusted` is whom TLS
    believes: the authorities are read once, where each client would read them five times."""

    genai: Any
    types: Any
    config: Any
    content: Any
    part: Any
    errors: Any
    httpx2: Any
    httpcore2: Any
    trusted: Any

    @property
    def raised(self) -> tuple[type[Exception], ...]:
        transport = (self.httpx2.HTTPError, self.httpx2.StreamError)
        return (self.errors.APIError, *transport, ValueError, TypeError, KeyError, AttributeError, IndexError)


@lru_cache(maxsize=1)
def library() -> Library:
    types, httpx2 = import_module("google.genai.types"), import_module("httpx2")
    return Library(
        genai=import_module("google.genai"),
        types=types,
        config=_without_search(types.GenerateContentConfig),
        content=_without_search(types.Content),
        part=_without_search(types.Part),
        errors=import_module("google.genai.errors"),
        httpx2=httpx2,
        httpcore2=import_module("httpcore2"),
        trusted=httpx2.create_ssl_context(trust_env=False),
    )


def _without_search(model: Any) -> Any:
    """The library asks `field in model` some hundred times a call before it reads the attribute. A pydantic model has
    no `__contains__`, so Python walks all fields each time, which is a quarter of the call; "no" is the true answer."""
    return type(model.__name__, (model,), {"__contains__": lambda self, key: False, "__module__": __name__})
