"""The same event from several sources."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from violet.domain.geo import LatLng
from violet.services.events.intake.merging import Announcement, merge

EIGHT = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
KIMMEL, JAY = LatLng(40.7299, -73.9979), LatLng(40.6928, -73.9876)
ONE = Announcement(
    id=1,
    source="nyu_engage",
    title="Open Mic Night",
    starts_at=EIGHT,
    place_id="kimmel-center",
    location=KIMMEL,
    venue="Kimmel 802",
    cancelled=False,
    filled=3,
)


def test_two_sources_of_one_event_are_shown_once() -> None:
    other = replace(ONE, id=2, source="nyu_calendar", title="Open Mic Night (Slam! at NYU)")
    assert merge([ONE, other]) == {2: 1}
    assert merge([other, ONE]) == {2: 1}


def test_a_few_minutes_and_small_words_make_no_difference() -> None:
    other = replace(
        ONE, id=2, source="nyu_calendar", title="The Open-Mic Night!", starts_at=EIGHT + timedelta(minutes=15)
    )
    assert merge([ONE, other]) == {2: 1}


def test_another_time_place_or_title_is_another_event() -> None:
    calendar = replace(ONE, id=2, source="nyu_calendar")
    assert merge([ONE, replace(calendar, starts_at=EIGHT + timedelta(minutes=31))]) == {}
    assert merge([ONE, replace(calendar, place_id="370-jay-street", location=JAY)]) == {}
    assert merge([ONE, replace(calendar, place_id=None, location=JAY)]) == {}
    assert merge([ONE, replace(calendar, title="Open House")]) == {}
    assert merge([ONE, replace(calendar, title="Night", place_id=None, location=None)]) == {}


def test_without_a_place_titles_must_agree_more() -> None:
    nowhere = replace(ONE, id=2, source="nyu_calendar", place_id=None, location=None, venue=None)
    assert merge([ONE, nowhere]) == {2: 1}
    assert merge([ONE, replace(nowhere, title="Open Mike Nights")]) == {}
    assert merge([ONE, replace(nowhere, title="Open Mike Nights", place_id="kimmel-center")]) == {2: 1}


def test_one_source_tells_its_own_events_apart_save_true_repeats() -> None:
    assert merge([ONE, replace(ONE, id=2, title="Open Mic Night B")]) == {}
    assert merge([ONE, replace(ONE, id=2)]) == {2: 1}


TRUST = ("nyu_engage", "nyu_calendar", "campus_guide")


def test_whom_to_believe() -> None:
    """A cancellation first; then who puts it on; then who knows more."""
    calendar = replace(ONE, id=2, source="nyu_calendar", filled=9)
    assert merge([ONE, calendar], trust=TRUST) == {2: 1}
    assert merge([ONE, replace(calendar, cancelled=True)], trust=TRUST) == {1: 2}
    guide = replace(ONE, id=3, source="campus_guide", filled=9)
    assert merge([guide, ONE, calendar], trust=TRUST) == {2: 1, 3: 1}
    feeds = [replace(ONE, id=4, source="ical_a", filled=1), replace(ONE, id=5, source="ical_b", filled=2)]
    assert merge(feeds, trust=TRUST) == {4: 5}


def test_a_crowd_at_one_moment_stays_apart() -> None:
    crowd = [replace(ONE, id=n, title=f"Workshop session number {n}", source=f"s{n % 3}") for n in range(3_000)]
    assert merge(crowd) == {}
