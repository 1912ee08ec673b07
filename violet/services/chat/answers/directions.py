"""The way to one place: routed, on the campus's own streets where no routes provider can."""

from __future__ import annotations

from dataclasses import asdict, replace

from violet.domain.cards import Card
from violet.domain.geo import LatLng, Route, TravelMode
from violet.domain.intent import Near
from violet.domain.maps import distance_words
from violet.domain.minutes import minutes_words
from violet.domain.places import Place
from violet.ports import ProviderError
from violet.services.chat.answers.base import event_of, grounds_for, home_of, photo_urls, setting_out, subject_of
from violet.services.chat.parts.grounds import Grounds
from violet.services.chat.parts.turn_parts import Answer, Turn
from violet.services.chat.replies.transit_words import NO_TIMETABLE, Riding, WayEnd, riding
from violet.services.chat.replies.wording import joined
from violet.services.places.cards import place_card
from violet.services.places.recommend import recommend
from violet.services.places.riding import FAR_MINUTES
from violet.services.places.stations import named, stations_near
from violet.services.walks.known import known_words
from violet.services.walks.wishes import preferences_in, wants_quiet
from violet.understanding.reading.lexicon import normalise

# "The nearest subway", "closest station to Bobst": stations are asked for, not the way.
ASKS_STATIONS = frozenset({"asks_station", "nearest"})
MAX_STATIONS = 3


def answer_directions(turn: Turn) -> Answer:
    if turn.intent.forms >= ASKS_STATIONS:
        return _stations(turn)
    place = _event_place(turn) or subject_of(turn) or _area(turn) or _nearest(turn)
    if place is None and _is_about_home(turn):
        place = _home(turn)
    if place is None:
        unknown = known_words(None, preferences_in(turn.message), quiet=wants_quiet(turn.message))
        return Answer(template=f"{_ask_where(turn)} {unknown}".strip())
    turn, origin, owned_up = setting_out(turn)
    rides = turn.intent.constraints.transit or turn.person.preferences.commute_preference == "transit"
    mode: TravelMode = "transit" if rides else "walking"
    prefer = preferences_in(turn.message, to=place.name)
    quiet = wants_quiet(turn.message, to=place.name)
    wished = (bool(prefer) or quiet) and mode == "walking"
    fitting = turn.ports.finding.surroundings.walks.preferred(origin, place.location, prefer) if wished else None
    route, degraded = (fitting[0], ()) if fitting else _route(turn, origin, place.location, mode)
    known = f"{owned_up} {known_words(fitting[1] if fitting else None, prefer, quiet=quiet)}".strip()
    leg = route.leg if route.mode == "walking" else None
    card = place_card(place, leg, turn.person.now, photo_url=photo_urls(turn.ports))
    ends = WayEnd(origin, _start_name(turn)), WayEnd(place.location, place.name)
    ride = riding(turn.ports.finding, *ends, far=_is_far(route)) if _wants_ride(turn, route) else Riding("")
    words = f"{_words(turn, card, route, ride.words)} {known}".strip()
    way = {"mode": route.mode, "minutes": route.leg.minutes, "polyline": route.polyline}
    return Answer(
        template=words,
        cards=(card,),
        grounds=replace(grounds_for(turn, (card,)), facts=tuple(filter(None, (ride.words, known)))),
        degraded=degraded,
        extra={"directions": way, **ride.extra},
    )


def _stations(turn: Turn) -> Answer:
    """The stations near the place named, or near the person."""
    near = _area(turn) or subject_of(turn)
    at = near.location if near is not None else turn.person.location or turn.ports.here.home
    finding = turn.ports.finding
    found = stations_near(finding.sources, finding.surroundings.walks, at)[:MAX_STATIONS]
    if not found:
        return Answer(template="I don't know the stations around there. The map shows them with their lines.")
    names = joined([f"{named(one)}, {minutes_words(one.minutes)} on foot" for one in found])
    to = f" to {near.name}" if near is not None else ""
    words = f"The nearest station{to} is {names}." if len(found) == 1 else f"The nearest stations{to}: {names}."
    return Answer(
        template=f"{words} {NO_TIMETABLE}",
        grounds=Grounds(facts=(words,)),
        extra={"stations": [asdict(one) for one in found]},
    )


