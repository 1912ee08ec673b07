"""The way to one place: routed where a routes provider is there, else the straight-line estimate."""

from __future__ import annotations

from violet.domain.cards import Card
from violet.domain.geo import LatLng, Route, TravelMode
from violet.domain.intent import Near
from violet.domain.maps import distance_words
from violet.domain.places import Place
from violet.ports import ProviderError
from violet.providers.estimated_routes import EstimatedRoutes
from violet.services.chat.answers.base import Answer, Turn, event_of, photo_urls, subject_of
from violet.services.chat.answers.places import grounds_for
from violet.services.places.cards import place_card
from violet.services.ranking.recommend import recommend


def answer_directions(turn: Turn) -> Answer:
    place = _event_place(turn) or subject_of(turn) or _area(turn) or _nearest(turn)
    if place is None:
        return Answer(
            template="I'm not sure which place you mean. Tell me its name and I'll show you the way.",
        )
    origin = turn.asker.location or turn.deps.home
    rides = turn.intent.constraints.transit or turn.asker.preferences.commute_preference == "transit"
    mode: TravelMode = "transit" if rides else "walking"
    route, degraded = _route(turn, origin, place.location, mode)
    leg = route.leg if route.mode == "walking" else None
    card = place_card(place, leg, turn.asker.now, photo_url=photo_urls(turn.deps))
    words = _words(turn, card, route)
    return Answer(
        template=words,
        cards=(card,),
        grounds=grounds_for(turn, (card,)),
        degraded=degraded,
        extra={"directions": {"mode": route.mode, "minutes": route.leg.minutes, "polyline": route.polyline}},
    )


def _event_place(turn: Turn) -> Place | None:
    """Where an event of an earlier card takes place."""
    event = event_of(turn.deps, turn.intent.reference) if turn.intent.reference else None
    if event is None or event.location is None:
        return None
    return Place(event.source, str(event.id), event.title, event.location, address=event.address or event.venue)


def _nearest(turn: Turn) -> Place | None:
    """The nearest of the places that fit, where the way to a kind of place is asked: "how do I get to a bookstore"."""
    if not turn.intent.categories:
        return None
    found = recommend(turn.deps, turn.intent, turn.asker).ranked
    nearest = min(found, key=lambda ranked: ranked.candidate.leg.seconds, default=None)
    return nearest.candidate.place if nearest else None


def _area(turn: Turn) -> Place | None:
    """A campus or neighborhood as a place to walk to."""
    near = Near(turn.intent.named) if turn.intent.named else turn.intent.constraints.near
    if near is None:
        return None
    try:
        found = turn.deps.geocoder.geocode(near.name, turn.asker.location or turn.deps.home)
    except ProviderError:
        return None
    if found is None:
        return None
    return Place(provider="map", id=found.name.casefold().replace(" ", "-"), name=found.name, location=found.location)


def _route(turn: Turn, origin: LatLng, target: LatLng, mode: TravelMode) -> tuple[Route, tuple[str, ...]]:
    try:
        return turn.deps.routes.route(origin, target, mode), ()
    except ProviderError:
        return EstimatedRoutes().route(origin, target, "walking"), ("routes",)


def _words(turn: Turn, card: Card, route: Route) -> str:
    minutes = f"{route.leg.minutes} minute{'s' if route.leg.minutes != 1 else ''}"
    way = "on foot" if route.mode == "walking" else "by transit"
    about = "about " if route.leg.estimated else ""
    start = "" if turn.asker.location else f" from {turn.deps.guide.campuses[0].name}"
    address = f" It's at {card.address}." if card.address else ""
    warnings = " ".join(route.warnings)
    return (
        f"{card.name} is {about}{minutes} {way}{start}, {distance_words(route.leg.meters)}.{address} "
        f"Tap the card's map link for the way. {warnings}"
    ).strip()
