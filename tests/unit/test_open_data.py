"""Places from open data: what a row says, nothing more; the same files from the same rows."""

from __future__ import annotations

import csv
import shutil
import tomllib
from pathlib import Path

import pytest

from scripts.guide_from_open_data import GUIDE_ROOT, main
from scripts.open_data.readers import (
    fountains,
    hospitals,
    kiosks,
    libraries,
    markets,
    post_offices,
    restrooms,
    stations,
    supermarkets,
)
from scripts.open_data.records import slug, toml_of, with_ids
from violet.campus.loader import default_campus, load_campus

AT = {"lat": "40.730000", "lng": "-73.997000"}
STATION = AT | {
    "complex_id": "1",
    "name": "W 4 St-Wash Sq",
    "lines": "A C E",
    "ada": "yes",
    "ada_notes": "",
    "as_of": "2025-12",
}
RESTROOM = AT | {"name": "Seward Park", "kind": "Park", "operator": "NYC Parks", "status": "Operational", "accessibility": "",
                 "restroom_type": "", "as_of": "2024-12-03"}  # fmt: skip


@pytest.mark.parametrize(
    ("other", "step_free", "told"),
    [
        ({}, True, "Step-free to all platforms, as of December 2025."),
        ({"ada": "no"}, None, "Step-free for the A, C and E only, as of December 2025."),
        ({"ada": "partial"}, None, "Step-free for the A, C and E only, as of December 2025."),
    ],
)
def test_a_complex_is_one_station_with_all_its_lines(other: dict[str, str], step_free: bool | None, told: str) -> None:
    (found,) = stations([STATION, STATION | {"lines": "B D", "name": "6 Av"} | other])
    assert found.name == "W 4 St-Wash Sq / 6 Av station (A C E B D)"
    assert found.about == f"Subway station of the A, C, E, B and D by day. {told}"
    assert found.facts.get("step_free") is step_free


@pytest.mark.parametrize(("ada", "step_free"), [("yes", True), ("no", False), ("partial", None)])
def test_a_station_is_step_free_not_or_in_part(ada: str, step_free: bool | None) -> None:
    (found,) = stations([STATION | {"ada": ada, "ada_notes": "Downtown only"}])
    assert found.facts.get("step_free") is step_free
    assert ("Step-free one way only (downtown only)" in found.about) == (ada == "partial")


@pytest.mark.parametrize(
    ("accessibility", "step_free"),
    [("Fully Accessible", True), ("Not Accessible", False), ("Partially Accessible", None), ("", None)],
)
def test_a_restroom_is_accessible_only_where_the_source_says_so(accessibility: str, step_free: bool | None) -> None:
    (found,) = restrooms([RESTROOM | {"accessibility": accessibility}])
    assert found.facts.get("step_free") is step_free
    assert found.facts["free"] is True


def test_a_restroom_that_is_closed_is_left_out_and_one_that_works_says_when() -> None:
    rows = [RESTROOM | {"status": status} for status in ("Operational", "Not Operational", "Closed for Construction")]
    (found,) = restrooms(rows)
    assert found.about == "Public restroom (park, NYC Parks). Listed as working in December 2024."


@pytest.mark.parametrize(
    ("listed", "name"),
    [
        ("Trader Joes #540", "Trader Joe's"),
        ("Whole Foods Mkt 10245", "Whole Foods Market"),
        ("C-Town Supermarket", "CTown Supermarket"),
        ("Stop & Shop #2586", "Stop & Shop"),
        ("Dashmart Man-4", None),
        ("Kikka@Whole Foods Brooklyn", None),
        ("Union Market Sushi", None),
        ("West 4Th Marketplace", None),
    ],
)
def test_only_chains_that_people_know_are_supermarkets(listed: str, name: str | None) -> None:
    found = supermarkets([AT | {"name": listed, "as_of": "2026-06"}])
    assert [record.name for record in found] == ([name] if name else [])


def test_post_offices_are_named_as_such_and_spelled_right() -> None:
    rows = [
        AT | {"name": name, "as_of": "2025-05"}
        for name in ("Adlephi Post Office", "Midtown Station", "General Mail Facility")
    ]
    assert [record.name for record in post_offices(rows)] == ["Adelphi Post Office", "Midtown Station Post Office"]


def test_a_hospital_is_a_general_one_and_nothing_is_said_of_its_emergency_room() -> None:
    row = AT | {
        "name": "Bellevue  Hospital (main)",
        "state_licensed": "yes",
        "emergency_room": "yes",
        "as_of": "2026-06",
    }
    (found,) = hospitals([row, row | {"emergency_room": "no"}, row | {"state_licensed": ""}])
    assert found.name == "Bellevue Hospital"
    assert "emergency" not in found.about.lower()


