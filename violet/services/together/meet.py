"""Where a room can meet: every place near enough that will do for everybody, by how far each has to walk.

Positions go in and do not come out: an answer says minutes and places.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy import select

from violet.domain.cards import Card
from violet.domain.categories import anywhere_kinds, kinds_for
from violet.domain.fair_place import Fairness, fairest
from violet.domain.geo import LatLng, Leg, meters_between
from violet.domain.intent import Constraints, Intent
from violet.domain.places import Place, PlaceQuery
from violet.domain.preferences import NO_PREFERENCES, Preferences
from violet.errors import BadInput
from violet.models import RoomMemberRow, User
from violet.ports import ProviderError
from violet.services.accounts.documents import SETTING_DEFAULTS, complete
from violet.services.accounts.personalization import preferences_from_wire
from violet.services.places.around import FindingPorts
from violet.services.places.cards import place_card
from violet.services.places.photos import photo_url
from violet.services.ranking.candidates import Candidate, Request
from violet.services.ranking.constraints import checks_of, first_violated
from violet.services.ranking.cuisines import serves_any
from violet.services.spending.allowance import SpendingPorts, allowance
from violet.services.together import positions, rooms
from violet.services.together.together_ports import TogetherPorts
from violet.services.working.database import reading
from violet.understanding.acts.meaning import Meaning
from violet.understanding.acts.state import DialogueState
from violet.understanding.reading.gazetteer import Gazetteer
from violet.understanding.understand import understand

MAX_PLACES = 5
MAX_CANDIDATES = 1000
# Around the middle of the members: as far as the farthest of them, and this much more.
MARGIN_M, MAX_RADIUS_M = 800, 5000
# Members farther apart do not meet on foot.
MAX_APART_M = 20_000


@dataclass(frozen=True, slots=True)
class MeetPorts:
    together: TogetherPorts
    finding: FindingPorts
    meaning: Meaning
    gazetteer: Gazetteer
    spending: SpendingPorts


@dataclass(frozen=True, slots=True)
class FairPlace:
    """`minutes` on foot by member."""

    card: Card
    minutes: Mapping[int, int]
    fairness: Fairness


@dataclass(frozen=True, slots=True)
class Meeting:
    """The fairest places first; `without` are members whose position nobody knows."""

    places: tuple[FairPlace, ...]
    without: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Member:
    id: int
    location: LatLng
    request: Request


def meet(ports: MeetPorts, user_id: int, room_id: str, wish: str, *, who: str | None) -> Meeting:
    """Raises NotFound where the person is not in the room, BadInput where the members are too far apart to walk."""
    room = rooms.get(ports.together, user_id, room_id)
    known = {one.member_id: one.location for one in positions.of_room(ports.together, room_id)}
    without = tuple(sorted(member.id for member in room.members if member.id not in known))
    if not known:
        return Meeting((), without)
    intent = _intent(ports, wish)
    members = _members(ports, known, intent.constraints)
    center = _middle([member.location for member in members])
    reach = max(meters_between(center, member.location) for member in members)
    if reach > MAX_APART_M:
        raise BadInput("wish: You are too far apart to meet on foot.", field="wish")
    places = _wanted(_places(ports, intent, center, reach, who), intent.constraints)
    return Meeting(_fairest(ports, members, places), without)


def _fairest(ports: MeetPorts, members: Sequence[_Member], places: Sequence[Place]) -> tuple[FairPlace, ...]:
    """Of the places that no member's constraints rule out."""
    walks = ports.finding.surroundings.walks
    spots = [place.location for place in places]
    legs = [walks.walks(member.location, spots) for member in members]
    checks = [checks_of(member.request) for member in members]

    def will_do(number: int, place: Place) -> bool:
        return all(
            first_violated(Candidate(place, leg[number]), member.request, check) is None
            for member, leg, check in zip(members, legs, checks, strict=True)
        )

    chosen = {_key(place): number for number, place in enumerate(places) if will_do(number, place)}
    minutes = {key: [leg[number].minutes for leg in legs] for key, number in chosen.items()}
    best = fairest(minutes, MAX_PLACES)
    return tuple(_fair_place(ports, members, places[chosen[key]], minutes[key]) for key in best)


