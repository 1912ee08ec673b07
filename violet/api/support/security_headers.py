"""What browsers are told, and that production speaks HTTPS only."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, current_app, redirect, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.middleware.proxy_fix import ProxyFix

from violet.api.support.documentation import DOCS_PREFIX
from violet.api.support.request_context import current_deps
from violet.errors import HttpsRequired
from violet.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ALWAYS = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Permissions-Policy", "geolocation=(), camera=(), microphone=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
API_POLICY = "default-src 'none'; frame-ancestors 'none'"
DOCS_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "frame-ancestors 'none'"
)
HTTPS_ONLY = ("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
PERSONAL = frozenset({"auth", "auth_alias", "users", "users_alias"})


class SecurityHeaders:
    """WSGI middleware: the same few headers on every answer, added as ready-made pairs. No view sets any of them."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        policy = DOCS_POLICY if environ["PATH_INFO"].startswith(DOCS_PREFIX) else API_POLICY
        own = [*ALWAYS, ("Content-Security-Policy", policy)]
        if environ["wsgi.url_scheme"] == "https":
            own.append(HTTPS_ONLY)

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:
            return start_response(status, [*headers, *own], *error)

        return self._app(environ, start)


class _NamedAddress:
    """Takes the caller's address from the header the platform's proxy writes; what is no address changes nothing."""

    def __init__(self, app: WSGIApplication, header: str) -> None:
        self._app = app
        self._key = "HTTP_" + header.upper().replace("-", "_")

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with suppress(ValueError):
            environ["REMOTE_ADDR"] = str(ip_address(environ.get(self._key, "").strip()))
        return self._app(environ, start_response)


def register_security(app: Flask, settings: Settings) -> None:
    """Believes X-Forwarded-For and -Proto from as many proxies as settings.proxy_count, and no more.

    Where settings.client_address_header names a header, that one says the caller's address.
    """
    app.wsgi_app = SecurityHeaders(app.wsgi_app)  # type: ignore[method-assign]
    if settings.client_address_header:
        app.wsgi_app = _NamedAddress(app.wsgi_app, settings.client_address_header)  # type: ignore[method-assign]
    count = settings.proxy_count
    if count:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=0)  # type: ignore[method-assign]
    if settings.production:
        app.before_request(_require_https)
    app.before_request(_measure_chunks)
    app.after_request(_keep_private)


def _measure_chunks() -> None:
    """A body that comes in chunks says no length; where it is too long, werkzeug would read the allowed part of it."""
    in_chunks = "HTTP_TRANSFER_ENCODING" in request.environ and request.content_length is None
    if in_chunks and len(request.get_data()) >= current_app.config["MAX_CONTENT_LENGTH"]:
        raise RequestEntityTooLarge


def _require_https() -> Response | None:
    """Health checks come from inside, without TLS. A GET is sent on; a body or a token that came in clear is not."""
    if request.is_secure or request.path.startswith("/health"):
        return None
    if request.method in ("GET", "HEAD") and "Authorization" not in request.headers:
        base = current_deps().settings.public_base_url
        if base.startswith("https://"):
            return redirect(base + request.full_path.rstrip("?"), code=308)  # type: ignore[return-value]
    raise HttpsRequired


def _keep_private(response: Response) -> Response:
    if request.blueprint in PERSONAL:
        response.headers["Cache-Control"] = "no-store"
    return response