def test_fountains_are_for_people_and_those_a_wheelchair_reaches_come_first() -> None:
    row = AT | {"name": "Seward Park", "as_of": "2018 (file of 2019-04-17)"}
    kinds = ("A", "Trough", "E Wheelchair Dog", "Bottle Filler")
    found = fountains([row | {"fountain_type": kind} for kind in kinds])
    assert [record.facts.get("step_free") for record in found] == [True, None, None]
    assert all("survey of 2018" in record.about and record.as_of == "2018" for record in found)
    assert "Fills bottles." in found[2].about


def test_a_kiosk_is_known_by_its_address() -> None:
    row = AT | {"address": "347  6 Avenue", "borough": "Manhattan", "postcode": "10012", "as_of": "2025-07-31"}
    (found,) = kiosks([row, row | {"address": " "}])
    assert found.name == "LinkNYC kiosk at 347 6 Avenue"
    assert found.address == "347 6 Avenue, Manhattan, NY 10012"
    assert found.about.endswith("as of July 2025.")


def test_a_library_is_a_branch_and_its_old_hours_are_left_out() -> None:
    row = AT | {
        "system": "New York Public Library",
        "hours": "Monday 10 am - 6 pm",
        "accessibility": "",
        "as_of": "2026-06",
    }
    found = libraries([row | {"name": name} for name in ("Hudson Park Library", "Seward Park Learning Center")])
    assert [(record.name, record.hours) for record in found] == [("Hudson Park Library", None)]


@pytest.mark.parametrize(
    ("schedule", "hours"),
    [
        ("Sunday 09:00-16:00", "Su 09:00-16:00"),
        ("Tuesday 08:00-15:00; Saturday 08:00-15:00", "Tu 08:00-15:00; Sa 08:00-15:00"),
        ("Friday from 09:00", None),
        ("", None),
    ],
)
def test_a_market_has_the_hours_of_this_years_list_or_is_left_out(schedule: str, hours: str | None) -> None:
    row = AT | {"name": "Astor Greenmarket", "address": "Astor Pl", "listed_2026": "yes", "year_round": "Yes"}
    found = markets([row | {"schedule_2026": schedule}, row | {"listed_2026": "no", "schedule_2026": schedule}])
    assert [record.hours for record in found] == ([hours] if hours else [])


def test_ids_are_the_names_and_stay_apart() -> None:
    records = restrooms([RESTROOM, RESTROOM])
    assert [record.id for record in with_ids(records, ["seward-park-restroom"])] == [
        "seward-park-restroom-2", "seward-park-restroom-3",
    ]  # fmt: skip
    assert slug("Té & Joe's  (No. 1)") == "te-joes-no-1"


def test_what_is_written_reads_back() -> None:
    (record,) = with_ids(restrooms([RESTROOM | {"name": 'The "Old" Café'}]), ())
    (read,) = tomllib.loads(toml_of([record], header="Two\nlines"))["place"]
    assert read["name"] == 'The "Old" Café restroom'
    assert (read["as_of"], read["source"], read["tags"]) == ("2024-12-03", "NYC Public Restrooms", {"free": True})


def test_the_same_rows_make_the_same_files_and_nothing_the_guide_has(tmp_path: Path) -> None:
    guide, data = tmp_path / "guide", tmp_path / "data"
    shutil.copytree(GUIDE_ROOT, guide)
    for made in guide.rglob("open_*.toml"):
        made.unlink()
    known = next(place for place in default_campus().places if place.name.startswith("Trader Joe's ("))
    store = {"name": "Trader Joes #540", "as_of": "2026-06"}
    _rows(data / "supermarkets.csv", [store | AT, store | {"lat": str(known.lat), "lng": str(known.lng)}])
    _rows(data / "public_restrooms.csv", [RESTROOM, RESTROOM | {"lat": "41.5"}])
    assert main([str(data), "--guide", str(guide)]) == 0
    first = {path: path.read_bytes() for path in guide.rglob("open_*.toml")}
    assert sorted(path.name for path in first) == ["open_restrooms.toml", "open_supermarkets.toml"]
    shutil.copytree(guide, tmp_path / "read")  # the loader keeps what it has read of a folder
    new = [place for place in load_campus(tmp_path / "read").places if place.source is not None]
    assert {place.name for place in new} == {"Trader Joe's", "Seward Park restroom"}
    assert main([str(data), "--guide", str(guide)]) == 0
    assert {path: path.read_bytes() for path in guide.rglob("open_*.toml")} == first


def _rows(path: Path, rows: list[dict[str, str]]) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_every_source_of_the_guide_is_credited() -> None:
    notice = (GUIDE_ROOT / "NOTICE.md").read_text()
    sources = {place.source for place in default_campus().places if place.source is not None}
    assert len(sources) == 9
    assert [source for source in sorted(sources) if source not in notice] == []
    files = {path.name for path in GUIDE_ROOT.rglob("open_*.toml")}
    assert [name for name in sorted(files) if f"`{name}`" not in notice] == []
