"""The product belongs to no city: a university and its city are named in their campus's folder, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

NAMES = re.compile(r"nyu|tandon|new.york|brooklyn|manhattan", re.IGNORECASE)
# What may name them, and why. Each is a pattern for the whole of what a line says of them.
ALLOWED: Mapping[str, str] = {
    "violet/api/events.py": "the contract's name of a route",
    "violet/providers/event_sources/soda.py": "an adapter of that city's data",
    "violet/providers/event_sources/nyc_parks.py": "an adapter of that city's data",
    "violet/providers/event_sources/nyc_permitted.py": "an adapter of that city's data",
}
ROUTE = re.compile(r'"/nyu_engage_events"')


def naming(root: Path) -> Iterator[tuple[str, str]]:
    """Each line outside the campuses that names a university or a city, with the file it is in."""
    for path in sorted((root / "violet").rglob("*")):
        file = path.relative_to(root).as_posix()
        if path.suffix in (".py", ".toml", ".json", ".mako", ".html", ".js") and not file.startswith(
            "violet/campuses/"
        ):
            yield from ((file, line) for line in path.read_text(encoding="utf-8").splitlines() if NAMES.search(line))


def strays(root: Path) -> list[str]:
    return sorted({file for file, _ in naming(root)} - ALLOWED.keys())


def test_only_campuses_name_a_university_or_its_city():
    assert strays(ROOT) == []


def test_nothing_is_allowed_that_does_not_need_it():
    assert ALLOWED.keys() == {file for file, _ in naming(ROOT)}


def test_of_the_api_only_the_route_does():
    assert all(ROUTE.search(line) for file, line in naming(ROOT) if file == "violet/api/events.py")


@pytest.mark.parametrize("planted", ["A = 'cafes near NYU'", 'ZONE = ZoneInfo("America/New_York")', "# in Brooklyn"])
def test_a_planted_name_is_found(tmp_path: Path, planted: str):
    (tmp_path / "violet" / "services").mkdir(parents=True)
    (tmp_path / "violet" / "campuses" / "nyu").mkdir(parents=True)
    (tmp_path / "violet" / "campuses" / "nyu" / "campus.toml").write_text('name = "New York University"')
    (tmp_path / "violet" / "services" / "greeting.py").write_text(planted)
    assert strays(tmp_path) == ["violet/services/greeting.py"]
