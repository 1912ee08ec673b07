"""`flask violet doctor`: whether everything around this server answers, as one table that says why not."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import urlsplit

import click
from flask import current_app
from flask.cli import with_appcontext
from redis.exceptions import RedisError
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from violet.container import Container
from violet.domain.geo import LatLng
from violet.extensions import db
from violet.observability.reasons import why
from violet.ports import Failure, Prompt, ProviderError
from violet.production import production_problems
from violet.providers.mail import SmtpMailer
from violet.services.health import state_of_tables
from violet.services.privacy import SEALED
from violet.settings import Settings
from violet.store.redis_store import connect

State = Literal["ok", "warning", "failed", "off"]
MAX_CLOCK_SKEW_S = 30
CERTIFICATE_DAYS = 14
TIMEOUT_S = 5
SEALED_LOOKED_AT = 50
MARKS = {"ok": "ok", "warning": "WARN", "failed": "FAIL", "off": "-"}


@dataclass(frozen=True, slots=True)
class Finding:
    """`failed` keeps a new version from serving; a `warning` is something that it can do without."""

    what: str
    state: State
    why: str = ""


@click.command("doctor")
@click.option("--no-upstreams", is_flag=True, help="Do not call the providers, which costs a few cents.")
@click.option("--strict", is_flag=True, help="End with 1 for a warning too.")
@with_appcontext
def doctor(*, no_upstreams: bool, strict: bool) -> None:
    """Connect to everything and say what does not answer, and why. Ends with 1 where violet could not serve."""
    findings = list(examine(current_app.extensions["violet"], upstreams=not no_upstreams))
    width = max(len(finding.what) for finding in findings)
    for finding in findings:
        click.echo(f"{MARKS[finding.state]:<5} {finding.what:<{width}}  {finding.why}".rstrip())
    bad = ("failed", "warning") if strict else ("failed",)
    if any(finding.state in bad for finding in findings):
        raise SystemExit(1)


def examine(around: Container, *, upstreams: bool = True) -> Iterator[Finding]:
    """Every finding, in the order in which one would look. Never raises for what is away."""
    yield _settings(around.settings)
    yield from _database(around)
    yield _redis(around.settings)
    yield _mail(around.settings)
    yield _certificate(around.settings)
    if upstreams:
        yield from _providers(around)


def _settings(settings: Settings) -> Finding:
    problems = production_problems(settings)
    if not problems:
        return Finding("settings", "ok")
    if settings.production:
        return Finding("settings", "failed", " ".join(problems))
    return Finding("settings", "off", f"fine for {settings.environment}; `config check` lists what production asks for")


def _database(around: Container) -> Iterator[Finding]:
    """The connection, the clock of the server against ours, the revision, and whether the keys fit what is stored."""
    try:
        with db.engine.connect() as connection:
            now = None
            if connection.dialect.name == "postgresql":
                now = connection.execute(text("SELECT extract(epoch FROM clock_timestamp())")).scalar_one()
    except SQLAlchemyError as error:
        yield Finding("database", "failed", why(error))
        return
    yield Finding("database", "ok", db.engine.dialect.name)
    yield _clock(float(now) - time.time() if now is not None else None)
    tables = state_of_tables()
    yield Finding("tables", "ok" if tables in ("at_head", "ahead") else "failed", _said_of(tables))
    if tables != "behind":
        yield _field_keys(around)


def _said_of(tables: str | None) -> str:
    said = {"at_head": "", "ahead": "made by a newer version", "behind": "older than this version: run scripts/release"}
    return said.get(tables or "", "cannot be read")


def _clock(skew_s: float | None) -> Finding:
    if skew_s is None:
        return Finding("clock", "off", "the database has none of its own")
    bad = abs(skew_s) > MAX_CLOCK_SKEW_S
    return Finding("clock", "warning" if bad else "ok", f"{skew_s:+.0f} s to the database's" if bad else "")


def _field_keys(around: Container) -> Finding:
    """Whether FIELD_ENCRYPTION_KEYS open a sample of what is sealed."""
    looked_at = unreadable = 0
    with db.engine.connect() as connection:
        for column, key in SEALED:
            newest = select(column).where(column.is_not(None)).order_by(key.desc()).limit(SEALED_LOOKED_AT)
            for sealed in connection.scalars(newest):
                looked_at += 1
                unreadable += around.identity.cipher.decrypt(sealed or "") is None
    if unreadable:
        return Finding(
            "field keys", "failed", f"FIELD_ENCRYPTION_KEYS open {looked_at - unreadable} of {looked_at} fields"
        )
    return Finding("field keys", "ok", f"{looked_at} fields looked at")


def _redis(settings: Settings) -> Finding:
    if settings.redis_url is None:
        return Finding("redis", "off", "REDIS_URL is not set: every worker keeps conversations to itself")
    client = connect(settings.redis_url, timeout_s=TIMEOUT_S, max_connections=1)
    try:
        client.ping()
    except (RedisError, ValueError) as error:
        return Finding("redis", "warning", why(error))
    finally:
        client.close()
    return Finding("redis", "ok")


def _mail(settings: Settings) -> Finding:
    if settings.smtp_host is None:
        return Finding("mail", "off", "SMTP_HOST is not set: no mail is sent")
    try:
        SmtpMailer(settings).check()
    except ProviderError as error:
        return Finding("mail", "warning", why(error.__cause__ or error))
    return Finding("mail", "ok")


def _certificate(settings: Settings) -> Finding:
    """The certificate of PUBLIC_BASE_URL as a stranger's device sees it."""
    parts = urlsplit(settings.public_base_url)
    if parts.scheme != "https" or parts.hostname is None:
        return Finding("certificate", "off", "PUBLIC_BASE_URL is not https://")
    context = ssl.create_default_context()
    try:
        with (
            socket.create_connection((parts.hostname, parts.port or 443), TIMEOUT_S) as plain,
            context.wrap_socket(plain, server_hostname=parts.hostname) as secured,
        ):
            certificate = secured.getpeercert() or {}
    except OSError as error:
        return Finding("certificate", "warning", why(error))
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), UTC)
    days = (ends - datetime.now(UTC)).days
    return Finding("certificate", "warning" if days < CERTIFICATE_DAYS else "ok", f"good for {days} days")


