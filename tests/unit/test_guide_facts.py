"""The guide's knowledge of places that another provider found."""

from __future__ import annotations

from violet.campus.loader import default_campus
from violet.domain.geo import LatLng
from violet.domain.places import Place
from violet.providers.campus_guide import as_place
from violet.services.places.guide_facts import GuideFacts

GUIDE = default_campus()
FACTS = GuideFacts(GUIDE)
BOBST = as_place(GUIDE.places_by_id["bobst-library"])


def _found(name: str, location: LatLng, **facts: object) -> Place:
    return Place(provider="google_places", id="ChIJx", name=name, location=location, kinds=("library",), **facts)  # type: ignore[arg-type]


def test_a_place_known_by_an_alias_gets_the_guides_tags() -> None:
    found = FACTS.add_to([_found("Bobst Library", LatLng(BOBST.location.lat + 0.0003, BOBST.location.lng))])[0]
    assert found.provider == "google_places"
    assert found.tags == BOBST.tags
    assert found.about == BOBST.about


def test_what_the_provider_says_wins() -> None:
    found = FACTS.add_to(
        [_found(BOBST.name, BOBST.location, tags={"quiet": False}, opening_hours="24/7", price_level=4)]
    )[0]
    assert found.tags["quiet"] is False
    assert (found.opening_hours, found.price_level) == ("24/7", 4)


def test_a_place_that_comes_again_changed_is_shown_as_it_is_now() -> None:
    before = _found(BOBST.name, BOBST.location, price_level=1)
    assert [FACTS.add_to([before])[0].price_level for _ in range(2)] == [1, 1]
    assert FACTS.add_to([_found(BOBST.name, BOBST.location, price_level=2)])[0].price_level == 2


def test_the_same_name_elsewhere_is_another_place() -> None:
    far = _found(BOBST.name, LatLng(BOBST.location.lat + 0.01, BOBST.location.lng))
    assert FACTS.add_to([far]) == [far]


def test_no_place_stands_twice_where_both_lists_have_it() -> None:
    joined = FACTS.joined_with([_found(BOBST.name, BOBST.location)], [BOBST, as_place(GUIDE.places[0])])
    assert [place.id for place in joined] == ["ChIJx", GUIDE.places[0].id]
