"""Questions on several places: which of them is so, and how two of them compare."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from violet.domain.cards import Card
from violet.domain.geo import LatLng, Leg
from violet.domain.intent import ShownCard
from violet.domain.opening_hours import is_open, open_until, opens_next
from violet.domain.places import Place
from violet.domain.wall_clock import on_the_wall
from violet.services.chat.answers.base import event_of, grounds_for, named_place, photo_urls, place_of, setting_out
from violet.services.chat.answers.hours import day_words
from violet.services.chat.parts.turn_parts import Answer, Turn
from violet.services.chat.replies.tag_words import merged, said_of, said_of_many, tag_clauses
from violet.services.chat.replies.wording import capitalized, joined, opening_phrase, price_phrase, walk_phrase
from violet.services.places.cards import event_card, place_card
from violet.services.ranking.reasons import clock

FREE_WORDS = "free"
NOTHING_MORE = "I don't know more than the name"
MAX_TAGS = 2
SUPERLATIVES = {"closer": "the closest", "cheaper": "the cheapest"}
SAID_OTHERWISE = frozenset({"open_late"})
MAX_COMPARED = 4
MIN_KNOWN = 2


@dataclass(frozen=True, slots=True)
class Purpose:
    """What cards may be good for: as words after "better", and the tags that tell."""

    words: str
    tags: tuple[str, ...]


PURPOSES = {
    "best_for_study": Purpose("for studying", ("quiet", "outlets", "wifi")),
    "best_for_groups": Purpose("for a group", ("good_for_groups",)),
    "best_for_date": Purpose("for a date", ("cozy", "quiet")),
    "best_for_alone": Purpose("for going alone", ("good_for_solo",)),
    "best_for_fun": Purpose("for a night out", ("lively",)),
    "best_for_talk": Purpose("for talking", ("quiet",)),
}
# How early a day of opening begins, and how long a place that never closes counts as open.
EARLY_HOUR, LONGEST_MINUTES = 3, 24 * 60
BY_FORM = {"opens_first": "opens", "closes_last": "closes"}
BY_ASPECT = {"distance": "closer", "price": "cheaper", "hours": "closer"}
COMPARING = frozenset({"compares", "which_extreme", "opens_first", "closes_last"})


def answer_several(turn: Turn) -> Answer:
    turn, origin, owned_up = setting_out(turn)
    cards = _cards(turn, origin)
    if not cards:
        return Answer(template="I can't find those places any more. Ask me again and I'll look afresh.")
    purpose = next((purpose for form, purpose in PURPOSES.items() if form in turn.intent.forms), None)
    if purpose is None and turn.intent.properties and turn.intent.forms & {"best_for", "compares"}:
        purpose = Purpose("for that", turn.intent.properties)
    if purpose is not None:
        words, best = _suited(cards[:MAX_COMPARED], purpose)
    elif turn.intent.forms & COMPARING or not _asks_which(turn):
        words, best = _compared(turn, cards[:MAX_COMPARED])
    else:
        words, best = _which(turn, cards)
    shown = [*best, *(card for card in cards if card not in best)]
    return Answer(
        template=f"{words} {owned_up}".strip(),
        cards=tuple(shown),
        grounds=grounds_for(turn, cards, turn.intent.start.name if turn.intent.start is not None else None),
        intent=replace(turn.intent, reference=_reference(turn, shown[0])),
    )


def _asks_which(turn: Turn) -> bool:
    return "which_of_them" in turn.intent.forms


def _reference(turn: Turn, card: Card) -> ShownCard | None:
    return next((shown for shown in turn.intent.among if shown.key == card.key), None)


def _cards(turn: Turn, here: LatLng) -> list[Card]:
    now = turn.person.now
    found: list[Card] = []
    for shown in turn.intent.among:
        event = event_of(turn.ports, shown)
        place = None if event is not None else place_of(turn.ports, shown)
        if event is not None:
            found.append(event_card(event, here, now))
        elif place is not None:
            found.append(place_card(place, _leg(turn, here, place), now, photo_url=photo_urls(turn.ports)))
    for name in turn.intent.among_names:
        place = named_place(turn.ports, name, here) or _area(turn, name)
        if place is not None:
            found.append(place_card(place, _leg(turn, here, place), now, photo_url=photo_urls(turn.ports)))
    return found


def _leg(turn: Turn, here: LatLng, place: Place) -> Leg:
    """The same walk that lists tell."""
    [leg] = turn.ports.finding.surroundings.walks.walks(here, [place.location])
    return leg


def _area(turn: Turn, name: str) -> Place | None:
    """A campus or a neighborhood as something that can be compared."""
    campus = turn.ports.here.campus
    known = next((area for area in (*campus.sites, *campus.areas) if area.name == name), None)
    if known is None:
        return None
    return Place("map", known.name.casefold().replace(" ", "-"), known.name, known.location)


def _which(turn: Turn, cards: Sequence[Card]) -> tuple[str, list[Card]]:
    """Yes, no and unknown, by name; the cards that are so."""
    asked = turn.intent.constraints.open_at
    if turn.intent.properties:
        name = turn.intent.properties[0]
        words = said_of(name), said_of_many(name)
        known = [_property(card, name) for card in cards]
    elif asked is not None or turn.intent.aspect == "hours":
        at = asked or turn.person.now
        opened = _open_words(turn, at)
        words = f"is {opened}", f"are {opened}"
        known = [_open_at(card, at, turn.person.now) for card in cards]
    else:
        names = joined([card.name for card in cards])
        return f"I don't know that about {names}, so best ask there.", []
    return _sorted_words(cards, known, words)


def _sorted_words(
    cards: Sequence[Card], known: Sequence[bool | None], words: tuple[str, str]
) -> tuple[str, list[Card]]:
    """`words` are what follows one name, and several."""
    groups = {
        value: [card for card, own in zip(cards, known, strict=True) if own is value] for value in (True, False, None)
    }
    yes, no, unknown = (joined([card.name for card in groups[value]]) for value in (True, False, None))
    sentences = []
    if yes:
        sentences.append(f"{yes} {words[len(groups[True]) > 1]}.")
    if no:
        sentences.append(f"Not {no}.")
    if unknown:
        sentences.append(f"I don't know whether {unknown} {words[len(groups[None]) > 1]}, so ask first.")
    return " ".join(sentences), groups[True]


def _property(card: Card, name: str) -> bool | None:
    if card.place is None:
        return card.free if name == FREE_WORDS else None
    return {**card.place.tags, **card.place.diets}.get(name)


def _open_at(card: Card, at: datetime, now: datetime) -> bool | None:
    if card.place is None:
        return None
    return card.open_now if at <= now else is_open(card.place.opening_hours, at, card.place.location)


def _open_words(turn: Turn, at: datetime) -> str:
    if at <= turn.person.now:
        return "open now"
    day = day_words(on_the_wall(at).date(), turn.person.now)
    return f"open {day} at {clock(at)}" if "clock_time" in turn.intent.forms else f"open {day}"


def _compared(turn: Turn, cards: Sequence[Card]) -> tuple[str, list[Card]]:
    """The facts of each, side by side, and first the one that decides where an axis was asked for; the cards with the
    best of them first."""
    asked = turn.intent.comparison is not None or bool(turn.intent.forms & BY_FORM.keys())
    start = f"from {turn.intent.start.name}" if turn.intent.start is not None else "away"
    verdict, winners = _verdict(turn, cards)
    ordered = [*winners, *(card for card in cards if card not in winners)]
    sides = [_side(card, start, has=not asked) for card in ordered]
    return " ".join(([verdict] if verdict else []) + sides), ordered


def _suited(cards: Sequence[Card], purpose: Purpose) -> tuple[str, list[Card]]:
    """Which of them suits the purpose best, by what is known of them; the cards that do, none where that is unknown."""
    known = [_own(card) for card in cards]
    having = [[tag for tag in purpose.tags if own.get(tag)] for own in known]
    lacking = [[tag for tag in purpose.tags if own.get(tag) is False] for own in known]
    values = [len(has) - len(lacks) for has, lacks in zip(having, lacking, strict=True)]
    best = max(values)
    winners = [card for card, has, value in zip(cards, having, values, strict=True) if has and value == best]
    names = joined([card.name for card in winners])
    if not winners:
        words = f"I don't know which is better {purpose.words}: nothing on that for {joined([c.name for c in cards])}."
        return words, []
    sides = [
        _suited_side(card, has, [tag for tag in purpose.tags if tag not in own])
        for card, has, own in zip(cards, having, known, strict=True)
    ]
    if len(winners) == len(cards):
        return " ".join([f"As far as I know they are much alike {purpose.words}.", *sides]), []
    others = [side for card, side in zip(cards, sides, strict=True) if card not in winners]
    if len(winners) == 1:
        [first] = (side for card, side in zip(cards, sides, strict=True) if card in winners)
        return " ".join([f"{capitalized(purpose.words)} I'd pick {first}", *others]), winners
    own = [side for card, side in zip(cards, sides, strict=True) if card in winners]
    lead = f"{capitalized(purpose.words)}, {names} look much alike."
    return " ".join([lead, *own, *others]), winners


def _own(card: Card) -> dict[str, bool]:
    return {**card.place.tags, **card.place.diets} if card.place is not None else {}


def _suited_side(card: Card, has: Sequence[str], unknown: Sequence[str]) -> str:
    """What speaks for one of them, how far it is, and what nobody knows of it."""
    walk, told = walk_phrase(card), merged([f"it {said_of(tag)}".replace("it is ", "it's ", 1) for tag in has])
    sides = [told, f"{walk} away" if walk else "", f"I don't know whether it {_all_said(unknown)}" if unknown else ""]
    return f"{card.name}: {'; '.join(side for side in sides if side) or NOTHING_MORE}."


def _all_said(tags: Sequence[str]) -> str:
    """ "is quiet or has wifi"."""
    return " or ".join(said_of(tag) for tag in tags)


def _side(card: Card, start: str, *, has: bool) -> str:
    """What is known of one of them, in a line, with the walk from the `start`; what it `has` only where it is not one
    thing that decides."""
    walk = walk_phrase(card)
    facts = [f"{walk} {start}" if walk else None, price_phrase(card), opening_phrase(card)]
    told = ", ".join(fact for fact in facts if fact)
    more = tag_clauses((tag for tag in card.tags if tag not in SAID_OTHERWISE), most=MAX_TAGS) if has else ""
    return f"{card.name}: {'; '.join(part for part in (told, more) if part) or NOTHING_MORE}."


def _verdict(turn: Turn, cards: Sequence[Card]) -> tuple[str | None, list[Card]]:
    """Which of them it is, as far as is known; the cards that win, none where they are alike."""
    hours = next((axis for form, axis in BY_FORM.items() if form in turn.intent.forms), None)
    axis = hours or turn.intent.comparison or BY_ASPECT.get(turn.intent.aspect, "closer")
    value, word = _hours_axis(axis, turn.person.now) if hours else _AXES[axis]
    asked = turn.intent.comparison or hours
    known = [(own, card) for card in cards if (own := value(card)) is not None]
    missing = [card.name for card in cards if value(card) is None]
    unknown = f" I don't know about {joined(missing)}." if missing else ""
    if len(known) < MIN_KNOWN or (missing and not asked):
        nothing = f"I don't know which {_verb(word)}: nothing on that for {joined(missing)}." if asked else None
        return nothing, [card for _own, card in known]
    best = min(own for own, _card in known)
    winners = [card for own, card in known if own == best]
    if len(winners) == len(known):
        none = "neither" if len(cards) == MIN_KNOWN else "none of them"
        alike = f"As far as I know {none} {_verb(word)}: they come out the same.{unknown}" if asked else None
        return alike, []
    names = joined([card.name for card in winners])
    if len(known) > MIN_KNOWN:
        word = SUPERLATIVES.get(word, word)
    return f"{names} {_verb(word, many=len(winners) > 1)}.{unknown}", winners


def _verb(word: str, *, many: bool = False) -> str:
    """ "is closer", "are closer", "is the closest"; "opens earlier", "open earlier"."""
    verb, _, rest = word.partition(" ")
    if not rest or verb == "the":
        return f"{'are' if many else 'is'} {word}"
    return f"{verb.removesuffix('s')} {rest}" if many else word


def _hours_axis(axis: str, now: datetime) -> tuple[Callable[[Card], int | None], str]:
    """Which of them opens first on the coming day, or stays open longest tonight: in minutes, the least first."""

    def opens(card: Card) -> int | None:
        morning = (now + timedelta(days=1)).replace(hour=EARLY_HOUR, minute=0, second=0, microsecond=0)
        at = opens_next(card.place.opening_hours, morning, card.place.location) if card.place is not None else None
        return at.hour * 60 + at.minute if at is not None else None

    def closes(card: Card) -> int | None:
        if card.place is None or card.open_now is None:
            return None
        until = open_until(card.place.opening_hours, now, card.place.location) if card.open_now else now
        return -round((until - now).total_seconds() / 60) if until is not None else -LONGEST_MINUTES

    return (opens, "opens earlier") if axis == "opens" else (closes, "stays open later")


def _tagged(tag: str) -> Callable[[Card], int | None]:
    def value(card: Card) -> int | None:
        own = card.place.tags.get(tag) if card.place is not None else None
        return None if own is None else 0 if own else 1

    return value


_AXES: dict[str, tuple[Callable[[Card], int | None], str]] = {
    "closer": (lambda card: card.walk_minutes, "closer"),
    "cheaper": (lambda card: card.price_level, "cheaper"),
    "fancier": (lambda card: -card.price_level if card.price_level is not None else None, "fancier"),
    "quieter": (_tagged("quiet"), "quieter"),
    "livelier": (_tagged("lively"), "livelier"),
}