def _providers(around: Container) -> Iterator[Finding]:
    """One small call to each provider that has a key."""
    home, settings = around.here.home, around.settings
    maps, weather = settings.google_api_key is not None, settings.openweather_key is not None
    yield _provider("google_places", maps, lambda: around.places.details("ChIJ-doctor"), known_empty=True)
    yield _provider("google_routes", maps, lambda: around.routes.route(home, _near(home), "walking"))
    mapbox = settings.mapbox_token is not None and not maps
    yield _provider("mapbox", mapbox, lambda: around.routes.route(home, _near(home), "walking"))
    yield _provider("google_geocoding", maps, lambda: around.geocoder.geocode("2 MetroTech Center", home))
    yield _provider("openweather", weather, lambda: around.weather.current(home))
    writer = around.writer
    yield _provider("gemini", writer is not None, lambda: writer.write(Prompt("Say hello.", "")) if writer else None)


def _near(home: LatLng) -> LatLng:
    return LatLng(home.lat + 0.001, home.lng)


def _provider(name: str, has_key: bool, call: Callable[[], object], *, known_empty: bool = False) -> Finding:
    """`known_empty` where the call asks for what cannot be there: then to be told so is the good answer."""
    if not has_key:
        return Finding(name, "off", "no key")
    try:
        call()
    except ProviderError as error:
        if known_empty and error.failure in (Failure.NOT_FOUND, Failure.BAD_REQUEST):
            return Finding(name, "ok")
        return Finding(name, "warning", str(error.failure))
    return Finding(name, "ok")
