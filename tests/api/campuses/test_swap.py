"""A pack is replaced while people ask: no request is lost, and nothing of the pack before is told afterwards."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask_openapi3 import OpenAPI

from tests.conftest import make_settings
from tests.packs import ID, make_third_pack
from violet.app import create_app
from violet.campus.loader import load_campus
from violet.cli.campus import campus_cli
from violet.pack_watch import PackWatch

PERSONA = 'name = "Pilvi"'
WHERE = f"campus={ID}&latitude=60.1695&longitude=24.94985"
CLIENTS = 4
PATIENCE_S = 240


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """One for the server to begin with, and another beside it that is to take its place."""
    for folder in ("served", "next"):
        make_third_pack(tmp_path / folder / "packs")
    edit(tmp_path / "next" / "packs", PERSONA, 'name = "Myrsky"')
    assert run(tmp_path / "next" / "packs", "build", "--no-vectors").exit_code == 0
    return tmp_path / "served" / "packs"


def edit(packs: Path, old: str, new: str) -> None:
    path = packs / ID / "campus.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def run(packs: Path, command: str, *rest: str) -> Result:
    return CliRunner().invoke(campus_cli, [command, ID, "--root", str(packs), *rest])


def replace(packs: Path) -> None:
    """As `mv` does it: the folder is away for a moment."""
    (packs / ID).rename(packs / "before")
    (packs.parents[1] / "next" / "packs" / ID).rename(packs / ID)


@pytest.fixture
def app(packs: Path, sqlite_database: str) -> Iterator[OpenAPI]:
    app = create_app(make_settings(database_url=sqlite_database, campuses_dir=packs, campuses=("nyu", ID)))
    yield app
    app.extensions["violet"].engine.dispose()


def test_no_request_is_lost_and_no_answer_is_stale(app: OpenAPI, packs: Path):
    swapped, stop, counted = threading.Event(), threading.Event(), threading.Semaphore(0)
    failures: list[str] = []
    answered: list[tuple[float, float, str]] = []

    def ask() -> None:
        client = app.test_client()
        while not stop.is_set():
            began = time.monotonic()
            answer = client.post(f"/api/v1/chat?{WHERE}", json={"message": "who are you"})
            listed = client.get(f"/api/v1/quick_recs?category=chill_cafes&{WHERE}")
            failures.extend(one.text for one in (answer, listed) if one.status_code != 200)
            reply = answer.get_json().get("reply", "")
            answered.append((began, time.monotonic(), next(name for name in ("Pilvi", "Myrsky") if name in reply)))
            counted.release()
            if "Myrsky" in reply:
                swapped.set()

    def wait_for_answers() -> None:
        for _ in range(3 * CLIENTS):
            assert counted.acquire(timeout=PATIENCE_S)

    app.test_client().post(f"/api/v1/chat?{WHERE}", json={"message": "who are you"})  # what is made once is made
    with ThreadPoolExecutor(CLIENTS) as pool:
        asking = [pool.submit(ask) for _ in range(CLIENTS)]
        try:
            wait_for_answers()
            replace(packs)
            assert swapped.wait(PATIENCE_S)
            wait_for_answers()
        finally:
            stop.set()
        for one in asking:
            one.result()
    assert failures == []
    assert {name for *_, name in answered} == {"Pilvi", "Myrsky"}
    first = min(ended for _, ended, name in answered if name == "Myrsky")
    assert [name for began, _, name in answered if began > first and name == "Pilvi"] == []
    listed = app.test_client().get("/api/v1/campuses").get_json()["campuses"]
    assert [one["id"] for one in listed] == ["nyu", ID]


class TestWatch:
    """What is not whole, or nobody who is trusted signed, is not taken; the one before goes on."""

    def watch(self, packs: Path, *keys: str) -> PackWatch:
        settings = make_settings(environment="production", campuses_dir=packs, campuses=(ID,), campus_keys=keys)
        return PackWatch(settings, {ID: load_campus(packs / ID)})

    @pytest.fixture
    def key(self, packs: Path, tmp_path: Path) -> str:
        for folder in (packs, tmp_path / "next" / "packs"):
            new = [] if (tmp_path / "key.pem").exists() else ["--new-key"]
            signed = run(folder, "sign", "--key", str(tmp_path / "key.pem"), *new)
            assert signed.exit_code == 0, signed.output
        return signed.output.split()[-1]

    def test_a_signed_pack_is_taken_once(self, packs: Path, key: str):
        watch = self.watch(packs, key)
        assert watch.newer(ID) is None
        replace(packs)
        taken = watch.newer(ID)
        assert taken is not None
        assert taken.persona.name == "Myrsky"
        assert watch.newer(ID) is None

    def test_one_byte_more_is_refused_until_it_is_put_right(self, packs: Path, key: str):
        watch = self.watch(packs, key)
        replace(packs)
        venues = packs / ID / "places" / "city_campus" / "open_venues.toml"
        whole = venues.read_bytes()
        venues.write_bytes(whole + b"\n")
        assert watch.newer(ID) is None
        venues.write_bytes(whole)
        assert watch.newer(ID) is not None

    def test_what_a_stranger_signed_is_refused(self, packs: Path, key: str, tmp_path: Path):
        watch = self.watch(packs, key)
        assert run(packs, "sign", "--key", str(tmp_path / "other.pem"), "--new-key").exit_code == 0
        assert watch.newer(ID) is None

    def test_a_folder_that_is_gone_is_no_change(self, packs: Path, key: str):
        watch = self.watch(packs, key)
        shutil.rmtree(packs / ID)
        assert watch.newer(ID) is None
