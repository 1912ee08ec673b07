"""Which messages ask for a round walk, and which go on from the last one."""

from __future__ import annotations

import pytest

from violet.domain.intent import LoopPlan, ShownCard
from violet.services.chat.parts.loop_requests import HOME, loop_request

STOPS = (
    ShownCard("campus_guide", "levain", "Levain Bakery", 1, kinds=("bakery",)),
    ShownCard("campus_guide", "third-rail", "Third Rail Coffee", 2, kinds=("cafe",)),
)
FOUND = LoopPlan(3200, "a 40 minute walk past a bakery and a coffee", kept=("levain", "third-rail"), id="x", name="N")


@pytest.mark.parametrize(
    ("message", "meters", "running"),
    [
        ("a 40 minute walk past water and a bakery", 3200, False),
        ("morning run of 5k", 5000, True),
        ("walk me through the Village with a coffee on the way", 2400, False),
        ("can you map me a 20-minute walk through SoHo with a bookstore?", 1600, False),
        ("plan a 3 mile run", 4827, True),
        ("I want an hour and a half walk along the river", 7200, False),
        ("a 30 minute jog", 4500, True),
        ("take me on a half hour stroll", 2400, False),
        ("2.5k loop from Union Square please", 2500, False),
    ],
)
def test_a_walk_that_is_wished_has_its_length(message: str, meters: int, running: bool) -> None:
    request = loop_request(message, None, [])
    assert request is not None
    assert request.plan is not None
    assert (request.action, request.plan.meters, request.plan.running) == ("find", meters, running)


@pytest.mark.parametrize(
    "message",
    [
        "coffee within a 10 minute walk",
        "a 10 minute walk from campus",
        "a 10 minute walk to bobst",
        "a 5 min walk, coffee",
        "where to go for a run",
        "walk by the water, nothing steep",
        "how long is the walk to kimmel",
        "running route to dumbo",
        "make it shorter",
        "skip the bakery",
        "save it",
    ],
)
def test_a_limit_a_way_and_what_goes_on_from_nothing_are_no_walk(message: str) -> None:
    assert loop_request(message, None, []) is None


@pytest.mark.parametrize(
    ("message", "meters"),
    [
        ("make it shorter", 2400),
        ("a bit longer please", 4256),
        ("20 minutes instead", 1600),
        ("make it 3k", 3000),
        ("twice as long", 6400),
        ("that's too far", 2400),
    ],
)
def test_its_length_is_changed(message: str, meters: int) -> None:
    request = loop_request(message, FOUND, [STOPS])
    assert request is not None
    assert request.plan is not None
    assert (request.plan.meters, request.plan.wish, request.plan.name) == (meters, FOUND.wish, "N")


@pytest.mark.parametrize(
    ("message", "wish"),
    [
        ("skip the bakery", "no bakery"),
        ("skip Levain", "no bakery"),
        ("without the second one", "no coffee"),
        ("add a bookstore", "and bookstore"),
        ("with a pizza place on the way", "and pizza place"),
        ("go past the river", "and river"),
    ],
)
def test_what_it_passes_is_changed(message: str, wish: str) -> None:
    request = loop_request(message, FOUND, [STOPS])
    assert request is not None
    assert request.plan is not None
    assert request.plan.wish == f"{FOUND.wish}; {wish}"


def test_another_stop_of_the_kind_leaves_out_the_one_shown() -> None:
    request = loop_request("a different bakery", FOUND, [STOPS])
    assert request is not None
    assert request.plan is not None
    assert (request.plan.skipped, request.plan.kept) == (("levain",), ("third-rail",))


@pytest.mark.parametrize(
    ("message", "start"),
    [("start from Bobst", "bobst"), ("from union square", "union square"), ("start at my dorm", HOME)],
)
def test_where_it_begins_is_changed(message: str, start: str) -> None:
    request = loop_request(message, FOUND, [STOPS])
    assert request is not None
    assert request.start == start


def test_a_fourth_stop_is_too_many() -> None:
    three = LoopPlan(3200, "past a bakery, a coffee and a bookstore", id="x")
    request = loop_request("add a pizza place", three, [STOPS])
    assert request is not None
    assert request.action == "full"


@pytest.mark.parametrize(
    ("message", "action"),
    [
        ("save it", "save"),
        ("save this walk", "save"),
        ("share it with my roommates", "share"),
        ("my saved walks", "list"),
    ],
)
def test_it_is_kept_and_shared(message: str, action: str) -> None:
    request = loop_request(message, FOUND, [STOPS])
    assert request is not None
    assert request.action == action


@pytest.mark.parametrize(
    "message", ["pizza", "something cheaper", "dinner near union square", "how do i get to the first one", "thanks"]
)
def test_what_is_about_something_else_goes_on_from_no_walk(message: str) -> None:
    assert loop_request(message, FOUND, [STOPS]) is None
