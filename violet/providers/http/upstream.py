"""What the transport knows of an upstream and of one call to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from violet.providers.http.usage import Charge

T = TypeVar("T")

JSON_HEADERS = {"Accept": "application/json", "Accept-Encoding": "gzip", "User-Agent": "violet"}


@dataclass(frozen=True, slots=True)
class Upstream:
    """One service and how patient we are with it. Times are seconds.

    `name` is the provider's name in errors, metrics and the ledger. `budget_s` bounds a call with all its attempts,
    `read_timeout_s` one attempt. `secret_headers` and `secret_params` are added beneath the cache, when a request is
    about to leave, so that no key is ever part of a cache key or of what is stored.
    """

    name: str
    base_url: str
    budget_s: float
    read_timeout_s: float
    cache_ttl_s: int = 300
    attempts: int = 3
    secret_headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    secret_params: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Call(Generic[T]):
    """One request, safe to repeat. `path` is already quoted and comes without a query.

    `parse` turns the decoded JSON into the answer; it may raise ProviderError, and any KeyError, TypeError,
    ValueError, IndexError or AttributeError means that the upstream's answer is not what it should be. Only answers
    that parse are cached. Whoever asks the same gets the same object, so it must not be changed by anybody. `charges`
    is what a success is billed as.
    """

    method: str
    path: str
    parse: Callable[[Any], T]
    params: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    charges: tuple[Charge, ...] = ()
    cached: bool = True
