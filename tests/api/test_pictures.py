"""Photos for the page: through this server, and nothing but pictures."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from tests.conftest import make_settings
from violet.app import create_app
from violet.database import use
from violet.extensions import db
from violet.models import EventRow
from violet.ports import Failure, ProviderError
from violet.providers.http import Transport
from violet.providers.http.documents import Documents
from violet.providers.pictures import MAX_BYTES, WebPictures
from violet.services.events.intake.refresh import refresh
from violet.services.places.photos import photo_url
from violet.services.working.database import writing
from violet.settings import Settings
from violet.wiring import build_container

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 100
PHOTO = "places/abc/photos/def"


@dataclass
class Host:
    """Where pictures lie: what it answers, by path."""

    url: str
    files: dict[str, bytes] = field(default_factory=dict)


@dataclass
class Photos:
    """A provider that knows an address for every photo."""

    address_of: str
    name: str = "google_places"

    def address(self, photo: str, *, width_px: int) -> str:
        if photo != PHOTO:
            raise ProviderError(self.name, Failure.NOT_FOUND)
        return self.address_of


@pytest.fixture
def host() -> Iterator[Host]:
    files: dict[str, bytes] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = files.get(self.path)
            self.send_response(200 if body is not None else 404)
            self.send_header("Content-Type", "image/png")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Host(f"http://127.0.0.1:{server.server_port}", files)
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def settings(sqlite_database: str) -> Settings:
    return make_settings(database_url=sqlite_database)


@pytest.fixture
def client(settings: Settings, host: Host) -> Iterator[FlaskClient]:
    pictures = WebPictures(Documents(Transport(settings), settings), settings, allow_private=True)
    container = replace(build_container(settings), photos=Photos(f"{host.url}/picture"), pictures=pictures)
    app = create_app(settings, container=container)
    yield app.test_client()
    with app.app_context():
        db.engine.dispose()


def path_of(settings: Settings, photo: str = PHOTO) -> str:
    return "/photos/" + photo_url(settings, "google_places", photo).rpartition("/")[2]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "image/jpeg"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"GIF89a" + b"\0" * 20, "image/gif"),
        (b"\0\0\0\x1cftypavif" + b"\0" * 20, "image/avif"),
    ],
)
def test_a_picture_comes_from_here_with_the_type_that_it_shows(
    client: FlaskClient, settings: Settings, host: Host, content: bytes, kind: str
):
    host.files["/picture"] = content
    answer = client.get(path_of(settings))
    assert (answer.status_code, answer.mimetype, answer.data) == (200, kind, content)
    assert answer.headers["Cache-Control"] == "private, max-age=86400"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"<!doctype html>",
        b"",
        PNG + b"\0" * MAX_BYTES,
        None,
    ],
)
def test_what_is_no_picture_or_too_large_is_not_passed_on(
    client: FlaskClient, settings: Settings, host: Host, content: bytes | None
):
    if content is not None:
        host.files["/picture"] = content
    answer = client.get(path_of(settings))
    assert (answer.status_code, answer.get_json()["code"]) == (503, "unavailable")


def test_only_an_address_that_we_signed_is_fetched(client: FlaskClient, settings: Settings):
    assert client.get("/photos/forged").status_code == 403
    assert client.get(path_of(settings, "places/gone/photos/gone")).status_code == 404


def test_an_address_inside_is_refused(settings: Settings, host: Host):
    host.files["/picture"] = PNG
    pictures = WebPictures(Documents(Transport(settings), settings), settings)
    for url in (f"{host.url}/picture", "https://127.0.0.1/picture", "https://localhost/picture"):
        with pytest.raises(ProviderError):
            pictures.fetch(url)


def test_the_picture_of_an_event_comes_from_here_too(client: FlaskClient, settings: Settings, host: Host):
    """From the address that its source named: no caller can have another fetched."""
    container = client.application.extensions["violet"]
    guide = tuple(source for source in container.event_sources if source.name == "campus_guide")
    use(container.engine)
    refresh(replace(container.intake, sources=guide))
    event_id, other_id = (one["id"] for one in client.get("/api/v1/events?limit=2").get_json()["events"])
    with writing() as connection:
        mine = update(EventRow).where(EventRow.id == event_id)
        connection.execute(mine.values(image=f"{host.url}/poster"))
    use(None)
    host.files["/poster"] = PNG
    answer = client.get(f"/photos/events/{event_id}")
    assert (answer.status_code, answer.mimetype, answer.data) == (200, "image/png", PNG)
    assert answer.headers["Cache-Control"] == "private, max-age=86400"
    host.files["/poster"] = b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"
    assert client.get(f"/photos/events/{event_id}").status_code == 503
    assert client.get(f"/photos/events/{other_id}").status_code == 404
    assert client.get("/photos/events/987654321").status_code == 404
    assert client.get(f"/photos/events/{host.url}").status_code == 404
