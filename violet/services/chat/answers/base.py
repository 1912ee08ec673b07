"""What answers have in common: the place or event a turn is about, and what words may rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from violet.database import DATABASE_DOWN
from violet.domain.cards import Card
from violet.domain.events import EventItem
from violet.domain.geo import LatLng, meters_between
from violet.domain.intent import ShownCard
from violet.domain.minutes import minutes_words
from violet.domain.places import Place
from violet.ports import Failure, ProviderError
from violet.services.chat.parts.chat_ports import ChatPorts
from violet.services.chat.parts.grounds import Grounds
from violet.services.chat.parts.turn_parts import Turn
from violet.services.events.search import find_event
from violet.services.places.cards import PhotoUrl
from violet.services.places.photos import photo_url
from violet.services.ranking.reasons import clock


def photo_urls(ports: ChatPorts) -> PhotoUrl:
    """Makes the address of a card's photo from provider and reference."""
    return partial(photo_url, ports.here.settings)


def home_of(turn: Turn) -> LatLng | None:
    """Where the person lives; None where they have not said or the geocoder does not find it. It belongs on no card and
    in no words, which the conversation would keep."""
    if turn.person.home_address is None:
        return None
    near = turn.person.location or turn.ports.here.home
    try:
        found = turn.ports.finding.surroundings.geocoder.geocode(turn.person.home_address, near)
    except ProviderError:
        return None
    return found.location if found is not None and not found.of_street else None


def place_of(ports: ChatPorts, card: ShownCard) -> Place | None:
    """The place behind an earlier card, asked for again; None where its provider fails or has forgotten it."""
    sources = ports.finding.sources
    try:
        return sources.facts.add_to([sources.named(card.provider).details(card.id)])[0]
    except ProviderError:
        return None


def named_place(ports: ChatPorts, name: str, near: LatLng, *, with_hours: bool = False) -> Place | None:
    """The guide's place of that name, without what stands in brackets: the nearest where several share it, `with_hours`
    one with known hours rather than one without; None where the guide has none."""
    places = ports.here.campus.places
    from_guide = [place for place in places if name in (place.name, place.name.split(" (")[0], *place.aliases)]
    if not from_guide:
        return None
    exact = [place for place in from_guide if place.name == name] if "(" in name else []
    nearest = min(
        exact or from_guide,
        key=lambda place: (with_hours and place.opening_hours is None, meters_between(near, place.location)),
    )
    try:
        return ports.finding.sources.guide.details(nearest.id)
    except ProviderError as error:
        if error.failure is Failure.NOT_FOUND:
            return None
        raise


def event_of(ports: ChatPorts, card: ShownCard) -> EventItem | None:
    """The event behind an earlier card; None where the card is a place (only events have numbers for ids), or the
    event is over or cancelled."""
    if not card.id.isdigit():
        return None
    try:
        return find_event(ports.events, int(card.id))
    except DATABASE_DOWN:
        return None


def subject_of(turn: Turn) -> Place | None:
    """The place a detail or directions turn is about."""
    if turn.intent.reference is not None:
        return place_of(turn.ports, turn.intent.reference)
    if turn.intent.named is not None:
        here = turn.person.location or turn.ports.here.home
        return named_place(turn.ports, turn.intent.named, here, with_hours=turn.intent.aspect == "hours")
    return None


def setting_out(turn: Turn) -> tuple[Turn, LatLng, str]:
    """The turn, where its ways begin, and what has to be said where the start that was named is not known: they are
    from where the person is then."""
    here, begin = turn.person.location or turn.ports.here.home, turn.intent.start
    if begin is None or begin.location is not None:
        return turn, begin.location if begin is not None and begin.location is not None else here, ""
    try:
        found = turn.ports.finding.surroundings.geocoder.geocode(begin.name, here)
    except ProviderError:
        found = None
    if found is not None:
        start = replace(begin, name=found.name) if found.of_street else begin
        return replace(turn, intent=replace(turn.intent, start=start)), found.location, ""
    unsaid = replace(turn, intent=replace(turn.intent, start=None))
    return unsaid, here, f"I don't know where {begin.name} is, so this is from where you are."


def _campus_names(turn: Turn) -> tuple[str, ...]:
    """What may be said of the campus itself, whatever the cards are."""
    campus = turn.ports.here.campus
    names = tuple(site.name for site in campus.sites)
    return (*names, *campus.words.own, *campus.words.city, campus.persona.name, campus.persona.around)


def grounds_for(turn: Turn, cards: Sequence[Card], origin_name: str | None = None) -> Grounds:
    """What the words may be grounded on: the cards, where walks start, and the student's own words and limits."""
    names = tuple(name for name in (origin_name, *_campus_names(turn)) if name)
    constraints = turn.intent.constraints
    wishes = [turn.message]
    if constraints.max_price_usd is not None:
        wishes.append(f"${constraints.max_price_usd:g}")
    if constraints.max_walk_minutes is not None:
        wishes.append(minutes_words(constraints.max_walk_minutes))
    if constraints.open_at is not None:
        wishes.append(f"at {clock(constraints.open_at)}")
    return Grounds(cards=tuple(cards), names=names, wishes=tuple(wishes))
