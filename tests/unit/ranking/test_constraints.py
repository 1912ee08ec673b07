"""Each constraint on both sides of its bound: what is known to break it goes, what is not known stays."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.unit.ranking.test_features import NOW, candidate, request
from violet.domain.categories import Category
from violet.services.ranking.candidates import Candidate, Request
from violet.services.ranking.constraints import violation, violations

LUNCH = "Mo-Su 12:00-14:00"
AT_ONE = NOW + timedelta(hours=1)

ROWS: list[tuple[Candidate, Request, str | None]] = [
    (candidate(opening_hours=LUNCH), request(), None),
    (candidate(opening_hours=LUNCH, seconds=7260), request(), "closed"),
    (candidate(opening_hours=LUNCH, seconds=7260), request(open_required=False), None),
    (candidate(), request(), None),
    (candidate(open_now=False), request(), "closed"),
    (candidate(open_now=False), request(open_at=NOW + timedelta(hours=3)), None),
    (candidate(open_now=False), request(open_at=NOW + timedelta(minutes=59)), "closed"),
    (candidate(open_now=False), request(open_at=NOW + timedelta(hours=1)), None),
    (candidate(open_now=False, opening_hours=LUNCH), request(), None),
    (candidate(opening_hours=LUNCH), request(open_at=AT_ONE, open_minutes=60), None),
    (candidate(opening_hours=LUNCH), request(open_at=AT_ONE, open_minutes=61), "closed"),
    (candidate(), request(open_at=AT_ONE, open_minutes=61), None),
    (candidate(open_now=False), request(open_at=NOW, open_minutes=60), None),
    (candidate(seconds=600), request(max_walk_minutes=10), None),
    (candidate(seconds=601), request(max_walk_minutes=10), "walk"),
    (candidate(seconds=540), request(nearer_than_minutes=10), None),
    (candidate(seconds=600), request(nearer_than_minutes=10), "walk"),
    (candidate(price_level=1), request(max_price_usd=1.0), None),
    (candidate(price_level=2), request(max_price_usd=15.0), "price"),
    (candidate(price_level=2), request(max_price_usd=15.01), None),
    (candidate(price_level=4), request(max_price_usd=60.0), "price"),
    (candidate(), request(max_price_usd=1.0), None),
    (candidate(tags={"free": True}), request(max_price_usd=0.0), None),
    (candidate(price_level=2), request(budget_max=15.0), "price"),
    (candidate(price_level=2), request(budget_max=15.0, dearer_than=1), None),
    (candidate(price_level=2), request(cheaper_than=3), None),
    (candidate(price_level=3), request(cheaper_than=3), "price"),
    (candidate(price_level=4), request(cheaper_than=3), "price"),
    (candidate(), request(cheaper_than=3), "price"),
    (candidate(price_level=3), request(dearer_than=2), None),
    (candidate(price_level=2), request(dearer_than=2), "price"),
    (candidate(price_level=1), request(dearer_than=2), "price"),
    (candidate(), request(dearer_than=2), "price"),
    (candidate(tags={"free": True}), request(cheaper_than=1), None),
    (candidate(tags={"free": True}), request(dearer_than=0), "price"),
    (candidate(), request(excluded=frozenset({"guide:a"})), "already_shown"),
    (candidate(), request(excluded=frozenset({"guide:b"})), None),
    (candidate(diets={"vegan": False}), request(diets=frozenset({"vegan"})), "diet"),
    (candidate(diets={"vegan": True}), request(diets=frozenset({"vegan"})), None),
    (candidate(diets={"halal": False}), request(diets=frozenset({"vegan"})), None),
    (candidate(kinds=("bar", "cafe")), request(unwanted_kinds=frozenset({"cafe"})), "refused_kind"),
    (candidate(kinds=("bar", "pub", "cafe")), request(unwanted_kinds=frozenset({"cafe"})), None),
    (candidate(cuisines=("ramen",)), request(unwanted_cuisines=frozenset({"ramen"})), "refused_kind"),
    (candidate(), request(unwanted_categories=frozenset({Category("cafe")})), "refused_kind"),
    (candidate(kinds=("bakery",)), request(unwanted_categories=frozenset({Category("cafe")})), None),
    (candidate(name="Joe's Pizza"), request(unwanted_names=frozenset({"joe"})), "refused_kind"),
    (candidate(name="Not Joe's"), request(unwanted_names=frozenset({"ot"})), None),
    (candidate(name="Joe's (Broadway)"), request(unwanted_names=frozenset({"chain"})), "refused_kind"),
    (candidate(name="Joe's"), request(unwanted_names=frozenset({"chain"})), None),
    (candidate(about="Noodles by hand."), request(unwanted_words=frozenset({"noodle"})), "refused_kind"),
    (candidate(about="Canoodling allowed."), request(unwanted_words=frozenset({"noodle"})), None),
    (candidate(setting="indoor"), request(setting="outdoor"), "setting"),
    (candidate(setting="indoor", tags={"outdoor_seating": True}), request(setting="outdoor"), None),
    (candidate(setting="outdoor"), request(setting="indoor"), "setting"),
    (candidate(setting="both"), request(setting="indoor"), None),
    (candidate(), request(setting="outdoor"), None),
    (candidate(kinds=("park",)), request(setting="indoor"), "setting"),
    (candidate(tags={"quiet": False}), request(tags=frozenset({"quiet"})), "tag"),
    (candidate(), request(tags=frozenset({"quiet"})), None),
    (candidate(price_level=1), request(tags=frozenset({"free"})), "tag"),
    (candidate(tags={"alcohol": True}), request(unwanted_tags=frozenset({"alcohol"})), "refused_tag"),
    (candidate(tags={"alcohol": False}), request(unwanted_tags=frozenset({"alcohol"})), None),
]


@pytest.mark.parametrize(("one", "asked", "broken"), ROWS, ids=map(str, range(len(ROWS))))
def test_what_is_known_to_break_a_constraint_is_told_from_what_may_keep_it(
    one: Candidate, asked: Request, broken: str | None
) -> None:
    assert violation(one, asked) == broken
    assert violations(one, asked) == (() if broken is None else (broken,))


def test_all_that_is_broken_is_named_once_in_order() -> None:
    one = candidate(seconds=1200, price_level=3, tags={"quiet": False})
    asked = request(max_walk_minutes=10, max_price_usd=10.0, cheaper_than=2, tags=frozenset({"quiet"}))
    assert violations(one, asked) == ("walk", "price", "tag")
