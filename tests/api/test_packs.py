"""Packs: made by a few questions and a CSV file, checked, compiled, signed, and served only as they were signed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from click.testing import CliRunner, Result
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI

from tests.conftest import make_settings
from violet.app import create_app
from violet.campus.loader import CAMPUSES
from violet.cli.campus import campus_cli
from violet.production import UnsafeConfiguration
from violet.services.events.intake.refresh import refresh
from violet.settings import Settings
from violet.wiring import campuses_of

ANSWERS = [
    "--name", "Aalto Bay University", "--city", "Helsinki", "--timezone", "Europe/Helsinki", "--country", "FI",
    "--units", "metric", "--languages", "en,es", "--persona", "Pilvi", "--site", "City campus",
    "--address", "Fabianinkatu 33, Helsinki", "--lat", "60.1695", "--lng", "24.9499", "--emergency", "112",
    "--crisis", "", "--security", "Campus Watch: 09 555 0100",
]  # fmt: skip
CSV = """Name,Street,Latitude,Longitude,Type,Step free
Kahvila Nokka,Aleksanterinkatu 1,60.1690,24.9520,coffee,yes
Kirjasto Aava,Unioninkatu 40,60.1702,24.9510,library,yes
Ravintola Meri,Vironkatu 5,60.1720,24.9540,food,no
Pub Ankkuri,Liisankatu 9,60.1735,24.9560,pub,
Far Away Diner,Somewhere 1,61.5000,23.8000,food,no
"""
DATASET = """
[[dataset]]
id = "venues"
adapter = "csv"
title = "Venues of Helsinki"
publisher = "City of Helsinki"
license = "CC BY 4.0"
file = "venues.csv"
as_of = "2026-01"
key = ["name"]
requires = ["name", "latitude", "longitude", "type"]
name = "{name}"
address = "{street}, Helsinki"
point = { lat = "latitude", lng = "longitude" }
about = ["At {street}, in the city's list of venues as of {as_of_words}, a short walk from the campus."]
tags = { step_free = { column = "step_free", yes = ["yes"], no = ["no"] } }

