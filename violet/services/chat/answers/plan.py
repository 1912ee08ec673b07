"""Plans: an itinerary of two to four stops, in words and cards."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from violet.domain.cards import Card
from violet.domain.categories import eating_categories, kinds_for
from violet.domain.geo import LatLng, estimate_walk
from violet.domain.intent import IntentKind, StopWish
from violet.domain.minutes import minutes_words
from violet.domain.places import Place, PlaceQuery
from violet.domain.time_window import TimeWindow
from violet.domain.wall_clock import after
from violet.ports import ProviderError
from violet.services.chat.answers.base import grounds_for, photo_urls
from violet.services.chat.parts.turn_parts import Answer, Turn
from violet.services.chat.replies.wording import capitalized, first_clause, joined
from violet.services.places.cards import PhotoUrl, place_card
from violet.services.ranking.candidates import Candidate, Request
from violet.services.ranking.constraints import price_range
from violet.services.ranking.itinerary import Itinerary, Option, Stop, Trip, plan_itinerary
from violet.services.ranking.reasons import clock
from violet.services.ranking.scoring import Ranking, rank
from violet.understanding.dialogue.plans import MIN_STOPS

OPTIONS_PER_STOP = 10
SEARCH_RADIUS_M = 1800
ROUND_MINUTES = 5
OPENERS = (
    "Here's a plan for {when}.", "Then like this, for {when}.", "Now it goes like this, for {when}.",
    "Changed, for {when}.", "Once more, for {when}.", "So this, for {when}.", "Another version, for {when}.",
)  # fmt: skip


def answer_plan(turn: Turn) -> Answer:
    window = turn.intent.window
    assert window is not None
    center = _center(turn)
    places, degraded = _places(turn, center)
    wishes = [_options(turn, wish, places, center, window) for wish in turn.intent.stops]
    trip = _trip(turn, center, window)
    before = _as_before(turn, wishes)
    itinerary = _best(before, trip) or _best(wishes, trip)
    if itinerary is None and window.end_said:
        itinerary = _best(_shorter(before), trip) or _best(_shorter(wishes), trip)
    if itinerary is None:
        return Answer(template=_nothing_words(window), degraded=degraded)
    cards = _cards(itinerary, center, photo_urls(turn.ports))
    lines = [_line(stop, index) for index, stop in enumerate(itinerary.stops)]
    done, walked = clock(_round(itinerary.stops[-1].leave)), minutes_words(itinerary.total_walk_minutes)
    end = f"You'd be done by {done}, with about {walked} on foot in all."
    honest = _left_out(turn, itinerary) + _unchanged(turn, itinerary)
    template = " ".join([_opener(turn, window), *lines, end, *honest])
    grounds = grounds_for(turn, cards)
    return Answer(
        template=template,
        cards=cards,
        grounds=replace(grounds, facts=(*grounds.facts, template)),
        prompt_data={"itinerary": [*lines, end]},
        degraded=degraded,
        extra={"itinerary": _wire(itinerary)},
        ranking=Ranking(tuple(ranked for stop in itinerary.stops if (ranked := stop.option.ranked) is not None), ()),
    )


def _opener(turn: Turn, window: TimeWindow) -> str:
    """The first sentence: a plan that is changed is not announced as before."""
    plans = sum(record.intent.kind is IntentKind.PLAN for record in turn.conversation.turns)
    return OPENERS[plans % len(OPENERS)].format(when=_when(turn, window))


def _center(turn: Turn) -> LatLng:
    near = turn.intent.constraints.near
    if near is not None and near.location is not None:
        return near.location
    return turn.person.location or turn.ports.here.home


def _places(turn: Turn, center: LatLng) -> tuple[list[Place], tuple[str, ...]]:
    """One search for all stops; the guide's places join, so that no wish goes unanswered for want of results."""
    dishes = {cuisine for wish in turn.intent.stops for cuisine in wish.cuisines}
    categories = {wish.category for wish in turn.intent.stops}
    if dishes:  # bubble tea is sold by tea houses too
        categories |= eating_categories()
    kinds = kinds_for(dict.fromkeys(categories, 1.0))
    query = PlaceQuery(near=center, kinds=kinds, radius_m=SEARCH_RADIUS_M, limit=400)
    own = turn.ports.finding.sources.guide.search(query)
    if not turn.ports.finding.sources.has_upstreams:
        return own, ()
    try:
        found = turn.ports.finding.sources.provider.search(query)
    except ProviderError:
        return own, ("places",)
    return turn.ports.finding.sources.facts.joined_with(found, own), ()


def _options(turn: Turn, wish: StopWish, places: list[Place], center: LatLng, window: TimeWindow) -> list[Option]:
    """The best places for one step, whatever its time; opening hours are the itinerary's business."""
    constraints = replace(
        turn.intent.constraints, tags=wish.tags, cuisines=wish.cuisines, kinds=wish.kinds, max_price_usd=None
    )
    request = Request(
        at=window.start,
        categories={wish.category: 1.0},
        constraints=constraints,
        preferences=turn.person.preferences,
        open_required=False,
    )
    fitting = set(kinds_for({wish.category: 1.0}, least_fit=0.6))
    candidates = [
        Candidate(place, estimate_walk(center, place.location))
        for place in places
        if fitting.intersection(place.kinds[:1]) or (wish.cuisines and wish.cuisines.intersection(place.cuisines))
    ]
    ranked = rank(candidates, request, limit=OPTIONS_PER_STOP * 3).ranked
    wanted = [item for item in ranked if _has_wish(item.candidate.place, wish)] or list(ranked)
    wanted = [item for item in wanted if item.candidate.key not in turn.intent.excluded] or wanted
    return [
        Option(
            item.candidate.place,
            item.score,
            wish.category.row.plan_minutes,
            (price_range(item.candidate) or (0.0, 0.0))[0],
            item,
        )
        for item in wanted[:OPTIONS_PER_STOP]
    ]


