"""Announcements made uniform."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from violet.campus.loader import default_campus
from violet.domain.announcements import Event, RejectedItem, Rejection
from violet.domain.geo import LatLng
from violet.services.events.classify import categories_of, price_of
from violet.services.events.intake.normalize import ASSUMED_LENGTH, NormalEvent, Normalizer
from violet.services.events.intake.plain_text import MAX_DESCRIPTION_CHARS, line, plain
from violet.services.events.venues import Venues
from violet.services.places.cards import stable_id

START = datetime(2026, 11, 24, 23, 0, tzinfo=UTC)
EVENT = Event(source="nyu_engage", source_id="1", title="Open Mic Night", start=START, end=START + timedelta(hours=2))


@pytest.fixture(scope="module")
def normalizer() -> Normalizer:
    guide = default_campus()
    return Normalizer(guide, Venues(guide))


def normal(normalizer: Normalizer, event: Event) -> NormalEvent:
    found = normalizer.normalize(event)
    assert isinstance(found, NormalEvent)
    return found


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("<p>Free bagels &amp; coffee.</p>", "Free bagels & coffee."),
        ("Makers &#8217; Market &#038; Music", "Makers ’ Market & Music"),
        ("&amp;lt;b&amp;gt;bold&amp;lt;/b&amp;gt;", "bold"),
        ("a<script>alert(1)</script>b", "ab"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;ok", "ok"),
        ("&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;ok", "ok"),
        ("<style>p{}</style><p>one</p><p>two<br>three</p>", "one\ntwo\nthree"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ('<img src=x onerror="alert(1)">hi', "hi"),
        ("\u202eevil\u0000\u200b text\u2066", "evil text"),
        ("  lots \t of\n\n\n space  ", "lots of\nspace"),
        ("<p></p>", None),
        (None, None),
    ],
)
def test_text_is_made_plain(written: str | None, expected: str | None) -> None:
    assert plain(written) == expected


def test_text_is_no_longer_than_anybody_reads() -> None:
    text = plain("word " * 5000)
    assert text is not None
    assert len(text) <= MAX_DESCRIPTION_CHARS
    assert text.endswith("word…")
    assert line("one\ntwo") == "one two"


def test_an_event_gets_its_place(normalizer: Normalizer) -> None:
    found = normal(normalizer, replace(EVENT, venue="Kimmel 802"))
    assert found.venue == "Kimmel Center for University Life, room 802"
    assert found.place_id == "kimmel-center"
    assert found.address == "60 Washington Square South, New York, NY 10012"
    assert found.lat == pytest.approx(40.7299, abs=0.001)


def test_a_position_of_its_own_wins_and_a_far_one_contradicts_the_name(normalizer: Normalizer) -> None:
    here = normal(normalizer, replace(EVENT, venue="Kimmel 802", location=LatLng(40.7300, -73.9979)))
    assert (here.lat, here.place_id) == (40.7300, "kimmel-center")
    brooklyn = normal(normalizer, replace(EVENT, venue="Kimmel 802", location=LatLng(40.6942, -73.9866)))
    assert (brooklyn.lat, brooklyn.place_id, brooklyn.venue) == (40.6942, None, "Kimmel 802")


def test_an_event_far_from_the_city_is_rejected(normalizer: Normalizer) -> None:
    shanghai = replace(EVENT, venue="1555 Century Avenue", location=LatLng(31.2267, 121.53))
    assert normalizer.normalize(shanghai) == RejectedItem(Rejection.TOO_FAR_AWAY, "1")
    online = normal(normalizer, replace(shanghai, venue="Online"))
    assert (online.online, online.venue, online.lat) == (True, "Online", None)


@pytest.mark.parametrize(
    "title", ["CANCELLED: Open Mic", "Canceled - Open Mic", "**Postponed** Open Mic", "(Cancelled) Open Mic"]
)
def test_a_title_can_cancel(normalizer: Normalizer, title: str) -> None:
    found = normal(normalizer, replace(EVENT, title=title))
    assert (found.cancelled, found.title) == (True, "Open Mic")


@pytest.mark.parametrize("title", ["", "<b></b>", "\u200b", "CANCELLED:"])
def test_a_title_has_to_say_something(normalizer: Normalizer, title: str) -> None:
    assert normalizer.normalize(replace(EVENT, title=title)) == RejectedItem(Rejection.NO_TITLE, "1")


def test_without_an_end_two_hours_are_assumed_and_not_told(normalizer: Normalizer) -> None:
    found = normal(normalizer, replace(EVENT, end=None))
    assert (found.ends_at, found.over_at) == (None, START + ASSUMED_LENGTH)


def test_the_id_is_the_cards_and_fits_javascript(normalizer: Normalizer) -> None:
    found = normal(normalizer, EVENT)
    assert found.id == stable_id("nyu_engage", "1") < 2**53
    assert found.fingerprint() == normal(normalizer, EVENT).fingerprint()
    assert found.fingerprint() != normal(normalizer, replace(EVENT, organizer="Slam!")).fingerprint()


@pytest.mark.parametrize(
    ("declared", "title", "expected"),
    [
        ((), "Jazz Jam Session", ("music", "jazz")),
        (("Farmers Market",), "Union Square Greenmarket", ("market", "food")),
        (("Arts", "Film"), "Movie Night: Spirited Away", ("film", "art")),
        (("market", "music", "free"), "Anything", ("market", "music")),
        (("Social", "Free Food"), "Study Break", ("food",)),
        ((), "Stand-Up Showcase", ("comedy",)),
        ((), "Partner appreciation", ()),
    ],
)
def test_categories(declared: tuple[str, ...], title: str, expected: tuple[str, ...]) -> None:
    assert set(categories_of(declared, title, None)) == set(expected)


@pytest.mark.parametrize(
    ("declared", "known", "title", "description", "benefits", "expected"),
    [
        ("Free", None, "x", None, (), (True, None)),
        ("$0", None, "x", None, (), (True, None)),
        ("$20 – $35", None, "x", None, (), (False, "$20 – $35")),
        (None, None, "Diwali", "Dinner. Tickets $10.", ("Free Food",), (False, "$10")),
        (None, None, "Movies", "Free admission with NYU ID.", (), (True, None)),
        (None, None, "Free Pizza", None, (), (True, None)),
        (None, None, "Free Style Rap Battle", None, (), (None, None)),
        (None, None, "Feel free to join", "Come.", (), (None, None)),
        (None, None, "Bagels", None, ("Free Food",), (True, None)),
        (None, None, "Concert", "Tickets required, no cover for members", (), (None, None)),
        (None, True, "Yoga", "Bring $5 for a mat", (), (True, None)),
        (None, None, "Lecture", None, (), (None, None)),
    ],
)
def test_price(declared, known, title, description, benefits, expected) -> None:
    assert price_of(declared, known, (title, description), benefits) == expected
