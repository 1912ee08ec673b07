"""What a message asks of a place: constraints from plain parsing and from the lexicon's hits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal

from violet.domain.categories import Category
from violet.domain.intent import Constraints, Near
from violet.services.understanding import amounts, moments
from violet.services.understanding.gazetteer import NamedPlace, unknown_near
from violet.services.understanding.lexicon import Hit, chain_names

NOT_ABOUT_PRICE = re.compile(
    r"\bfree (?:time|at|until|till|til|for (?:the|an?|\d+)|tonight|today|tomorrow|now|this|after|before|between|from)\b"
    r"|\b(?:am|be|im|are you|hours?|minutes?|mins?|get|gets|keep) free\b|\b(?:gluten|dairy|pork|sugar|fat|lactose|smoke|duty|meat|nut)[- ]free\b"
)
INDOOR = re.compile(
    r"\b(?:indoors?|inside|out of the (?:rain|cold|heat)|warm place|somewhere warm|air conditioning|bajo techo)\b|室内"
)
OUTDOOR = re.compile(r"\b(?:outdoors?|outside|open air|in the sun|al aire libre|fresh air)\b|户外|बाहर")
NOT_OUTSIDE = re.compile(
    r"\b(?:cold|hot|raining|rainy|snowing|freezing|nice|warm|weather) outside\b|\boutside (?:is|its)\b"
)
TRANSIT = re.compile(
    r"\b(?:by (?:subway|train|bus|transit|metro)|take the (?:subway|train|bus)|on the subway|public transit|en metro)\b|坐地铁"
)
NO_CHAINS = re.compile(
    r"\b(?:no|not (?:a|some|another|any)|non|isnt a|without|hate|avoid)[ -](?:\w+ )?chains?\b|\bindependent(?:ly owned)?\b|\bindie (?:coffee|cafe|shop|store|bookstore)"
    r"|\b(?:mom and pop|locally owned|family owned)\b"
)
GROUP_OF_MANY = 5


def constraints_of(text: str, hits: Sequence[Hit], named: Sequence[NamedPlace], now: datetime) -> Constraints:
    """Everything `text` (normalised) says about where, when and how much. `now` is aware New York time."""
    tags, unwanted_tags = wanted_tags(text, hits)
    group = amounts.group_size(text)
    if group is not None and group >= GROUP_OF_MANY:
        tags = tags | {"good_for_groups"}
    return Constraints(
        max_price_usd=amounts.max_price_usd(text),
        diets=frozenset(hit.concept for hit in hits if hit.group == "diet" and not _refused(hit)),
        open_at=moments.wanted_open_at(text, now),
        open_minutes=amounts.stay_minutes(text),
        max_walk_minutes=amounts.max_walk_minutes(text),
        group_size=group,
        setting=_setting(text),
        near=_near(text, named),
        cuisines=frozenset(hit.concept for hit in hits if hit.group == "cuisine" and not hit.negated),
        unwanted_cuisines=frozenset(hit.concept for hit in hits if hit.group == "cuisine" and hit.negated),
        tags=tags,
        unwanted_tags=unwanted_tags,
        kinds=frozenset(hit.concept for hit in hits if hit.group == "kind" and not hit.negated),
        unwanted_kinds=frozenset(hit.concept for hit in hits if hit.group == "kind" and hit.negated),
        unwanted_names=_refused_names(text, hits, named),
        transit=bool(TRANSIT.search(text)),
    )


def wanted_tags(text: str, hits: Iterable[Hit]) -> tuple[frozenset[str], frozenset[str]]:
    """Tags asked for and tags refused. "not loud" asks for quiet; "loud" alone asks for nothing quiet."""
    wanted: set[str] = set()
    refused: set[str] = set()
    for hit in hits:
        if hit.group == "tag" and not (hit.concept == "free" and NOT_ABOUT_PRICE.search(text)):
            (wanted if hit.negated == hit.opposite else refused).add(hit.concept)
    return frozenset(wanted), frozenset(refused - wanted)


def categories_said(hits: Iterable[Hit], *, whole: bool = False) -> tuple[dict[Category, float], frozenset[Category]]:
    """Categories the words ask for, with how many words ask, and those the words refuse. "not a library" refuses that
    kind of place and "no sports bars" that sort of bar: neither refuses the whole category, unless `whole` is meant."""
    wanted: dict[Category, float] = {}
    refused: set[Category] = set()
    hits = list(hits)
    # "no drinks" means no bars, while "no sports bars" means only those, and "no pizza" only pizza.
    narrower = {
        hit.start
        for hit in hits
        if hit.negated and hit.group in ("kind", "tag", "cuisine") and hit.concept != "alcohol" and not whole
    }
    for hit in hits:
        if hit.group not in ("category", "brand"):
            continue
        category = Category(hit.concept)
        if hit.negated:
            refused.update({category} if hit.group == "category" and hit.start not in narrower else ())
        else:
            wanted[category] = wanted.get(category, 0.0) + 1.0
    return wanted, frozenset(refused - wanted.keys())


def overlay(earlier: Constraints, later: Constraints) -> Constraints:
    """What holds after a refinement: the later word wins, lists add up, and a later refusal undoes an earlier wish."""
    changes: dict[str, object] = {}
    for name in ("max_price_usd", "open_at", "max_walk_minutes", "group_size", "setting", "near"):
        if getattr(later, name) is None:
            changes[name] = getattr(earlier, name)
    return replace(
        later,
        **changes,  # type: ignore[arg-type]
        open_minutes=later.open_minutes or earlier.open_minutes,
        diets=earlier.diets | later.diets,
        cuisines=later.cuisines or (earlier.cuisines - later.unwanted_cuisines),
        unwanted_cuisines=earlier.unwanted_cuisines - later.cuisines | later.unwanted_cuisines,
        tags=(earlier.tags - later.unwanted_tags) | later.tags,
        unwanted_tags=(earlier.unwanted_tags - later.tags) | later.unwanted_tags,
        kinds=later.kinds or (earlier.kinds - later.unwanted_kinds),
        unwanted_kinds=earlier.unwanted_kinds - later.kinds | later.unwanted_kinds,
        unwanted_names=earlier.unwanted_names | later.unwanted_names,
        transit=later.transit or earlier.transit,
    )


def says_something(constraints: Constraints) -> bool:
    return constraints != Constraints()


def normalised_weights(weights: Mapping[Category, float], *, least_share: float = 0.15) -> dict[Category, float]:
    """Weights that sum to 1, without those too small to matter; heaviest first."""
    total = sum(weights.values())
    if total <= 0:
        return {}
    kept = {category: weight for category, weight in weights.items() if weight / total >= least_share}
    kept_total = sum(kept.values())
    return {
        category: weight / kept_total for category, weight in sorted(kept.items(), key=lambda item: (-item[1], item[0]))
    }


def _refused_names(text: str, hits: Sequence[Hit], named: Sequence[NamedPlace]) -> frozenset[str]:
    brands = set(chain_names()) if NO_CHAINS.search(text) else set()
    brands |= {hit.words for hit in hits if hit.group == "brand" and hit.negated}
    return frozenset(brands | {place.said for place in named if place.refused})


def _refused(hit: Hit) -> bool:
    """ "no pork" is a diet although it begins with a negation; "not vegan" refuses one."""
    return hit.negated and not hit.words.startswith(("no ", "dont ", "without ", "sin "))


def _setting(text: str) -> Literal["indoor", "outdoor"] | None:
    if INDOOR.search(text):
        return "indoor"
    if OUTDOOR.search(text) and not NOT_OUTSIDE.search(text):
        return "outdoor"
    return None


def _near(text: str, named: Sequence[NamedPlace]) -> Near | None:
    for place in named:
        if place.refused:
            continue
        if place.after_near or place.place_id is None:
            return Near(place.name, place.location)
    return unknown_near(text)
