"""How often a caller may call: by account, else by anonymous session, and much wider by address.

A whole campus may sit behind one address, so an address is refused only what no crowd of students sends. A decorator
(`limits.chat`, ...) goes beneath a route and its policy; a view without one gets the default limit. The counts are in
Redis where there is one, and in this process's memory while Redis does not answer.

What is counted is the thing and not its spelling: an account by its normalized address, a network of IPv6 by its /64,
and a request whether or not its body is any good.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Any, Protocol, TypeVar

from flask import Flask, Response, current_app, request
from flask_limiter import Limiter
from flask_limiter.util import get_qualified_name

from violet.api.support.guards import caller_if_known, token_claims
from violet.api.support.sessions import given_session_id
from violet.services.accounts.addresses import normalize_or_none

View = TypeVar("View", bound=Callable[..., Any])


class Decorator(Protocol):
    def __call__(self, view: View, /) -> View: ...


CROWD = 40
"""How many callers' shares one address may use."""
MAX_EMAIL_CHARACTERS = 1024


def caller_key() -> str:
    """The account where there is one, else the anonymous session, else the address."""
    claims = token_claims()
    if claims:
        return f"user:{claims.user_id}"
    session_id = _anonymous_session_id()
    return f"session:{session_id}" if session_id else _address_key()


def spending_key() -> str:
    """Whose budget a turn is paid from. What is before a slash has one too: a session that is thrown away leaves what
    it spent with its address."""
    claims = token_claims()
    if claims:
        return f"user:{claims.user_id}"
    session_id = _anonymous_session_id()
    return f"{_address_key()}/session:{session_id}" if session_id else f"{_address_key()}/nobody"


def _address_key() -> str:
    """Where the caller is, seen past as many proxies as TRUSTED_PROXIES says. Of IPv6 the first 64 bits: whoever has
    one address has all of that network."""
    given = request.remote_addr or "unknown"
    try:
        parsed = ip_address(given.partition("%")[0])
    except ValueError:
        return f"address:{given}"
    if isinstance(parsed, IPv6Address):
        parsed = parsed.ipv4_mapped or IPv6Network((parsed, 64), strict=False).network_address
    return f"address:{parsed}"


def _account_key() -> str:
    """The account somebody tries to get into, or the caller's own where the route asks who calls. Hashed: no e-mail
    address lies in Redis."""
    caller = caller_if_known()
    email = caller.account.email if caller else _named_email()
    return f"account:{hashlib.sha256(email.encode()).hexdigest()[:32]}"


def _named_email() -> str:
    given = str(_json_object().get("email", ""))[:MAX_EMAIL_CHARACTERS]
    return normalize_or_none(given) or given.strip().lower()


def _account_and_address_key() -> str:
    return f"{_account_key()}:{_address_key()}"


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


def _missed(response: Response) -> bool:
    return response.status_code == 404


def _for_operators() -> bool:
    """Health checks and metrics, which come often and from one place."""
    return request.blueprint in ("health", "metrics")


def _view_name() -> str | None:
    view = current_app.view_functions.get(request.endpoint or "")
    return get_qualified_name(view) if view is not None else None


class _Limiter(Limiter):
    """Flask-Limiter counts a view's limits in the view, where a body that does not fit its schema never gets, and looks
    for them also where it is switched off. Here they are counted once the caller is known, before the body is read;
    those of a function that a view calls, when it is called."""

    def _check_request_limit(self, callable_name: str | None = None, in_middleware: bool = True) -> None:
        if self.enabled and (in_middleware or callable_name != _view_name()):
            super()._check_request_limit(callable_name, in_middleware)

    def check_view(self) -> None:
        if not self.enabled or request.method == "OPTIONS":
            return
        if _view_name() in self._marked_for_limiting:
            super()._check_request_limit(None, in_middleware=False)


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


def _each_account(scope: str, *rates: str, **options: Any) -> Decorator:
    """Wherever it is tried from."""
    return _limit(f"{scope}:account", *rates, key_func=_account_key, **options)


