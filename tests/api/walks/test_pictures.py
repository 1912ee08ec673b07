"""Small maps of routes, as SVG and PNG."""

from __future__ import annotations

import io
import re
import struct
from typing import Any
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from PIL import Image

from tests.conftest import make_settings
from violet.settings import Settings

BOBST = {"lat": 40.72939, "lng": -73.997132}
UNION_SQUARE = {"lat": 40.7359, "lng": -73.9906}
SVG = "{http://www.w3.org/2000/svg}"
ROUTE = "#57068c"


@pytest.fixture
def settings(sqlite_database: str) -> Settings:
    return make_settings(database_url=sqlite_database)


def _route(client: FlaskClient, path: str = "", **body: Any) -> dict[str, Any]:
    answer = client.post(f"/api/v1/routes{path}", json={"from": BOBST, **body})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()["routes"][0]
    return found


def _drawn(client: FlaskClient, route_id: str) -> ElementTree.Element:
    answer = client.get(f"/api/v1/routes/{route_id}.svg")
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert "private" in answer.headers["Cache-Control"]
    return ElementTree.fromstring(answer.text)


def _line(drawn: ElementTree.Element) -> list[tuple[float, float]]:
    path = next(one for one in drawn.iter(f"{SVG}path") if one.get("stroke") == ROUTE)
    return [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", path.get("d", ""))]


def test_the_line_has_the_shape_of_the_route_and_lies_in_the_picture(client: FlaskClient) -> None:
    route = _route(client, to=UNION_SQUARE)
    line = _line(_drawn(client, route["id"]))
    assert len(line) == len(route["polyline"])
    assert all(0 < x < 640 and 0 < y < 400 for x, y in line)
    # Union Square is north and east of Bobst: up and to the right.
    assert line[-1][1] < line[0][1]
    assert line[-1][0] > line[0][0]


def test_streets_are_below_and_whose_they_are_is_said(client: FlaskClient) -> None:
    drawn = _drawn(client, _route(client, to=UNION_SQUARE)["id"])
    strokes = [path.get("stroke") for path in drawn.iter(f"{SVG}path")]
    assert len(strokes) == 4
    assert strokes[-1] == ROUTE
    assert "NYC Open Data" in "".join(drawn.itertext())


def test_the_stops_of_a_loop_are_on_it(client: FlaskClient) -> None:
    route = _route(client, "/loop", minutes=40, wish="a coffee")
    dots = list(_drawn(client, route["id"]).iter(f"{SVG}circle"))
    assert len(dots) == 2 + len(route["stops"])


def test_the_png_is_one_of_the_same_size(client: FlaskClient) -> None:
    answer = client.get(f"/api/v1/routes/{_route(client, to=UNION_SQUARE)['id']}.png")
    assert answer.mimetype == "image/png"
    assert answer.data.startswith(b"\x89PNG\r\n")
    assert struct.unpack(">II", answer.data[16:24]) == (640, 400)
    assert len(answer.data) < 100_000
    colors = Image.open(io.BytesIO(answer.data)).convert("RGB").tobytes()
    pixels = zip(colors[::3], colors[1::3], colors[2::3], strict=True)
    assert any(abs(r - 0x57) < 8 and g < 14 and abs(b - 0x8C) < 8 for r, g, b in pixels)


@pytest.mark.parametrize("name", ["AAAAAAAAAAAAAAAA.svg", "AAAAAAAAAAAAAAAA.png"])
def test_an_unknown_route_has_no_picture(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/api/v1/routes/{name}")
    assert answer.status_code == 404
    assert "a day" in answer.get_json()["error"]


def test_what_is_no_id_is_refused_by_name(client: FlaskClient) -> None:
    answer = client.get("/api/v1/routes/..%2f.svg")
    assert answer.status_code in (400, 404)
    assert client.get("/api/v1/routes/short.svg").get_json()["field"] == "route_id"
