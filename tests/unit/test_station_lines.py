"""The lines of a station: read from a column of open data, and written into the pack."""

from __future__ import annotations

import tomllib

from violet.campus.campus import Site
from violet.campus.datasets import Dataset
from violet.campus.loader import default_campus
from violet.campus.open_data.building import toml_of
from violet.campus.open_data.rows import Found, Reader

STOPS = Dataset.model_validate(
    {
        "id": "stops", "adapter": "csv", "title": "Stops", "publisher": "City", "license": "CC0", "file": "stops.csv", "as_of": "2026",
        "key": ["name"], "name": "{name}", "point": {"lat": "lat", "lng": "lng"}, "lines": "routes", "kinds": ["station"],
        "about": ["A stop in the city's list of stops as of {as_of_words}, which the tests of lines made up: the {lines}."],
    }
)  # fmt: skip


def read(routes: str) -> Found:
    site: Site = default_campus().sites[0]
    row = {"name": "Harbor Square", "lat": str(site.lat), "lng": str(site.lng), "routes": routes}
    found = Reader(STOPS, [site], as_of="2026").read(row)
    assert isinstance(found, Found)
    return found


def test_lines_are_told_apart_by_commas_and_named_once() -> None:
    found = read("19, 3/3a,19,")
    assert found.fields["lines"] == ("19", "3/3a")
    assert found.fields["about"].endswith(": the 19 and 3/3a.")


def test_a_row_that_names_no_line_is_a_station_without() -> None:
    assert "lines" not in read(" ").fields
    assert read("").place("harbor-square").lines == ()


def test_they_are_written_into_the_pack() -> None:
    [table] = tomllib.loads(toml_of([read("A,C").place("harbor-square")]))["place"]
    assert table["lines"] == ["A", "C"]


def test_a_data_set_asks_for_the_column_of_its_lines() -> None:
    assert "routes" in STOPS.columns
