"""What a message asks of a place: constraints from its amounts and times, and from the lexicon's hits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from violet.domain.geo import LatLng
from violet.domain.intent import Constraints, Near
from violet.understanding.reading.amounts import Amounts
from violet.understanding.reading.gazetteer import NamedPlace
from violet.understanding.reading.lexicon import Hit, chain_names, normalise
from violet.understanding.reading.moments import Times
from violet.understanding.reading.phrases import Phrases
from violet.understanding.reading.unknown import corner_in, is_strange, unknown_near

PATTERNS = Phrases("wishes")
NOT_ABOUT_PRICE = PATTERNS["not_about_price"]
INDOOR = PATTERNS["indoor"]
OUTDOOR = PATTERNS["outdoor"]
NOT_OUTSIDE = PATTERNS["not_outside"]
TRANSIT = PATTERNS["transit"]
NO_CHAINS, BETWEEN = PATTERNS["no_chains"], PATTERNS["between"]
FORMS, SHUNNED, SHUNNED_TAGS = Phrases("forms"), Phrases("shun"), Phrases("shun_tags")
ALLERGIC, UNDER_21, NEEDS_NO_DRINK = FORMS["allergic"], FORMS["under_21"], FORMS["needs_no_drink"]
NAMED_NOT = PATTERNS["named_not"]
NEGATING = tuple(f"{word} " for word in sorted(PATTERNS.words("negating")))
GROUP_OF_MANY = 5
MAX_BUSY_MINUTES = 12 * 60
CHICKEN, SANDWICHES = "chicken", "sandwiches"
# Refused beside the names of chains: a place whose description calls it one.
CHAIN = "chain"
# "Under 21" is an age.
AGE = 21


def constraints_of(
    text: str, hits: Sequence[Hit], named: Sequence[NamedPlace], *, amounts: Amounts, times: Times
) -> Constraints:
    """Everything `text` (normalised) says about where, when and how much."""
    tags, unwanted_tags = wanted_tags(text, hits)
    if NEEDS_NO_DRINK.search(text):
        tags, unwanted_tags = tags - {"alcohol"}, unwanted_tags | {"alcohol"}
    shunned = [hit.concept for hit in hits if hit.group == "shun" and hit.negated]
    unwanted_tags |= {tag for concept in shunned for tag in SHUNNED_TAGS.words(concept)}
    if amounts.people is not None and amounts.people >= GROUP_OF_MANY:
        tags = tags | {"good_for_groups"}
    return Constraints(
        max_price_usd=None if amounts.price_usd == AGE and UNDER_21.search(text) else amounts.price_usd,
        diets=frozenset(hit.concept for hit in hits if hit.group == "diet" and not _refused(hit)),
        open_at=times.open_at,
        open_minutes=amounts.stay_minutes or _minutes_busy(times),
        max_walk_minutes=amounts.walk_minutes,
        group_size=amounts.people,
        setting=_setting(text),
        near=_near(text, hits, named),
        cuisines=_dishes(hits),
        unwanted_cuisines=_concepts(hits, "cuisine", negated=True),
        tags=tags,
        unwanted_tags=unwanted_tags,
        kinds=_concepts(hits, "kind"),
        unwanted_kinds=_concepts(hits, "kind", negated=True),
        unwanted_names=_refused_names(text, hits, named),
        unwanted_words=_unwanted_words(hits, shunned),
        transit=bool(TRANSIT.search(text)),
        allergies=allergies_in(text, hits),
        under_21=bool(UNDER_21.search(text)),
    )


def allergies_in(text: str, hits: Iterable[Hit]) -> frozenset[str]:
    """What must not be in the food, where `text` (normalized) speaks of an allergy."""
    if not ALLERGIC.search(text):
        return frozenset()
    return frozenset(hit.concept for hit in hits if hit.group == "allergen")


def _minutes_busy(times: Times) -> int:
    """How long the place must stay open for somebody who begins now and is done at a time they name."""
    if times.busy_until is None or times.open_at is None or times.busy_until <= times.open_at:
        return 0
    return min(MAX_BUSY_MINUTES, round((times.busy_until - times.open_at).total_seconds() / 60))


def wanted_tags(text: str, hits: Iterable[Hit]) -> tuple[frozenset[str], frozenset[str]]:
    """Tags asked for and tags refused. "not loud" asks for quiet; "loud" alone asks for nothing quiet."""
    wanted: set[str] = set()
    refused: set[str] = set()
    for hit in hits:
        if hit.group == "tag" and not (hit.concept == "free" and NOT_ABOUT_PRICE.search(text)):
            (wanted if hit.negated == hit.opposite else refused).add(hit.concept)
    return frozenset(wanted), frozenset(refused - wanted)


def _concepts(hits: Iterable[Hit], group: str, *, negated: bool = False) -> frozenset[str]:
    return frozenset(hit.concept for hit in hits if hit.group == group and hit.negated == negated)


def _refused_names(text: str, hits: Sequence[Hit], named: Sequence[NamedPlace]) -> frozenset[str]:
    brands = {*chain_names(), CHAIN} if NO_CHAINS.search(text) else set()
    brands |= {hit.words for hit in hits if hit.group == "brand" and hit.negated}
    refused = [place for place in named if place.refused]
    part = NAMED_NOT.search(text)
    brands |= {part.group(1)} if part is not None and is_strange(part.group(1).split()[0]) else set()
    return frozenset(brands | {place.said for place in refused} | {normalise(place.name) for place in refused})


def _dishes(hits: Sequence[Hit]) -> frozenset[str]:
    """The cuisines and dishes asked for. A chicken sandwich is sought where chicken is what they make."""
    wanted = [hit for hit in hits if hit.group == "cuisine" and not hit.negated]
    ends = {hit.start + len(hit.words.split()) for hit in wanted if hit.concept == CHICKEN}
    return frozenset(hit.concept for hit in wanted if not (hit.concept == SANDWICHES and hit.start in ends))


def _unwanted_words(hits: Sequence[Hit], shunned: Iterable[str]) -> frozenset[str]:
    refused = {hit.concept for hit in hits if hit.group == "cuisine" and hit.negated}
    wanted = {hit.concept for hit in hits if hit.group == "cuisine" and not hit.negated}
    return frozenset(word for concept in (*shunned, *refused) for word in SHUNNED.words(concept) if not wanted & {word})


def _refused(hit: Hit) -> bool:
    """ "no pork" is a diet although it begins with a negation; "not vegan" refuses one."""
    return hit.negated and not hit.words.startswith(NEGATING)


def _setting(text: str) -> Literal["indoor", "outdoor"] | None:
    if INDOOR.search(text):
        return "indoor"
    if OUTDOOR.search(text) and not NOT_OUTSIDE.search(text):
        return "outdoor"
    return None


def _near(text: str, hits: Sequence[Hit], named: Sequence[NamedPlace]) -> Near | None:
    ends = [place for place in named if not place.refused]
    if len(ends) > 1 and BETWEEN.search(text):  # "a bar between the library and the station" is half way
        first, second = ends[0].location, ends[1].location
        middle = LatLng((first.lat + second.lat) / 2, (first.lng + second.lng) / 2)
        return Near(f"the middle of {ends[0].name} and {ends[1].name}", middle)
    corner = corner_in(text)
    if corner is not None:
        return corner
    for place in named:
        if place.refused:
            continue
        if place.after_near or place.place_id is None or (place.is_building and _wants(hits)):
            return Near(place.name, place.location)
    unknown = unknown_near(text)
    if unknown is not None and any(hit.group == "kind" and f" {unknown.name}" in hit.words for hit in hits):
        return None  # "by the hudson" says what kind of place it is
    inside = (place for place in named if not place.refused and unknown is not None and place.said in unknown.name)
    known = next(inside, None)  # "close to my dorm rubin hall"
    return Near(known.name, known.location) if known is not None else unknown


def _wants(hits: Sequence[Hit]) -> bool:
    """Whether something is wanted that a building does not have, the breakfast of "founders hall breakfast". Its own dining hall is
    the nearest to it."""
    return any(hit.group in ("category", "cuisine") and not hit.negated for hit in hits)


def without_time(constraints: Constraints) -> Constraints:
    """The constraints but for the moment: "is it open" says now, and changes nothing."""
    return replace(constraints, open_at=None)