def _left_out(turn: Turn, itinerary: Itinerary) -> list[str]:
    """What was wished for and did not fit in, by name."""
    left = turn.intent.stops[len(itinerary.stops) :]
    names = [next(iter(sorted(wish.cuisines)), wish.category.row.name) for wish in left]
    return [f"I couldn't fit in {joined(names)}."] if names else []


def _unchanged(turn: Turn, itinerary: Itinerary) -> list[str]:
    """Where "cheaper" or "swap the first stop" leaves the plan as it was, that is said."""
    plans = [record for record in turn.conversation.turns if record.intent.kind is IntentKind.PLAN]
    before = {card.id for record in plans[-1:] for card in record.cards}
    same = before == {stop.option.place.id for stop in itinerary.stops}
    if same and turn.intent.excluded:
        return ["I don't know another one that fits in there."]
    return ["I don't know of a cheaper way to do these."] if same and turn.intent.comparison == "cheaper" else []


def _as_before(turn: Turn, wishes: list[list[Option]]) -> list[list[Option]]:
    """The options with the stops of the plan made before alone where they still serve: who skips the bar keeps the
    dinner."""
    plans = [record for record in turn.conversation.turns if record.intent.kind is IntentKind.PLAN]
    kept = {card.id for record in plans[-1:] for card in record.cards}
    return [[option for option in options if option.place.id in kept] or options for options in wishes]


def _shorter(wishes: list[list[Option]]) -> list[list[Option]]:
    """The options with less time at each: who has to be back by eleven would rather leave early than stay at home."""
    return [[replace(option, stay_minutes=option.stay_minutes * 2 // 3) for option in options] for options in wishes]


def _has_wish(place: Place, wish: StopWish) -> bool:
    """Whether the place is known for what the step asks for, so that "ramen" is not any restaurant."""
    if wish.cuisines and not wish.cuisines.intersection(place.cuisines):
        return False
    if wish.kinds and not wish.kinds.intersection(place.kinds[:2]):
        return False
    return all(place.tags.get(tag) or tag in place.kinds for tag in wish.tags)


def _trip(turn: Turn, center: LatLng, window: TimeWindow) -> Trip:
    budget = turn.intent.constraints.max_price_usd
    if budget is None:
        budget = turn.person.preferences.budget_max
    return Trip(start=center, begin=window.start, end=window.end, budget_usd=budget)


def _best(wishes: list[list[Option]], trip: Trip) -> Itinerary | None:
    """All steps if they fit, else fewer, from the end; two at least (one where only one is wished for)."""
    for count in range(len(wishes), min(MIN_STOPS, len(wishes)) - 1, -1):
        found = plan_itinerary(wishes[:count], trip)
        if found is not None:
            return found
    return None


def _cards(itinerary: Itinerary, start: LatLng, photos: PhotoUrl) -> tuple[Card, ...]:
    """The stops in order, each with the walk from the one before. Scores never rise, as in every list."""
    cards: list[Card] = []
    least, position = 1.0, start
    for stop in itinerary.stops:
        place = stop.option.place
        least = min(least, round(stop.option.score, 4))
        when = f"{clock(stop.arrive)} to {clock(stop.leave)}"
        leg = estimate_walk(position, place.location)
        card = place_card(place, leg, stop.arrive, photo_url=photos)
        cards.append(replace(card, score=least, why=(when,)))
        position = place.location
    return tuple(cards)


def _line(stop: Stop, index: int) -> str:
    then = f"Then {minutes_words(stop.walk_minutes)} on foot. " if index else ""
    place = stop.option.place
    why = f" {clause}." if (clause := first_clause(place.about)) else ""
    return f"{then}{capitalized(clock(_round(stop.arrive)))}: {place.name}.{why}"


def _round(at: datetime) -> datetime:
    """To the next five minutes: nobody plans for 3:34."""
    return after(at, timedelta(minutes=-at.minute % ROUND_MINUTES))


def _when(turn: Turn, window: TimeWindow) -> str:
    day = window.start.date()
    today = turn.person.now.date()
    name = {today: "today", today + timedelta(days=1): "tomorrow"}.get(day, f"{window.start:%A}")
    return f"{name} from {clock(window.start)}"


def _nothing_words(window: TimeWindow) -> str:
    advice = "Start earlier, or take a stop out." if window.end_said else "Try another time, or fewer stops."
    return (
        f"I couldn't fit that in between {clock(window.start)} and {clock(window.end)}: too little time, or too much "
        f"is closed. {advice}"
    )


def _wire(itinerary: Itinerary) -> dict[str, Any]:
    return {
        "stops": [
            {
                "place_id": stop.option.place.id,
                "name": stop.option.place.name,
                "arrive": stop.arrive,
                "leave": stop.leave,
                "walk_minutes": stop.walk_minutes,
            }
            for stop in itinerary.stops
        ],
        "total_walk_minutes": itinerary.total_walk_minutes,
    }