[[dataset.rule]]
column = "type"
equals = ["coffee"]
kinds = ["cafe"]
[[dataset.rule]]
column = "type"
equals = ["library"]
kinds = ["library", "study_space"]
[[dataset.rule]]
column = "type"
equals = ["food"]
kinds = ["restaurant"]
[[dataset.rule]]
column = "type"
equals = ["pub"]
kinds = ["pub"]
"""
EVENT = """
[[event]]
id = "choir-by-the-sea"
title = "Choir by the sea"
about = "The students' choir sings in the hall by the harbor, with coffee and buns for whoever listens."
dtstart = 2026-01-02
start = 18:00:00
end = 19:30:00
rrule = "FREQ=WEEKLY;BYDAY=FR"
categories = ["music", "free"]
venue = "Harbor hall"
address = "Katajanokanlaituri 1, Helsinki"
lat = 60.1660
lng = 24.9640
free = true
"""

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """One command on the packs in `packs`."""

    def run(command: str, campus: str, *rest: str) -> Result:
        return CliRunner().invoke(campus_cli, [command, campus, "--root", str(tmp_path / "packs"), *rest])

    return run


@pytest.fixture
def pack(run: Run, tmp_path: Path) -> Path:
    """A third campus, made with commands and data alone."""
    made = run("new", "aalto_bay", *ANSWERS)
    assert made.exit_code == 0, made.output
    root = tmp_path / "packs" / "aalto_bay"
    with (root / "open_data.toml").open("a") as file:
        file.write(DATASET)
    with (root / "events.toml").open("a") as file:
        file.write(EVENT)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "venues.csv").write_text(CSV)
    built = run("build", "aalto_bay", "--data", str(tmp_path / "data"), "--no-vectors")
    assert built.exit_code == 0, built.output
    assert "venues: 4 places; not taken: 1 too_far_away" in built.output
    return root


@pytest.fixture
def signed(run: Run, pack: Path, tmp_path: Path) -> str:
    """The public key of who signed the pack."""
    result = run("sign", "aalto_bay", "--key", str(tmp_path / "key.pem"), "--new-key")
    assert result.exit_code == 0, result.output
    return result.output.strip().rpartition(" ")[2]


def production(tmp_path: Path, *keys: str, campuses: tuple[str, ...] = ("aalto_bay",)) -> Settings:
    return make_settings(environment="production", campuses_dir=tmp_path / "packs", campuses=campuses, campus_keys=keys)


def test_a_new_pack_is_clean_and_what_is_built_stays_so(run: Run, pack: Path):
    result = run("lint", "aalto_bay")
    assert (result.exit_code, result.output) == (0, "4 places, 1 events: 0 errors, 0 warnings\n")
    assert "City of Helsinki | CC BY 4.0" in (pack / "NOTICE.md").read_text()
    assert run("new", "aalto_bay", *ANSWERS).exit_code == 1, "a pack that is there is not written over"
    assert run("new", "../elsewhere", *ANSWERS).exit_code == 2


def test_building_again_changes_nothing(run: Run, pack: Path, tmp_path: Path):
    before = {path: path.read_bytes() for path in pack.rglob("*") if path.is_file()}
    again = run("build", "aalto_bay", "--data", str(tmp_path / "data"), "--no-vectors")
    assert again.exit_code == 0, again.output
    assert {path: path.read_bytes() for path in pack.rglob("*") if path.is_file()} == before


class TestServed:
    @pytest.fixture
    def app(self, pack: Path, sqlite_database: str) -> Iterator[OpenAPI]:
        settings = make_settings(
            database_url=sqlite_database, campuses_dir=pack.parent, campuses=("nyu", "unimelb", "aalto_bay")
        )
        app = create_app(settings)
        yield app
        app.extensions["violet"].engine.dispose()

    def test_it_is_served_beside_the_others(self, app: OpenAPI, client: FlaskClient):
        with time_machine.travel("2026-10-23T15:00:00+00:00", tick=False):
            with app.app_context():
                refresh(app.extensions["violet"].at("aalto_bay").intake)
            ids = [one["id"] for one in client.get("/api/v1/campuses").get_json()["campuses"]]
            assert ids == ["nyu", "unimelb", "aalto_bay"]
            here = {"latitude": 60.1699, "longitude": 24.9510}

            def say(message: str) -> dict[str, Any]:
                body: dict[str, Any] = client.post("/api/v1/chat", json={"message": message, **here}).get_json()
                return body

            assert [card["name"] for card in say("coffee nearby")["places"]] == ["Kahvila Nokka"]
            assert "Pilvi" in say("who are you")["reply"]
            reply = say("someone is following me")["reply"]
            assert "112" in reply
            assert "09 555 0100" in reply
            assert "911" not in reply
            event, *_ = client.get("/api/v1/events?campus=aalto_bay&order=soonest").get_json()["events"]
            # The clocks go back on Sunday: it is still summer time on this Friday.
            assert (event["name"], event["start"]) == ("Choir by the sea", "2026-10-23T18:00:00+03:00")


class TestLint:
    @pytest.mark.parametrize(
        ("file", "old", "new", "says"),
        [
            ("events.toml", "lat = 60.1660", "lat = 52.1660", "choir-by-the-sea: 889.9 km"),
            ("events.toml", "FREQ=WEEKLY;BYDAY=FR", "FREQ=SOMETIMES", "FREQ must be one of"),
            ("events.toml", "FREQ=WEEKLY;BYDAY=FR", "FREQ=WEEKLY;BYDAY=XX", "not an RFC 5545 RRULE"),
            ("open_data.toml", 'license = "CC BY 4.0"', "", "license: Field required"),
            ("open_data.toml", 'title = "Venues of Helsinki"', 'title = "Others"', "Venues of Helsinki: no license"),
            ("campus.toml", '["en", "es"]', '["en", "fi"]', "nothing is written in 'fi'"),
            ("campus.toml", '["en", "es"]', "[]", "languages"),
            ("campus.toml", 'languages = ["en", "es"]\n', "", "languages: Field required"),
            ("campus.toml", "lat = 60.1695", "lat = 61.1695", "km from its campus"),
            ("campus.toml", "Europe/Helsinki", "Europe/Atlantis", "unknown time zone"),
        ],
    )
    def test_what_is_wrong_is_named(self, run: Run, pack: Path, file: str, old: str, new: str, says: str):
        text = (pack / file).read_text()
        assert old in text.replace("\\", "")
        (pack / file).write_text(text.replace(old, new))
        result = run("lint", "aalto_bay")
        assert result.exit_code == 1
        assert says in result.output

    def test_events_from_elsewhere_need_a_license(self, run: Run, pack: Path):
        feed = '\n[[source]]\nid = "feed"\nadapter = "ical"\nname = "Feed"\nbase_url = "https://feed.example"\n'
        with (pack / "campus.toml").open("a") as file:
            file.write(feed)
        assert "feed: no license" in run("lint", "aalto_bay").output
        with (pack / "campus.toml").open("a") as file:
            file.write('license = "shown with its link"\n')
        assert run("lint", "aalto_bay").exit_code == 0

    def test_the_product_s_own_packs_are_clean(self):
        for campus in ("nyu", "unimelb"):
            result = CliRunner().invoke(campus_cli, ["lint", campus, "--root", str(CAMPUSES)])
            assert result.exit_code == 0, result.output
            assert "0 errors, 0 warnings" in result.output


class TestSigned:
    def test_a_signed_pack_is_verified_and_served_in_production(self, run: Run, signed: str, tmp_path: Path):
        assert run("verify", "aalto_bay", "--trust", signed).exit_code == 0
        (campus,) = campuses_of(production(tmp_path, signed))
        assert campus.id == "aalto_bay"

    @pytest.mark.parametrize("file", ["campus.toml", "events.toml", "places/city_campus/open_venues.toml", "NOTICE.md"])
    def test_one_byte_changed_is_refused(self, run: Run, pack: Path, signed: str, tmp_path: Path, file: str):
        content = bytearray((pack / file).read_bytes())
        content[len(content) // 2] ^= 1
        (pack / file).write_bytes(content)
        result = run("verify", "aalto_bay", "--trust", signed)
        assert (result.exit_code, file in result.output) == (1, True)
        with pytest.raises(UnsafeConfiguration, match="aalto_bay"):
            campuses_of(production(tmp_path, signed))

    @pytest.mark.parametrize("hidden", ["places/city_campus/.more.toml", "places/city_campus/more.toml"])
    def test_a_file_more_or_one_less_is_refused(self, run: Run, pack: Path, signed: str, hidden: str):
        (pack / hidden).write_text("")
        assert run("verify", "aalto_bay", "--trust", signed).exit_code == 1
        (pack / hidden).unlink()
        assert run("verify", "aalto_bay", "--trust", signed).exit_code == 0
        (pack / "NOTICE.md").unlink()
        assert run("verify", "aalto_bay", "--trust", signed).exit_code == 1

    def test_a_manifest_that_was_made_to_fit_is_refused(self, run: Run, pack: Path, signed: str, tmp_path: Path):
        signature = (pack / "manifest.json").read_text()
        (pack / "NOTICE.md").write_text("Nobody is to be named.")
        assert run("build", "aalto_bay", "--no-vectors").exit_code == 0
        assert "nobody signed it" in run("verify", "aalto_bay", "--trust", signed).output
        (pack / "manifest.json").write_text(signature)
        assert run("verify", "aalto_bay", "--trust", signed).exit_code == 1

    @pytest.mark.usefixtures("pack")
    def test_unsigned_or_signed_by_a_stranger_is_for_development_only(self, run: Run, tmp_path: Path):
        assert campuses_of(make_settings(campuses_dir=tmp_path / "packs", campuses=("aalto_bay",)))
        with pytest.raises(UnsafeConfiguration, match="nobody signed it"):
            campuses_of(production(tmp_path))
        run("sign", "aalto_bay", "--key", str(tmp_path / "key.pem"), "--new-key")
        with pytest.raises(UnsafeConfiguration, match="not among the trusted"):
            campuses_of(production(tmp_path, "A" * 43 + "="))

    def test_a_key_is_its_owner_s_alone_and_never_written_over(self, run: Run, signed: str, tmp_path: Path):
        assert signed
        assert (tmp_path / "key.pem").stat().st_mode & 0o777 == 0o600
        assert run("sign", "aalto_bay", "--key", str(tmp_path / "key.pem"), "--new-key").exit_code == 1
        assert run("sign", "aalto_bay", "--key", str(tmp_path / "key.pem")).exit_code == 0

    def test_the_product_s_own_is_what_its_manifest_says(self, tmp_path: Path):
        shutil.copytree(CAMPUSES / "unimelb", tmp_path / "packs" / "unimelb")
        assert [one.id for one in campuses_of(make_settings(environment="production", campuses=("unimelb",)))]
        with pytest.raises(UnsafeConfiguration, match="nobody signed it"):
            campuses_of(production(tmp_path, campuses=("unimelb",)))


def test_the_campus_of_melbourne_is_complete(client: FlaskClient):
    campuses = client.get("/api/v1/campuses").get_json()["campuses"]
    (melbourne,) = [one for one in campuses if one["id"] == "unimelb"]
    assert (melbourne["timezone"], melbourne["units"], melbourne["country"]) == ("Australia/Melbourne", "metric", "AU")
    container = client.application.extensions["violet"].at("unimelb")
    places = container.campus.places
    assert len(places) >= 250
    assert all(place.as_of for place in places if place.source)
    assert sum("station" in place.kinds for place in places) >= 100
    assert container.campus.safety.emergency == "000"
