"""Places as files: out, in, and what would change first."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api.content.conftest import PLACE, Staff, written

FORMS = ("csv", "geojson")


def run(client: FlaskClient, *arguments: str) -> Any:
    return client.application.test_cli_runner().invoke(args=["violet", "content", *arguments])


@pytest.mark.parametrize("form", FORMS)
def test_what_was_exported_comes_in_again_with_no_change(
    client: FlaskClient, staff: Staff, tmp_path: Path, form: str
) -> None:
    author = staff("editor")
    written(
        author, **{**PLACE, "aliases": ["Kettle"], "tags": {"wifi": True, "quiet": False}, "about": 'Said: "tea", é.'}
    )
    file = tmp_path / f"places.{form}"
    file.write_text(run(client, "export", "--format", form).output, encoding="utf-8")
    again = run(client, "import", str(file), "--author", author.email)
    assert (again.exit_code, again.output.splitlines()) == (
        0, ["1: the-quiet-kettle: as it was", "1 places: 0 changed, 0 are wrong."]
    )  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_dry_run_shows_every_change_and_makes_none(
    client: FlaskClient, staff: Staff, tmp_path: Path, form: str
) -> None:
    author = staff("editor")
    document = written(author)
    file = tmp_path / f"places.{form}"
    _write(file, form)
    dry = run(client, "import", str(file), "--author", author.email, "--dry-run")
    assert dry.exit_code == 1, "one of them is wrong"
    assert "the-quiet-kettle: changed" in dry.output
    assert "    opening_hours: '24/7' -> 'Mo-Fr 08:00-18:00'" in dry.output
    assert "bobst-library: new" in dry.output
    assert "The Far Cup: data.lat:" in dry.output
    assert author.get(f"/v1/content/places/{document['id']}").get_json()["version"] == 1
    done = run(client, "import", str(file), "--author", author.email)
    assert done.output.splitlines()[-1] == "3 places: 2 changed, 1 are wrong."
    kept = author.get(f"/v1/content/places/{document['id']}").get_json()
    assert (kept["version"], kept["state"]) == (2, "draft")
    assert kept["data"]["opening_hours"] == "Mo-Fr 08:00-18:00"
    assert kept["data"]["name"] == PLACE["name"]


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.csv", "id,stars\nx,5\n"), ("a.csv", ""), ("a.geojson", "[]"), ("a.geojson", '{"features": [{}]}'), ("a.geojson", "x")],
)  # fmt: skip
def test_a_file_that_is_none_is_refused_in_words(
    client: FlaskClient, staff: Staff, tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text)
    refused = run(client, "import", str(tmp_path / name), "--author", staff("editor").email)
    assert refused.exit_code == 1
    assert refused.output.startswith("Error: ")
    assert run(client, "import", str(tmp_path / name), "--author", "nobody@nyu.edu").exit_code == 1


def _write(file: Path, form: str) -> None:
    rows: list[dict[str, Any]] = [
        {"id": "the-quiet-kettle", "opening_hours": "Mo-Fr 08:00-18:00", "lat": PLACE["lat"], "lng": PLACE["lng"]},
        {"id": "bobst-library", "lat": 40.7295, "lng": -73.9972, "price_level": 1},
        {"name": "The Far Cup", "lat": 400, "lng": -73.99, "kinds": ["cafe"]},
    ]
    if form == "csv":
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, ["id", "name", "lat", "lng", "kinds", "opening_hours", "price_level"])
            writer.writeheader()
            writer.writerows({**row, "kinds": "; ".join(row.get("kinds", []))} for row in rows)
        return
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [row["lng"], row["lat"]]},
            "properties": {name: value for name, value in row.items() if name not in ("lat", "lng")},
        }
        for row in rows
    ]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
