"""Three hundred answers of each campus, the three of them asked by turns: nothing of one is in another's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
import time_machine
from flask_openapi3 import OpenAPI

from tests.api.campuses.facts import ALL, IDS, Facts
from tests.api.people import sign_up
from tests.architecture.source import ROOT
from violet.campus.campus import Campus
from violet.services.events.intake.refresh import refresh

ANSWERS = 300
NOON_UTC = "2026-10-08T12:00:00+00:00"
WORD = re.compile(r"[^\W_]+(?:['.&-][^\W_]+)*")
CHATS = 150
LISTS = (
    "/api/v1/dashboard?{query}",
    "/api/v1/events?{query}&limit=100",
    "/api/v1/top_recommendations?{query}",
    "/api/v1/safety?{query}",
    "/api/v1/transit/nearby?{short}",
    *(
        f"/api/v1/quick_recs?category={category}&{{query}}"
        for category in ("quick_bites", "chill_cafes", "cozy_cafes", "events", "explore")
    ),
)
# Where somebody is, in degrees from the campus: each is another answer.
STEPS = tuple((north * 0.002, east * 0.002) for north in range(-2, 3) for east in range(-1, 2))
LONGEST = 7


@dataclass(frozen=True)
class Answer:
    asked: str
    text: str
    reply: str


def spoken() -> list[str]:
    """What students said in the evaluation, at whichever campus: every so many of them, in a fixed order."""
    folder = ROOT / "tests" / "evaluation"
    files = [*sorted((folder / "turns").glob("*.jsonl")), *sorted((folder / "campuses").glob("*/turns/*.jsonl"))]
    said = [json.loads(line)["say"] for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [said[number * len(said) // CHATS] for number in range(CHATS)]


def paths_of(facts: Facts) -> Iterator[str]:
    for north, east in STEPS:
        lat, lng = facts.here[0] + north, facts.here[1] + east
        for path in LISTS:
            short = f"campus={facts.id}&lat={lat:.4f}&lng={lng:.4f}"
            yield path.format(query=f"campus={facts.id}&latitude={lat:.4f}&longitude={lng:.4f}", short=short)


@pytest.fixture(scope="module")
def answers(server: OpenAPI) -> Mapping[str, Sequence[Answer]]:
    client = server.test_client()
    found: dict[str, list[Answer]] = {one: [] for one in IDS}
    with time_machine.travel(NOON_UTC, tick=False):
        with server.app_context():
            for one in IDS:
                refresh(server.extensions["violet"].at(one).intake, only=["campus_guide"])
        for message in spoken():
            for facts in ALL:
                body = {"message": message, "campus": facts.id, **facts.where}
                answer = client.post("/api/v1/chat", json=body)
                assert answer.status_code == 200, (message, answer.text)
                found[facts.id].append(Answer(message, answer.text, answer.get_json()["reply"]))
        person = sign_up(client)
        for paths in zip(*map(paths_of, ALL), strict=True):
            for facts, path in zip(ALL, paths, strict=True):
                answer = client.get(path, headers=person.headers)
                assert answer.status_code == 200, (path, answer.text)
                found[facts.id].append(Answer("", answer.text, ""))
    return found


def words(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(text))


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of one to seven words."""
    own = words(text)
    return {own[at : at + size] for size in range(1, LONGEST + 1) for at in range(len(own) - size + 1)}


def texts_of(campus: Campus) -> Iterator[str]:
    for record in (*campus.sites, *campus.areas, *campus.places):
        yield from (record.name, *record.aliases, getattr(record, "address", None) or "")
    yield from (place.about for place in campus.places)
    for event in campus.events:
        yield from (event.title, event.about, event.venue or "", event.address or "", event.organizer or "")


def marks_of(campus: Campus, others: Iterable[Campus]) -> set[tuple[str, ...]]:
    """Names that are this campus's alone: of places, sites, areas and events with two words or more, and its own and
    its city's."""
    common = set[tuple[str, ...]]().union(*(runs(text) for other in others for text in texts_of(other)))
    named = (*campus.places, *campus.sites, *campus.areas)
    marks = {words(record.name) for record in named} | {words(event.title) for event in campus.events}
    marks |= {words(place.address) for place in campus.places if place.address}
    marks = {mark for mark in marks if 2 <= len(mark) <= LONGEST}
    marks |= {words(text) for text in (campus.city, campus.persona.name, campus.persona.around, campus.name)}
    marks |= {(site.name,) for site in campus.sites if len(words(site.name)) == 1}
    return marks - common


@pytest.mark.parametrize("facts", ALL, ids=IDS)
def test_nothing_of_the_others_is_in_its_answers(
    server: OpenAPI, answers: Mapping[str, Sequence[Answer]], facts: Facts, packs: Path
):
    campuses = server.extensions["violet"].campuses
    own = answers[facts.id]
    assert len(own) == ANSWERS
    for other in (one for one in ALL if one.id != facts.id):
        marks = marks_of(campuses[other.id], [campuses[facts.id]])
        assert len(marks) > 200
        offsets = {offset for _, *both in other.clocks for offset in both}
        offsets -= {offset for _, *both in facts.clocks for offset in both}
        numbers = {other.emergency, *other.numbers} - {facts.emergency, *facts.numbers}
        for answer in own:
            found = (runs(answer.text) & marks) - runs(answer.asked)
            # What the person said is said again where it is not known: "I don't know Lygon Street".
            said = {mark for mark in found if " ".join(mark).casefold() in answer.asked.casefold()}
            assert found - said == set(), (other.id, answer.asked, found, answer.reply)
            assert not [one for one in offsets if re.search(rf"\d{re.escape(one)}", answer.text)], answer.asked
            assert not [one for one in numbers if re.search(rf"(?<![\d,.-]){one}(?![\d-])", answer.reply)], answer.reply