def _fair_place(ports: MeetPorts, members: Sequence[_Member], place: Place, minutes: Sequence[int]) -> FairPlace:
    """The card has no walk of its own: it is nobody's in particular."""
    here = ports.finding.here
    nobodys: Leg | None = None
    card = place_card(place, nobodys, here.now(), photo_url=partial(photo_url, here.settings))
    fairness = Fairness.of(minutes)
    own = {member.id: least for member, least in zip(members, minutes, strict=True)}
    return FairPlace(replace(card, why=(f"{fairness.worst} min at most",)), own, fairness)


def _intent(ports: MeetPorts, wish: str) -> Intent:
    state = DialogueState(now=ports.finding.here.now())
    return understand(wish, state, meaning=ports.meaning, gazetteer=ports.gazetteer)


def _members(ports: MeetPorts, known: Mapping[int, LatLng], constraints: Constraints) -> list[_Member]:
    """In the order of their ids, each with what must hold for them."""
    wishes = _preferences(sorted(known))
    now = ports.finding.here.now()
    # What is near a named place is searched there; nobody's walk is measured from it.
    said = replace(constraints, near=None)
    return [
        _Member(user_id, known[user_id], Request(at=now, constraints=said, preferences=wishes[user_id]))
        for user_id in sorted(known)
    ]


def _preferences(user_ids: Sequence[int]) -> dict[int, Preferences]:
    """What each told of themselves; nothing where they do not want it used."""
    inside = select(User.id, User.preferences, User.settings).where(
        User.id.in_(user_ids), User.id.in_(select(RoomMemberRow.user_id))
    )
    with reading() as connection:
        rows = connection.execute(inside).all()
    used = {row.id: complete(row.settings, SETTING_DEFAULTS)["use_preferences_for_personalization"] for row in rows}
    told = {row.id: preferences_from_wire(row.preferences) if used[row.id] else NO_PREFERENCES for row in rows}
    return {user_id: told.get(user_id, NO_PREFERENCES) for user_id in user_ids}


def _places(ports: MeetPorts, intent: Intent, center: LatLng, reach_m: float, who: str | None) -> list[Place]:
    near = intent.constraints.near
    if near is not None and near.location is not None:
        center, reach_m = near.location, 0.0
    query = PlaceQuery(
        near=center,
        kinds=kinds_for(intent.categories) or tuple(sorted(intent.constraints.kinds)) or anywhere_kinds(),
        text=" ".join([*sorted(intent.constraints.diets), *sorted(intent.constraints.cuisines)]) or None,
        radius_m=min(MAX_RADIUS_M, math.ceil(reach_m) + MARGIN_M),
        limit=MAX_CANDIDATES,
    )
    sources = ports.finding.sources
    try:
        with allowance(ports.spending, who):
            found = sources.facts.joined_with(sources.provider.search(query), ())
    except ProviderError:
        found = []
    return found or sources.guide.search(query)


def _wanted(places: Sequence[Place], constraints: Constraints) -> list[Place]:
    """Those that are what was asked for by name: a cuisine, a kind, a tag. Where none is known to be, all of them."""
    asked: list[Place] = [
        place
        for place in places
        if (not constraints.cuisines or serves_any(place, constraints.cuisines))
        and (not constraints.kinds or constraints.kinds.intersection(place.kinds))
        and all(place.tags.get(tag) for tag in constraints.tags)
    ]
    return asked or list(places)


def _middle(points: Sequence[LatLng]) -> LatLng:
    """The same for any order of the points."""
    return LatLng(
        math.fsum(point.lat for point in points) / len(points), math.fsum(point.lng for point in points) / len(points)
    )


def _key(place: Place) -> str:
    return f"{place.provider}:{place.id}"
