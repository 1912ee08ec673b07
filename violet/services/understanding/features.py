"""A message as the names of what is in it: the inputs of the head beside the sentence embedding. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from violet.domain.categories import Category
from violet.services.understanding import amounts
from violet.services.understanding.gazetteer import NamedPlace
from violet.services.understanding.lexicon import Hit, find_concepts, normalise, tokens_of, without_neighbours
from violet.services.understanding.moments import speaks_of_time

CUISINE_CATEGORIES: Mapping[str, Category] = {
    **dict.fromkeys(("coffee", "tea", "matcha", "donuts", "pastries"), Category.CAFE),
    **dict.fromkeys(
        (
            "pizza", "bagels", "sandwiches", "deli", "salads", "ice cream", "dessert", "bubble tea", "burgers", "hot dogs",
            "fries", "tacos", "burritos", "falafel", "poke", "smoothies", "crepes",
        ),
        Category.QUICK_BITES,
    ),
}  # fmt: skip
HAPPENINGS = re.compile(
    r"\b(?:anything|something|fun|things? to do|stuff|what can i (?:do|go to|see)|jazz|music|comedy|shows?|concerts?|part(?:y|ies)|"
    r"festivals?|markets?|performances?|going on|algo)\b"
)
SOMEWHERE = re.compile(
    r"\b(?:somewhere|someplace|place to|places to|place|places|spot|spots|where (?:can|should|do|could)|recommend|suggest|looking for|"
    r"find me|near me|nearby|around here|things to do|something to do|what should i do|where to|lugar|sitio|spot for)\b|哪里|哪儿|附近|推荐|कहाँ|कहां|जगह|kahan|jagah"
)
ABOUT_VIOLET = re.compile(
    r"\b(?:do|did|are|were|have|would|can) (?:you|u) (?:even |ever |really |also )?(?:like|love|hate|eat|drink|enjoy|prefer|believe|sleep|dream|feel"
    r"|think|watch|read|listen|live|get|have|want|miss|remember|study|dance|party)\b"
    r"|\b(?:your|ur) (?:favou?rite|opinion|thoughts|name|age|birthday|family|friends?|hobb(?:y|ies)|creators?|boss|purpose|job|dream|mood)\b"
)
FIRST_WORDS = frozenset(
    "play set add remind call text send order book write solve explain translate turn give rate put delete remove cancel start create make respond open "
    "how what who when where why is are do does can will should i im find show tell any take get".split()
)
SHORT_WORDS = 2
NAME_GROUPS = frozenset({"category", "cuisine", "kind", "tag"})


def hits_in(message: str, named: Sequence[NamedPlace]) -> tuple[Hit, ...]:
    """The concepts of the message, but those that only say where ("near the library") and those inside a name: the
    pizza in "Joe's Pizza" is asked for by nobody."""
    text = normalise(message)
    hits = without_neighbours(text, find_concepts(message))
    inside = _inside_names(tokens_of(text), named)
    return tuple(hit for hit in hits if hit.group not in NAME_GROUPS or hit.start not in inside)


def _inside_names(words: Sequence[str], named: Sequence[NamedPlace]) -> set[int]:
    inside: set[int] = set()
    for place in named:
        said = place.said.split()
        for start in range(len(words) - len(said) + 1):
            if list(words[start : start + len(said)]) == said:
                inside.update(range(start, start + len(said)))
    return inside


def category_of_cuisine(cuisine: str) -> Category:
    return CUISINE_CATEGORIES.get(cuisine, Category.RESTAURANT)


def category_of_hit(hit: Hit) -> Category | None:
    """The kind of place a category's or a cuisine's word asks for."""
    if hit.group in ("category", "brand"):
        return Category(hit.concept)
    return category_of_cuisine(hit.concept) if hit.group == "cuisine" else None


def categories_named(hits: Iterable[Hit]) -> frozenset[Category]:
    """The kinds of place that words ask for, by their own name or by what is eaten there."""
    named = {category_of_hit(hit) for hit in hits if not hit.negated}
    return frozenset(category for category in named if category is not None)


def features_of(text: str, hits: Sequence[Hit], named: Sequence[NamedPlace]) -> frozenset[str]:
    """The names of all that is in the message. `text` is normalised."""
    return frozenset((*_of_hits(hits), *_of_names(named), *_of_form(text), *_of_amounts(text, hits)))


def _of_hits(hits: Sequence[Hit]) -> Iterator[str]:
    for hit in hits:
        negation = "not " if hit.negated else ""
        if hit.group == "kind":
            continue
        if hit.group == "cuisine":
            yield f"{negation}cuisine of {category_of_hit(hit)}"
        elif hit.group in ("category", "brand"):
            yield f"{negation}category {hit.concept}"
        elif hit.group in ("cue", "smalltalk", "safety", "task"):
            yield f"{negation}{hit.group} {hit.concept}"
        elif hit.group == "tag":
            yield f"tag {hit.concept}"
        yield f"{negation}{hit.group}"


def _of_names(named: Sequence[NamedPlace]) -> Iterator[str]:
    for place in named:
        kind = "area" if place.place_id is None else "place"
        yield f"near a named {kind}" if place.after_near else f"a named {kind}"


def _of_form(text: str) -> Iterator[str]:
    words = tokens_of(text)
    if words and words[0] in FIRST_WORDS:
        yield f"begins with {words[0]}"
    if len(words) <= SHORT_WORDS:
        yield "short"
    if ABOUT_VIOLET.search(text):
        yield "about violet"
    if SOMEWHERE.search(text):
        yield "somewhere"
    if any(character.isdigit() for character in text):
        yield "digits"


def _of_amounts(text: str, hits: Sequence[Hit]) -> Iterator[str]:
    if amounts.max_price_usd(text) is not None:
        yield "price"
    if amounts.max_walk_minutes(text) is not None:
        yield "walk"
    if amounts.group_size(text) is not None:
        yield "people"
    if speaks_of_time(text):
        yield "time"
        names_a_place = any(category_of_hit(hit) is not None and not hit.negated for hit in hits)
        if not names_a_place and HAPPENINGS.search(text):
            yield "happens then"
