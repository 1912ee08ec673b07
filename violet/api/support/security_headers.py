"""What browsers are told, and that production speaks HTTPS only."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, redirect, request
from gunicorn.http.errors import ParseException
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge
from werkzeug.middleware.proxy_fix import ProxyFix

from violet.api.support.documentation import DOCS_PREFIX
from violet.api.support.request_context import container, this_request
from violet.errors import HttpsRequired
from violet.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ALWAYS = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
API_POLICY = "default-src 'none'; frame-ancestors 'none'"
DOCS_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "frame-ancestors 'none'"
)
# Its workers are governed by the headers of their own files.
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:{tiles}; "
    "connect-src 'self'{tiles}{sockets}; worker-src 'self'; manifest-src 'self'; font-src 'self'; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
PAGE_PATHS = frozenset({"/", "/admin", "/sw.js", "/manifest.webmanifest"})
PAGE_PREFIXES = ("/assets/",)
NO_POSITION = ("Permissions-Policy", "geolocation=(), camera=(), microphone=()")
OWN_POSITION = ("Permissions-Policy", "geolocation=(self), camera=(), microphone=()")
HTTPS_ONLY = ("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
# Routes that anybody may call and whose answers are one person's all the same: log-in, and the way back from Google.
PERSONAL = frozenset({"auth", "auth_alias", "page_session", "page_session_alias", "calendar", "calendar_alias"})


def page_policy(settings: Settings) -> str:
    """What the page may load: from here, tiles from where the setting says, and outside production the sockets, which
    have a port of their own there."""
    tiles = urlsplit(settings.map_tiles_url or "")
    sockets = settings.redis_url is not None and not settings.production
    return PAGE_POLICY.format(
        tiles=f" {tiles.scheme}://{tiles.netloc}" if tiles.netloc else "",
        sockets=f" ws://127.0.0.1:{settings.realtime_port}" if sockets else "",
    )


class SecurityHeaders:
    """WSGI middleware: the same few headers on every answer, added as ready-made pairs. No view sets any of them, but
    that a page may have a policy of its own."""

    def __init__(self, app: WSGIApplication, settings: Settings) -> None:
        self._app = app
        self._of_the_page = (("Content-Security-Policy", page_policy(settings)), OWN_POSITION)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        own = [*ALWAYS, *self._policies(environ["PATH_INFO"])]
        if environ["wsgi.url_scheme"] == "https":
            own.append(HTTPS_ONLY)

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:
            given = {name for name, _ in headers}
            return start_response(status, [*headers, *(one for one in own if one[0] not in given)], *error)

        return self._app(environ, start)

    def _policies(self, path: str) -> tuple[tuple[str, str], ...]:
        """What scripts of an answer may load, and whether they may ask where somebody is."""
        if path in PAGE_PATHS or path.startswith(PAGE_PREFIXES):
            return self._of_the_page
        policy = DOCS_POLICY if path.startswith(DOCS_PREFIX) else API_POLICY
        return ("Content-Security-Policy", policy), NO_POSITION


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
    app.wsgi_app = SecurityHeaders(app.wsgi_app, settings)  # type: ignore[method-assign]
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
    asked = this_request()
    if "HTTP_TRANSFER_ENCODING" not in asked.environ or asked.content_length is not None:
        return
    try:
        size = len(asked.get_data())
    except ParseException:  # chunks or trailers that are none; werkzeug knows only errors of the socket
        raise BadRequest from None
    if size >= current_app.config["MAX_CONTENT_LENGTH"]:
        raise RequestEntityTooLarge


def _require_https() -> Response | None:
    """Health checks come from inside, without TLS. A GET is sent on; a body or a token that came in clear is not."""
    if request.is_secure or request.path.startswith("/health"):
        return None
    if request.method in ("GET", "HEAD") and "Authorization" not in request.headers:
        base = container().settings.public_base_url
        if base.startswith("https://"):
            return redirect(base + request.full_path.rstrip("?"), code=308)  # type: ignore[return-value]
    raise HttpsRequired


def _keep_private(response: Response) -> Response:
    """No cache keeps what is one person's: the answer of every route that looks at who calls."""
    asked = this_request()
    view = current_app.view_functions.get(asked.endpoint or "")
    if asked.blueprint in PERSONAL or getattr(view, "auth_policy", "public") != "public":
        response.headers["Cache-Control"] = "no-store"
    return response