def _all(*decorators: Decorator) -> Decorator:
    def decorate(view: View, /) -> View:
        for decorator in reversed(decorators):
            view = decorator(view)
        return view

    return decorate


def _fair(scope: str, per_minute: int, *, unless: Callable[[], bool] = lambda: False) -> Decorator:
    """So many a minute for each caller who is known, and CROWD times as many for all strangers at one address. Requests
    of which `unless` is true count for nothing."""
    return _all(
        _each_address(scope, f"{per_minute * CROWD} per minute", exempt_when=lambda: unless() or _signed_in()),
        _limit(scope, f"{per_minute} per minute", exempt_when=lambda: unless() or _nobody_known()),
    )


def clears_session(in_body: object) -> bool:
    """Whether a chat request asks to forget its conversation, in its body or in a header."""
    return in_body is True or request.headers.get("X-Clear-Session", "").lower() == "true"


def _only_clears() -> bool:
    """A chat request with no message, which costs no turn."""
    body = _json_object()
    message = body.get("message")
    return clears_session(body.get("clear_session")) and not (isinstance(message, str) and message.strip())


def _asks() -> bool:
    return not _only_clears()


class limits:  # noqa: N801 -- read as a namespace: @limits.chat
    """The limit of each kind of view. Whoever keeps failing to log in waits a minute, ten, an hour, then six."""

    chat = _all(_fair("chat", 10, unless=_only_clears), _fair("clear_chat", 10, unless=_asks))
    streams = _fair("streams", 60)
    quick = _fair("quick", 30)
    top = _fair("top", 20)
    dashboard = _fair("dashboard", 10)
    weather = _fair("weather", 60)
    directions = _fair("directions", 30)
    page = _each_address("page", "20000 per minute")
    photos = _each_address("photos", "3000 per minute")
    sign_up = _each_address("sign_up", "60 per minute", "1000 per day")
    log_in = _all(
        _each_address("log_in", "200 per minute"),
        _each_target("log_in", "5 per minute"),
        _each_target("log_in_failed", "8 per 10 minutes", "11 per hour", "14 per 6 hours", deduct_when=_refused),
        _each_account("log_in_failed", "30 per hour", "100 per day", deduct_when=_refused),
    )
    refresh = _each_address("refresh", "600 per minute")
    mail = _all(
        _each_address("mail", "120 per hour"),
        _each_target("mail", "3 per minute", "10 per hour"),
        _each_account("mail", "6 per minute", "20 per hour", "40 per day"),
    )
    resend = mail
    secrets = _each_address("secrets", "60 per minute")
    password_check = _limit("password_check", "5 per minute", "20 per hour")
    export = _limit("export", "6 per minute")
    feedback = _fair("feedback", 20)
    reports = _limit("reports", "10 per minute", "60 per day")
    rooms = _limit("rooms", "20 per minute", "100 per day")
    meet = _limit("meet", "20 per minute")
    walks = _limit("walks", "20 per minute", "200 per day")
    contacts = _limit("contacts", "20 per minute", "60 per day")
    # Links of walks and of requests: for whoever has one, and not for trying others.
    links = _all(
        _each_address("links", "1200 per minute"),
        _each_address("links_missed", "30 per minute", "200 per hour", deduct_when=_missed),
    )
    # Whoever guesses codes has a few tries; whoever has one needs none.
    join = _all(
        _limit("join", "20 per minute"),
        _limit("join_missed", "5 per minute", "20 per hour", "50 per day", deduct_when=_missed),
        _each_address("join_missed", "60 per minute", "300 per hour", deduct_when=_missed),
    )


def register_limits(app: Flask) -> None:
    """The default limit; `register_view_limits` comes once it is known who calls."""
    app.after_request(_add_standard_headers)  # runs after the limiter's own, which come in reverse order
    limiter.init_app(app)


def register_view_limits(app: Flask) -> None:
    app.before_request(limiter.check_view)


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