def _is_about_home(turn: Turn) -> bool:
    return "home" in normalise(turn.message).replace("?", " ").split()


def _home(turn: Turn) -> Place | None:
    """Where the person lives, as a place to go to."""
    home = home_of(turn)
    return Place(provider="profile", id="home", name="Home", location=home) if home is not None else None


def _ask_where(turn: Turn) -> str:
    near = turn.intent.constraints.near
    if near is not None and not _is_about_home(turn):
        return f"I don't know where {near.name} is. Tell me a street or a building near it and I'll show you the way."
    if not _is_about_home(turn):
        return "I'm not sure which place you mean. Tell me its name and I'll show you the way."
    if turn.person.home_address is None:
        return "I don't know where you live. Save your home address in your profile and I'll show you the way."
    return "I can't find your home address on the map. Tell me a street corner near it and I'll show you the way."


def _event_place(turn: Turn) -> Place | None:
    """Where an event of an earlier card takes place."""
    event = event_of(turn.ports, turn.intent.reference) if turn.intent.reference else None
    if event is None or event.location is None:
        return None
    return Place(event.source, str(event.id), event.title, event.location, address=event.address or event.venue)


def _nearest(turn: Turn) -> Place | None:
    """The nearest of the places that fit, where the way to a kind of place is asked: "how do I get to a bookstore"."""
    if not turn.intent.categories:
        return None
    found = recommend(turn.ports.finding, turn.intent, turn.person).ranked
    nearest = min(found, key=lambda ranked: ranked.candidate.leg.seconds, default=None)
    return nearest.candidate.place if nearest else None


def _area(turn: Turn) -> Place | None:
    """A campus or neighborhood as a place to walk to."""
    near = Near(turn.intent.named) if turn.intent.named else turn.intent.constraints.near
    if near is None:
        return None
    try:
        found = turn.ports.finding.surroundings.geocoder.geocode(
            near.name, turn.person.location or turn.ports.here.home
        )
    except ProviderError:
        return None
    if found is None:
        return None
    return Place(provider="map", id=found.name.casefold().replace(" ", "-"), name=found.name, location=found.location)


def _route(turn: Turn, origin: LatLng, target: LatLng, mode: TravelMode) -> tuple[Route, tuple[str, ...]]:
    try:
        return turn.ports.finding.surroundings.routes.route(origin, target, mode), ()
    except ProviderError:
        return turn.ports.finding.surroundings.walks.route(origin, target, "walking"), ("routes",)


def _asks_transit(turn: Turn) -> bool:
    return turn.intent.constraints.transit or bool(turn.intent.forms & {"asks_transit", "no_car"})


def _is_far(route: Route) -> bool:
    return route.leg.minutes > FAR_MINUTES


def _wants_ride(turn: Turn, route: Route) -> bool:
    """Whether it is a way to ride rather than to walk, or a ride is asked for."""
    return route.mode == "walking" and (_is_far(route) or _asks_transit(turn))


def _start_name(turn: Turn) -> str:
    """What the start is called after "near"."""
    if turn.intent.start is not None:
        return turn.intent.start.name
    return "you" if turn.person.location else turn.ports.here.campus.sites[0].name


def _words(turn: Turn, card: Card, route: Route, ride: str) -> str:
    minutes = minutes_words(route.leg.minutes)
    way = "on foot" if route.mode == "walking" else "by transit"
    about = "about " if route.leg.estimated else ""
    start = "" if turn.person.location else f" from {turn.ports.here.campus.sites[0].name}"
    address = f" It's at {card.address}." if card.address else ""
    warnings = " ".join(route.warnings)
    distance = distance_words(route.leg.meters, turn.ports.here.campus.units)
    warnings = f"{ride} {warnings}".strip()
    if turn.intent.start is not None:
        return (
            f"From {turn.intent.start.name} to {card.name} it is {about}{minutes} {way}, {distance}. {warnings}".strip()
        )
    return (
        f"{card.name} is {about}{minutes} {way}{start}, {distance}.{address} "
        f"Tap the card's map link for the way. {warnings}"
    ).strip()
