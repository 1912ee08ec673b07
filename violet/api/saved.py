"""Saved places of the person who is logged in."""

from __future__ import annotations

from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from violet.api.schemas.cards import card_wire
from violet.api.schemas.saved import SavedAnswer, SavedOneAnswer, SavedPath, SavedQuery
from violet.api.support.callers import person_of_caller
from violet.api.support.documentation import SIGNED_IN, errors
from violet.api.support.guards import current_caller, signed_in
from violet.api.support.limits import limits
from violet.api.support.request_context import container
from violet.services.places import saved
from violet.services.places.cards import place_card
from violet.services.spending.allowance import allowance

saved_api = APIBlueprint(
    "saved",
    __name__,
    url_prefix="/saved",
    abp_tags=[Tag(name="saved places")],
    abp_security=SIGNED_IN,
    abp_responses=errors(400, 401, 403, 429, 503),
)


@saved_api.get("", responses={200: SavedAnswer}, operation_id="listSavedPlaces")
@signed_in
@limits.quick
def get_saved(query: SavedQuery) -> dict[str, Any]:
    """The places this person saved, the newest first."""
    finding, person = container().finding, person_of_caller(query.latitude, query.longitude)
    page = saved.saved_page(current_caller().account.id, cursor=query.cursor, limit=query.limit)
    with allowance(container().spending, person.spending_key):
        cards = saved.cards_of(finding, page.saved, person)
    kept = [
        {"place_id": one.place_id, "name": one.name, "saved_at": one.saved_at.astimezone(finding.here.zone)}
        for one in page.saved
    ]
    return {"saved": kept, "places": [card_wire(card) for card in cards], "next": page.next}


@saved_api.put("/<place_id>", responses={200: SavedOneAnswer, **errors(404, 409)}, operation_id="savePlace")
@signed_in
@limits.quick
def put_saved(path: SavedPath) -> dict[str, Any]:
    """Save a place, by the `place_id` of its card. Saving it again changes nothing."""
    person = person_of_caller()
    with allowance(container().spending, person.spending_key):
        place = saved.find_place(container().finding, path.place_id)
    saved.save(current_caller().account.id, place, now=container().clock())
    card = place_card(place, None, person.now)
    return {"saved": True, "place_id": place.id, "place": card_wire(card)}


@saved_api.delete("/<place_id>", responses={200: SavedOneAnswer, **errors(404)}, operation_id="removeSavedPlace")
@signed_in
def delete_saved(path: SavedPath) -> dict[str, Any]:
    """Save it no more."""
    saved.unsave(current_caller().account.id, path.place_id)
    return {"saved": False, "place_id": path.place_id, "place": None}
