"""How often a caller may call: by account, else by anonymous session, and much wider by address.

A whole campus may sit behind one address, so an address is refused only what no crowd of students sends. A decorator
(`limits.chat`, ...) goes beneath a route and its policy; a view without one gets the default limit. The counts are in
Redis where there is one, and in this process's memory while Redis does not answer.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from flask import Flask, Response, request
from flask_limiter import Limiter

from violet.api.support.guards import token_claims
from violet.api.support.sessions import given_session_id

View = TypeVar("View", bound=Callable[..., Any])


class Decorator(Protocol):
    def __call__(self, view: View, /) -> View: ...


CROWD = 40
"""How many callers' shares one address may use."""


def caller_key() -> str:
    """The account where there is one, else the anonymous session, else the address."""
    claims = token_claims()
    if claims:
        return f"user:{claims.user_id}"
    session_id = _anonymous_session_id()
    return f"session:{session_id}" if session_id else _address_key()


def _address_key() -> str:
    """The caller's address, seen past as many proxies as TRUSTED_PROXIES says."""
    return f"address:{request.remote_addr or 'unknown'}"


def _account_and_address_key() -> str:
    """The account somebody tries to get into, by name, and where from. Hashed: no e-mail address lies in Redis."""
    email = str(_json_object().get("email", "")).strip().lower()
    return f"account:{hashlib.sha256(email.encode()).hexdigest()[:32]}:{_address_key()}"


def _anonymous_session_id() -> str | None:
    in_body = _json_object().get("session_id")
    return given_session_id(in_body if isinstance(in_body, str) else None)


def _json_object() -> dict[str, Any]:
    body = request.get_json(silent=True) if request.is_json else None
    return body if isinstance(body, dict) else {}


def _signed_in() -> bool:
    return token_claims() is not None


def _nobody_known() -> bool:
    return not _signed_in() and _anonymous_session_id() is None


def _refused(response: Response) -> bool:
    return response.status_code in (401, 403)


def _for_operators() -> bool:
    """Health checks and metrics, which come often and from one place."""
    return request.blueprint in ("health", "metrics")


class _Limiter(Limiter):
    """Flask-Limiter looks for the limits of a view also where it is switched off, to count nothing then."""

    def _check_request_limit(self, callable_name: str | None = None, in_middleware: bool = True) -> None:
        if self.enabled:
            super()._check_request_limit(callable_name, in_middleware)


limiter = _Limiter(
    key_func=caller_key,
    default_limits=["300 per minute"],
    default_limits_exempt_when=_for_operators,
    strategy="moving-window",
    headers_enabled=True,
)


def _limit(scope: str, *rates: str, **options: Any) -> Decorator:
    """Counted once for /api/v1 and its alias /api, hence a shared limit with a name of its own."""
    shared: Any = limiter.shared_limit("; ".join(rates), scope=scope, **options)
    return shared  # type: ignore[no-any-return]


def _each_address(scope: str, *rates: str, **options: Any) -> Decorator:
    return _limit(f"{scope}:address", *rates, key_func=_address_key, **options)


def _each_target(scope: str, *rates: str, **options: Any) -> Decorator:
    return _limit(scope, *rates, key_func=_account_and_address_key, **options)


def _both(first: Decorator, second: Decorator) -> Decorator:
    def decorate(view: View, /) -> View:
        return first(second(view))

    return decorate


def _fair(scope: str, per_minute: int) -> Decorator:
    """So many a minute for each caller who is known, and CROWD times as many for all strangers at one address."""
    return _both(
        _each_address(scope, f"{per_minute * CROWD} per minute", exempt_when=_signed_in),
        _limit(scope, f"{per_minute} per minute", exempt_when=_nobody_known),
    )


class limits:  # noqa: N801 -- read as a namespace: @limits.chat
    """The limit of each kind of view. Whoever keeps failing to log in waits a minute, ten, an hour, then six."""

    chat = _fair("chat", 10)
    quick = _fair("quick", 30)
    top = _fair("top", 20)
    dashboard = _fair("dashboard", 10)
    weather = _fair("weather", 60)
    directions = _fair("directions", 30)
    photos = _each_address("photos", "3000 per minute")
    sign_up = _each_address("sign_up", "60 per minute", "1000 per day")
    log_in = _both(
        _each_address("log_in", "200 per minute"),
        _both(
            _each_target("log_in", "5 per minute"),
            _each_target("log_in_failed", "8 per 10 minutes", "11 per hour", "14 per 6 hours", deduct_when=_refused),
        ),
    )
    refresh = _each_address("refresh", "600 per minute")
    mail = _both(_each_address("mail", "120 per hour"), _each_target("mail", "3 per minute", "10 per hour"))
    secrets = _each_address("secrets", "60 per minute")
    password_check = _limit("password_check", "5 per minute", "20 per hour")
    export = _limit("export", "6 per minute")


def register_limits(app: Flask) -> None:
    app.after_request(_add_standard_headers)  # runs after the limiter's own, which come in reverse order
    limiter.init_app(app)


def _add_standard_headers(response: Response) -> Response:
    """The names and seconds of the IETF draft (draft-ietf-httpapi-ratelimit-headers-05) beside the X- ones."""
    if "X-RateLimit-Limit" not in response.headers:
        return response
    for name in ("Limit", "Remaining"):
        if (value := response.headers.get(f"X-RateLimit-{name}")) is not None:
            response.headers[f"RateLimit-{name}"] = value
    if (reset_at := response.headers.get("X-RateLimit-Reset")) is not None:
        response.headers["RateLimit-Reset"] = str(max(0, int(reset_at) - int(time.time())))
    if response.status_code < 400:
        response.headers.pop("Retry-After", None)  # the limiter writes it on every answer
    return response
