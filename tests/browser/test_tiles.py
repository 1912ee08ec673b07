"""Tiles of an operator's choice beneath the map: a PMTiles archive on a host of its own, read a few ranges at a time."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from struct import pack

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from tests.conftest import make_settings
from violet.app import create_app
from violet.extensions import db

PNG, MVT = 2, 1
RED, WATER = (200, 30, 40), (195, 222, 242)
EVERYWHERE = (-1_800_000_000, -850_000_000, 1_800_000_000, 850_000_000)


def varint(number: int) -> bytes:
    read = bytearray()
    while number > 127:
        read.append(number & 127 | 128)
        number >>= 7
    return bytes([*read, number])


def archive(tile: bytes, kind: int, metadata: bytes = b"{}") -> bytes:
    """A PMTiles file (version 3, nothing compressed) of the one tile that is the whole world.
    https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md"""
    root = b"".join(map(varint, (1, 0, 1, len(tile), 1)))
    begins = 127 + len(root)
    header = b"PMTiles\x03" + pack(
        "<11Q", 127, len(root), begins, len(metadata), 0, 0, begins + len(metadata), len(tile), 1, 1, 1
    )
    header += pack("<6B4iB2i", 1, 1, 1, kind, 0, 0, *EVERYWHERE, 0, 0, 0)
    return header + root + metadata + tile


def message(number: int, content: bytes) -> bytes:
    """A field of protobuf that has a length."""
    return varint(number << 3 | 2) + varint(len(content)) + content


def water_everywhere() -> bytes:
    """A vector tile whose layer `water` is one polygon over all of it."""
    side = 4096 << 1
    outline = (9, 0, 0, 26, side, 0, 0, side, side - 1, 0, 15)
    feature = b"\x18\x03" + message(4, b"".join(map(varint, outline)))
    return message(3, b"\x78\x02" + message(1, b"water") + message(2, feature) + b"\x28" + varint(4096))


def red_everywhere() -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", (256, 256), RED).save(picture, "PNG")
    return picture.getvalue()


FILES = {
    "/raster.pmtiles": archive(red_everywhere(), PNG),
    "/vector.pmtiles": archive(water_everywhere(), MVT, b'{"vector_layers":[{"id":"water","fields":{}}]}'),
    "/broken.pmtiles": b"not an archive",
}


@dataclass
class TileHost:
    """Somebody's host: it answers ranges, to whatever page asks."""

    url: str
    ranges: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def host() -> Iterator[TileHost]:
    ranges: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_OPTIONS(self) -> None:
            self._send(204, b"")

        def do_GET(self) -> None:
            wanted = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
            content = FILES[self.path]
            ranges.append(self.headers.get("Range", ""))
            part = content[int(wanted[1]) : int(wanted[2]) + 1] if wanted else content
            self._send(206 if wanted else 200, part)

        def _send(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Access-Control-Allow-Headers", "range")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    with _serving(server):
        yield TileHost(f"http://127.0.0.1:{server.server_port}", ranges)


@contextmanager
def _serving(server: ThreadingHTTPServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def map_on(browser: Browser, database: str, tiles: str) -> Iterator[Page]:
    """The map of a server with these tiles; it may break no rule of the content security policy."""
    app = create_app(make_settings(database_url=database, map_tiles_url=tiles, map_tiles_attribution="Somebody"))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    refused: list[str] = []
    with _serving(server):  # type: ignore[arg-type]
        context = browser.new_context(viewport={"width": 500, "height": 600}, reduced_motion="reduce")
        page = context.new_page()
        page.on("console", lambda one: refused.append(one.text) if "Content Security Policy" in one.text else None)
        page.goto(f"http://127.0.0.1:{server.server_port}/#/map")
        yield page
        context.close()
    with app.app_context():
        db.engine.dispose()
    assert refused == []


@pytest.mark.parametrize(("name", "color"), [("raster", RED), ("vector", WATER)], ids=["raster", "vector"])
def test_an_archive_of_tiles_lies_beneath_the_map(
    browser: Browser, host: TileHost, sqlite_database: str, name: str, color: tuple[int, int, int]
) -> None:
    with map_on(browser, sqlite_database, f"{host.url}/{name}.pmtiles") as page:
        expect(page.locator(".map[data-idle]")).to_be_visible()
        expect(page.locator(".maplibregl-ctrl-attrib")).to_contain_text("Somebody")
        with Image.open(io.BytesIO(page.screenshot())) as picture:
            shown = picture.convert("RGB").crop((20, 100, 400, 450)).getcolors(200_000)
    assert all(one.startswith("bytes=") for one in host.ranges)
    most = max(shown or [])[1]
    assert isinstance(most, tuple)
    assert all(abs(one - other) <= 3 for one, other in zip(most, color, strict=True)), most


def test_an_archive_that_cannot_be_read_leaves_the_campuss_own_streets(
    browser: Browser, host: TileHost, sqlite_database: str
) -> None:
    with map_on(browser, sqlite_database, f"{host.url}/broken.pmtiles") as page:
        attribution = page.locator(".maplibregl-ctrl-attrib")
        expect(attribution).to_contain_text("NYC Open Data")
        assert "Somebody" not in attribution.inner_text()
