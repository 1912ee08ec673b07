"""What is asked of a provider: who wants to be inside is not sent to a park."""

from __future__ import annotations

from violet.domain.categories import Category
from violet.domain.intent import Constraints, Intent, IntentKind
from violet.services.places.asking import moved_indoors

OUTDOORS, CAFE = Category("outdoors"), Category("cafe")


def _intent(setting: str | None, **weights: float) -> Intent:
    categories = {Category(name): weight for name, weight in weights.items()}
    said = Constraints(setting="indoor") if setting == "indoor" else Constraints()
    return Intent(IntentKind.RECOMMEND, categories=categories, constraints=said)


def test_who_wants_to_be_inside_gets_where_one_sits_instead_of_parks() -> None:
    moved = moved_indoors(_intent("indoor", outdoors=1.0)).categories
    assert OUTDOORS not in moved
    assert moved == {Category(name): share for name, share in OUTDOORS.row.when_indoors.items()}


def test_what_is_inside_anyway_stays() -> None:
    assert moved_indoors(_intent("indoor", cafe=1.0)).categories == {CAFE: 1.0}
    assert moved_indoors(_intent(None, outdoors=1.0)).categories == {OUTDOORS: 1.0}
    assert moved_indoors(_intent("indoor")).categories == {}
