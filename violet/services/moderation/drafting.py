"""A draft out of what people said of a place: the place as it stands, with the change filled in where it can be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import select

from violet.domain.vocabulary import DIETS
from violet.errors import BadInput, Conflict
from violet.models import DocumentRow
from violet.services.content import editing, library
from violet.services.content.document import Document
from violet.services.content.editing import MovedOnError
from violet.services.working.database import reading
from violet.services.working.here import Here

PLACES = "places"
TRIES = 3


def draft_for(
    here: Here, place_id: str, reason: str | None, said: Sequence[Mapping[str, Any]], *, actor_id: int
) -> Document | None:
    """A new draft, or a new version of the document there is. None where nobody knows what the place is: it then takes
    somebody to write it down."""
    values = [each["value"] for each in reversed(said) if each.get("value") is not None]
    for change in (*(_change(reason, value) for value in values), _change(reason, None), {}):
        try:
            return _written(here, place_id, change, actor_id)
        except BadInput:  # what a student filled in is not always what it should be
            continue
    return None


def _written(here: Here, place_id: str, change: Mapping[str, Any], actor_id: int) -> Document:
    for _ in range(TRIES):
        document = _existing(here, place_id)
        try:
            if document is None:
                place = here.campus.places_by_id.get(place_id)
                data = _changed(editing.data_of(place) if place is not None else {}, change)
                return editing.create(here, PLACES, {**data, "id": place_id}, author_id=actor_id)
            data = _changed(document.shown_data, change)
            return editing.save(here, document, data, expected=document.version, author_id=actor_id)
        except (Conflict, MovedOnError):  # somebody else was quicker
            continue
    raise BadInput("That document changes all the time.", field="document")


def _changed(data: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """A diet that is put right leaves the others as they are."""
    diets = {**data.get("diets", {}), **change.get("diets", {})}
    return {**data, **change, **({"diets": diets} if diets else {})}


def _existing(here: Here, place_id: str) -> Document | None:
    mine = (DocumentRow.campus == here.campus.id, DocumentRow.kind == PLACES, DocumentRow.subject == place_id)
    with reading() as connection:
        document_id = connection.execute(select(DocumentRow.id).where(*mine)).scalar_one_or_none()
    return library.one(here, PLACES, document_id) if document_id is not None else None


def _change(reason: str | None, value: Any) -> dict[str, Any]:
    return CHANGES.get(reason or "", lambda value: {})(value)


def _hours(value: Any) -> dict[str, Any]:
    return {"opening_hours": value} if isinstance(value, str) else {}


def _position(value: Any) -> dict[str, Any]:
    return {"lat": value.get("lat"), "lng": value.get("lng")} if isinstance(value, Mapping) else {}


def _diets(value: Any) -> dict[str, Any]:
    """{"vegan": false}, or the name of a diet that it does have."""
    if isinstance(value, str) and value in DIETS:
        return {"diets": {value: True}}
    said = {diet: has for diet, has in value.items() if diet in DIETS} if isinstance(value, Mapping) else {}
    return {"diets": said} if said else {}


def _whole(value: Any) -> dict[str, Any]:
    return dict(value) if isinstance(value, Mapping) else {}


CHANGES: Mapping[str, Callable[[Any], dict[str, Any]]] = MappingProxyType(
    {
        "closed": lambda value: {"closed": True},
        "wrong_hours": _hours,
        "wrong_location": _position,
        "wrong_diet": _diets,
        "missing": _whole,
    }
)
