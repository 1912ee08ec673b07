"""What each field of the schema is: the same use cases that the other routes ask, for the same caller and campus."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from violet.api.support.guards import caller_if_known
from violet.api.support.request_context import container, server
from violet.campus.campus import Campus
from violet.campus.documents import GuideData
from violet.domain.events import EventItem, EventQuery
from violet.domain.geo import LatLng
from violet.domain.opening_hours import is_open
from violet.domain.places import Place, PlaceQuery
from violet.errors import BadInput, NotFound, Unauthorized
from violet.ports import ProviderError
from violet.services.accounts.sessions import Caller
from violet.services.events import attendance, catalog
from violet.services.places.saved import saved_page

MAX_LIMIT: Final = 50
MAX_RADIUS_M: Final = 50_000
MAX_TEXT: Final = 300

Resolver = Callable[..., Any]


def resolvers() -> Mapping[str, Mapping[str, Resolver]]:
    """Type -> field -> resolver. Other fields are keys of what their parent answered."""
    return {
        "Query": {
            "campuses": lambda _root, _info: [_campus(campus) for campus in server().campuses.values()],
            "campus": lambda _root, _info: _campus(container().campus),
            "places": _places,
            "place": lambda _root, _info, id: _place_of(id),
            "events": _events,
            "event": _event_of,
            "guides": lambda _root, _info: [_guide(guide) for guide in container().campus.guides],
            "guide": _guide_of,
            "me": _me,
        },
        "Me": {"saved": _saved, "events": _attending},
        "GuideEntry": {"place": lambda entry, _info: _place_of(entry["placeId"])},
    }


def _places(_root: object, _info: object, **asked: Any) -> list[dict[str, Any]]:
    here, near = container().here, asked.get("near")
    query = PlaceQuery(
        _point_of(near) if near is not None else here.home,
        kinds=tuple(asked.get("kinds") or ()),
        radius_m=max(1, min(asked["radiusM"], MAX_RADIUS_M)),
        limit=_clamped(asked["limit"]),
    )
    return [_place(place, here.now()) for place in container().guide_places.search(query)]


def _place_of(place_id: str) -> dict[str, Any] | None:
    try:
        return _place(container().guide_places.details(place_id), container().here.now())
    except ProviderError:
        return None


def _events(_root: object, _info: object, **asked: Any) -> dict[str, Any]:
    text = asked.get("text")
    query = EventQuery(
        text=text[:MAX_TEXT] if text else None,
        starts=_moment(asked.get("starts"), "starts"),
        ends=_moment(asked.get("ends"), "ends"),
        categories=tuple(asked.get("categories") or ()),
        free=asked.get("free"),
        limit=_clamped(asked["limit"]),
        after=asked.get("after"),
    )
    page = catalog.search(container().events, query)
    return {"events": [_event(listed.item) for listed in page.events], "next": page.next}


def _event_of(_root: object, _info: object, *, id: str) -> dict[str, Any] | None:
    try:
        return _event(catalog.one_event(container().events, int(id)).item) if id.isdecimal() else None
    except (NotFound, OverflowError):
        return None


def _guide_of(_root: object, _info: object, *, slug: str) -> dict[str, Any] | None:
    return next((_guide(guide) for guide in container().campus.guides if guide.slug == slug), None)


def _me(_root: object, _info: object) -> dict[str, Any]:
    account = _caller().account
    return {"id": account.id, "email": account.email, "firstName": account.first_name}


def _saved(_me: object, _info: object, *, limit: int = 20, cursor: str | None = None) -> dict[str, Any]:
    page = saved_page(_caller().account.id, cursor=cursor, limit=_clamped(limit))
    rows = [
        {
            "placeId": one.place_id,
            "name": one.name,
            "savedAt": one.saved_at.astimezone(container().here.zone).isoformat(),
        }
        for one in page.saved
    ]
    return {"saved": rows, "next": page.next}


def _attending(_me: object, _info: object) -> list[dict[str, Any]]:
    here = container().here
    mine = attendance.mine(_caller().account.id, here.clock(), here.zone, server().zones)
    return [
        {
            "status": one.status,
            "remindAt": one.remind_at.astimezone(here.zone).isoformat() if one.remind_at else None,
            "event": _event(one.item),
        }
        for one in mine
        if one.item is not None
    ]


def _caller() -> Caller:
    caller = caller_if_known()
    if caller is None:
        raise Unauthorized
    return caller


def _campus(campus: Campus) -> dict[str, Any]:
    fields = ("id", "name", "city", "timezone", "country", "units")
    own = {name: getattr(campus, name) for name in fields}
    return own | {"languages": list(campus.languages), "location": _point(campus.home)}


def _place(place: Place, now: datetime) -> dict[str, Any]:
    return {
        "id": place.id, "name": place.name, "address": place.address, "location": _point(place.location),
        "kinds": list(place.kinds), "cuisines": list(place.cuisines), "about": place.about, "website": place.website,
        "priceLevel": place.price_level, "openingHours": place.opening_hours,
        "openNow": is_open(place.opening_hours, now, place.location), "asOf": place.as_of,
        "tags": sorted(tag for tag, has in place.tags.items() if has),
        "diets": sorted(diet for diet, serves in place.diets.items() if serves),
    }  # fmt: skip


def _event(item: EventItem) -> dict[str, Any]:
    return {
        "id": item.id, "source": item.source, "title": item.title, "start": item.start.isoformat(),
        "end": item.end.isoformat() if item.end else None, "allDay": item.all_day, "venue": item.venue,
        "address": item.address, "location": _point(item.location) if item.location else None,
        "categories": list(item.categories), "free": item.free, "price": item.price,
        "description": item.description, "organizer": item.organizer, "url": item.url, "image": item.image,
    }  # fmt: skip


def _guide(guide: GuideData) -> dict[str, Any]:
    entries = [{"placeId": entry.place_id, "words": entry.words} for entry in guide.places]
    return {"slug": guide.slug, "title": guide.title, "about": guide.about, "places": entries}


def _point(at: LatLng) -> dict[str, float]:
    return {"lat": at.lat, "lng": at.lng}


def _point_of(given: Mapping[str, float]) -> LatLng:
    lat, lng = given["lat"], given["lng"]
    if not (-90 <= lat <= 90 and -180 <= lng <= 180):
        raise BadInput("near: lat has to be -90 to 90, lng -180 to 180.", field="near")
    return LatLng(lat, lng)


def _moment(text: str | None, field: str) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or not 1900 <= moment.year <= 2200:
        raise BadInput(f"{field}: has to be ISO 8601 with an offset.", field=field)
    return moment


def _clamped(limit: int) -> int:
    return max(1, min(limit, MAX_LIMIT))
