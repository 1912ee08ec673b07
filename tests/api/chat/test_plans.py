"""An evening planned and changed over HTTP: open stops in walking order, with times, and back by when it was said."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from tests.api.chat.conftest import NEW_YORK, WASHINGTON_SQUARE, Clock, Device, MakeDevice, ids
from tests.conftest import make_settings
from violet.campus.schema import GuidePlace
from violet.domain.geo import estimate_walk
from violet.domain.opening_hours import open_throughout
from violet.settings import Settings

Campus = dict[str, GuidePlace]
QUESTION = "plan my evening: dinner then jazz, back by 11"
ELEVEN = datetime(2026, 11, 20, 23, 0, tzinfo=NEW_YORK)
LEAST_USD = {None: 0, 1: 0, 2: 15, 3: 30, 4: 60}


@pytest.fixture
def settings(sqlite_database: str) -> Settings:
    return make_settings(database_url=sqlite_database)


@pytest.fixture
def phone(device: MakeDevice, clock: Clock) -> Device:
    """Somebody at Washington Square on a Friday at half past five."""
    clock.set("2026-11-20 17:30")
    return device(WASHINGTON_SQUARE)


def _plan(phone: Device, message: str) -> dict[str, Any]:
    """The answer, once what holds for every plan is seen to hold for it."""
    answer = phone.say(message, at_most=4)
    assert answer["intent"] == "plan"
    stops = answer["itinerary"]["stops"]
    assert ids(answer) == [stop["place_id"] for stop in stops]
    assert answer["itinerary"]["total_walk_minutes"] == sum(stop["walk_minutes"] for stop in stops)
    for stop in stops:
        assert stop["name"] in answer["reply"]
    return answer


def _times(answer: dict[str, Any]) -> list[tuple[datetime, datetime]]:
    stops = answer["itinerary"]["stops"]
    return [(_moment(stop["arrive"]), _moment(stop["leave"])) for stop in stops]


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(NEW_YORK)


def _serves(places: list[GuidePlace], *wanted: set[str]) -> bool:
    return len(places) == len(wanted) and all(
        kinds.intersection(place.kinds) for place, kinds in zip(places, wanted, strict=True)
    )


def test_dinner_then_jazz_back_by_eleven(phone: Device, guide: Campus):
    answer = _plan(phone, QUESTION)
    places = [guide[place_id] for place_id in ids(answer)]
    assert _serves(places, {"restaurant"}, {"live_music"})
    times = _times(answer)
    for place, (arrive, leave) in zip(places, times, strict=True):
        assert arrive < leave
        assert open_throughout(place.opening_hours, arrive, leave) is not False
    stops = answer["itinerary"]["stops"]
    for (_, left), (arrived, _), before, after, stop in zip(
        times, times[1:], places, places[1:], stops[1:], strict=False
    ):
        assert stop["walk_minutes"] == estimate_walk(before.location, after.location).minutes
        assert arrived - left == timedelta(minutes=stop["walk_minutes"])
    assert times[0][0] >= datetime(2026, 11, 20, 17, 30, tzinfo=NEW_YORK)
    assert times[-1][1] <= ELEVEN
    assert "6 PM" in answer["reply"]
    assert f"about {answer['itinerary']['total_walk_minutes']} minutes on foot in all" in answer["reply"]


def test_skip_the_bar_then_later(phone: Device, guide: Campus):
    whole = _plan(phone, "plan my evening: dinner, jazz, then a bar, back by 11")
    assert _serves([guide[place_id] for place_id in ids(whole)], {"restaurant"}, {"live_music"}, {"bar", "pub"})

    shorter = _plan(phone, "skip the bar")
    assert ids(shorter) == ids(whole)[:2]
    assert _times(shorter) == _times(whole)[:2]

    later = _plan(phone, "later")
    assert _serves([guide[place_id] for place_id in ids(later)], {"restaurant"}, {"live_music"})
    assert _times(later)[0][0] - _times(shorter)[0][0] == timedelta(hours=1)
    assert _times(later)[-1][1] <= ELEVEN


@pytest.mark.parametrize(
    ("message", "at"), [("swap the first stop", 0), ("something else for the last one", 1), ("swap the dinner", 0)]
)
def test_one_stop_is_swapped_and_the_other_stays(phone: Device, guide: Campus, message: str, at: int):
    """As often as it is asked, and never for one that was there before."""
    seen = [ids(_plan(phone, QUESTION))]
    for _ in range(2):
        answer = _plan(phone, message)
        assert ids(answer)[1 - at] == seen[-1][1 - at]
        assert ids(answer)[at] not in {before[at] for before in seen}
        assert _serves([guide[place_id] for place_id in ids(answer)], {"restaurant"}, {"live_music"})
        seen.append(ids(answer))


def test_a_changed_plan_is_not_announced_as_before(phone: Device):
    replies = [_plan(phone, message)["reply"] for message in (QUESTION, "swap the first stop", "earlier", "add a bar")]
    assert len({tuple(reply.split()[:2]) for reply in replies}) == len(replies)


def test_a_stop_is_added_at_the_end(phone: Device, guide: Campus):
    before = _plan(phone, QUESTION)
    after = _plan(phone, "add a bar")
    assert len(ids(after)) == len(ids(before)) + 1
    assert {"bar", "pub", "cocktail_bar"}.intersection(guide[ids(after)[-1]].kinds)


def test_a_plan_keeps_to_its_budget(phone: Device, guide: Campus):
    """One that all stops together keep, not each of them; without it more is spent."""
    free = _plan(phone, "plan my evening: dinner then drinks")
    bound = _plan(phone, "plan my evening: dinner then drinks under $15")
    spent = [sum(LEAST_USD[guide[place_id].price_level] for place_id in ids(answer)) for answer in (free, bound)]
    assert spent[1] <= 15 < spent[0]


@pytest.mark.parametrize("message", ["plan my evening", "plan my saturday", "make me a plan for tomorrow afternoon"])
def test_a_plan_with_nothing_wished_for_has_two_to_four_stops(phone: Device, guide: Campus, message: str):
    answer = _plan(phone, message)
    assert 2 <= len(ids(answer)) <= 4
    for place_id, (arrive, leave) in zip(ids(answer), _times(answer), strict=True):
        assert open_throughout(guide[place_id].opening_hours, arrive, leave) is not False
    assert all(left <= arrived for (_, left), (arrived, _) in pairwise(_times(answer)))


def test_what_cannot_be_fitted_in_is_said(phone: Device, clock: Clock):
    clock.set("2026-11-20 22:00")
    answer = phone.say("plan my night: dinner then jazz, back by 11", at_most=4)
    assert answer["places"] == []
    assert "couldn't fit that in between 10 PM and 11 PM" in answer["reply"]
