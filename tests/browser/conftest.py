"""A real browser before a real server: Chromium, and the app on PostgreSQL and Redis with a model that types when told.

Whoever has no Chromium sees these tests skipped, with how to get one; where CI is set, that is a failure.
"""

from __future__ import annotations

import os
import re
import shutil
import threading
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from flask_migrate import upgrade
from flask_openapi3 import OpenAPI
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright
from werkzeug.serving import make_server

from tests.browser.typist import Typist
from tests.conftest import make_settings
from tests.ports import free_port
from tests.servers import RedisServer, execute_sql
from violet.app import create_app
from violet.container import Container
from violet.extensions import db
from violet.services.events.intake.refresh import refresh
from violet.wiring import build_container

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
OPTIONS = (
    "--no-sandbox", "--disable-gpu-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--disable-quic", "--disable-dev-shm-usage",
)  # fmt: skip
MISSING = "no Chromium: install chromium, or name a Chrome or Chromium in CHROME_PATH"
# Of the software renderer, and not of the page.
RENDERER_NOISE = ("GL Driver Message", "GroupMarkerNotSet")
PASSWORD = "a long walk over the bridge"
HERE = {"latitude": 40.6942, "longitude": -73.9866}


def chrome_path() -> str | None:
    return os.environ.get("CHROME_PATH") or next((found for name in NAMES if (found := shutil.which(name))), None)


# As long as a busy machine may take; what is waited for usually comes at once.
expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chrome_path()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(OPTIONS))
        yield browser
        browser.close()


@dataclass
class Site:
    """The server that is looked at. `typist` writes the words of its answers."""

    url: str
    container: Container
    typist: Typist


@pytest.fixture(scope="session")
def site(postgres_url: str, _postgres_template: str, redis_process: RedisServer) -> Iterator[Site]:
    name = f"violet_{uuid.uuid4().hex}"
    execute_sql(postgres_url, f"CREATE DATABASE {name} TEMPLATE {_postgres_template}")
    port = free_port()
    settings = make_settings(
        public_base_url=f"http://127.0.0.1:{port}",
        realtime_port=free_port(),
        database_url=postgres_url.replace("/postgres?", f"/{name}?"),
        redis_url=redis_process.url,
        redis_timeout_s=5.0,
    )
    typist = Typist()
    built = build_container(settings)
    guide = tuple(source for source in built.event_sources if source.name == "campus_guide")
    container = replace(built, writer=typist, event_sources=guide)
    app = create_app(settings, container=container)
    with app.app_context():
        upgrade()
        refresh(container.intake)
    _warm_up(app, typist)
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Site(f"http://127.0.0.1:{server.server_port}", container, typist)
    server.shutdown()
    thread.join()
    server.server_close()
    with app.app_context():
        db.engine.dispose()
    execute_sql(postgres_url, f"DROP DATABASE {name} WITH (FORCE)")


def _warm_up(app: OpenAPI, typist: Typist) -> None:
    """What a first answer and a first map take longer for is no browser's to wait for."""
    typist.go_on(1000)
    client = app.test_client()
    assert client.post("/api/v1/chat", json={"message": "coffee"}).status_code == 200
    address = re.search(r"/assets/map/[\w/]+\.json", client.get("/").text)
    assert address is not None
    assert client.get(address[0]).status_code == 200
    typist.begin()


@dataclass
class Visit:
    """Somebody with a browser of their own. Everything that a page must not do is noted in `faults`."""

    site: Site
    context: BrowserContext
    faults: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = ()

    def open(self, path: str = "/") -> Page:
        page = self.context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("request", self._asked)
        page.goto(self.site.url + path)
        return page

    def _heard(self, message: ConsoleMessage) -> None:
        text = message.text
        noise = (*RENDERER_NOISE, *self.expected)
        if message.type in ("error", "warning") and not any(one in text for one in noise):
            self.faults.append(f"{message.type}: {text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((f"{self.site.url}/", "data:", "blob:")):
            self.faults.append(f"asked elsewhere: {request.url}")


MakeVisit = Callable[..., Visit]


@pytest.fixture
def visit(site: Site, browser: Browser) -> Iterator[MakeVisit]:
    """Each call is another person; at the end none of their pages may have misbehaved."""
    visits: list[Visit] = []
    site.typist.begin()

    def begin(*, phone: bool = False, dark: bool = False, expected: tuple[str, ...] = (), **options: Any) -> Visit:
        size = {"width": 390, "height": 844} if phone else {"width": 1280, "height": 800}
        looks: Any = {
            "viewport": size,
            "color_scheme": "dark" if dark else "light",
            "locale": "en-US",
            "reduced_motion": "reduce",
        }
        context = browser.new_context(**(looks | options))
        visits.append(Visit(site, context, expected=expected))
        return visits[-1]

    yield begin
    site.typist.go_on(1000)
    for one in visits:
        one.context.close()
    assert [fault for one in visits for fault in one.faults] == []


def ask(page: Page, message: str) -> None:
    page.get_by_label("Your question").fill(message)
    page.get_by_role("button", name="Send").click()


def sign_up(page: Page, name: str) -> str:
    """On the screen for that. Returns the new account's address."""
    email = f"{name.lower()}-{page.evaluate('crypto.randomUUID()')}@nyu.edu"
    page.get_by_role("button", name="I have no account yet").click()
    page.get_by_label("First name").fill(name)
    page.get_by_label("E-mail", exact=True).fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create an account").click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible()
    return email
