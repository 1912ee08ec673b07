"""What a message's words stand for: which of them ask for something, and for what kind of place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from violet.domain.categories import Category, category_of_cuisine
from violet.understanding.reading.gazetteer import NamedPlace
from violet.understanding.reading.lexicon import Hit, find_concepts, tokens_of, without_neighbours
from violet.understanding.reading.phrases import Phrases

ALLERGIC = Phrases("forms")["allergic"]
BUYING = Phrases("concepts").words("buying")
NAME_GROUPS = frozenset({"category", "cuisine", "kind", "tag"})


def hits_in(text: str, named: Sequence[NamedPlace]) -> tuple[Hit, ...]:
    """The concepts of the message, but those that only say where ("near the library") and those inside a name: the
    pizza in "Joe's Pizza" is asked for by nobody. `text` is normalised."""
    hits = without_neighbours(text, find_concepts(text))
    inside = _inside_names(tokens_of(text), named)
    if ALLERGIC.search(text):  # who is allergic to eggs wants none
        inside |= {index for hit in hits if hit.group == "allergen" for index in _indices(hit)}
    return tuple(hit for hit in hits if hit.group not in NAME_GROUPS or hit.start not in inside)


def _indices(hit: Hit) -> range:
    return range(hit.start, hit.start + len(hit.words.split()))


def category_of_hit(hit: Hit) -> Category | None:
    """The kind of place a category's or a cuisine's word asks for."""
    if hit.group in ("category", "brand"):
        return Category(hit.concept)
    return category_of_cuisine(hit.concept) if hit.group == "cuisine" else None


def categories_named(hits: Iterable[Hit]) -> frozenset[Category]:
    """The kinds of place that words ask for, by their own name or by what is eaten there."""
    hits = list(hits)
    named = _named(hits)
    return named - _only_bought(hits, named)


def only_bought(hits: Iterable[Hit]) -> frozenset[Category]:
    """The categories whose only words say that something is bought, where another tells what: the shops of "where do i
    buy shampoo"."""
    hits = list(hits)
    return _only_bought(hits, _named(hits))


def _named(hits: Iterable[Hit]) -> frozenset[Category]:
    named = {category_of_hit(hit) for hit in hits if not hit.negated}
    return frozenset(category for category in named if category is not None)


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
    for category in _only_bought(hits, wanted):
        del wanted[category]
    return wanted, frozenset(refused - wanted.keys())


def _only_bought(hits: Iterable[Hit], wanted: Collection[Category]) -> frozenset[Category]:
    told = {hit.concept for hit in hits if hit.group == "category" and hit.words not in BUYING}
    wider = {category.row.within for category in wanted}
    return frozenset(category for category in wanted if category in wider and category not in told)


def _inside_names(words: Sequence[str], named: Sequence[NamedPlace]) -> set[int]:
    inside: set[int] = set()
    for place in named:
        said = place.said.split()
        for start in range(len(words) - len(said) + 1):
            if list(words[start : start + len(said)]) == said:
                inside.update(range(start, start + len(said)))
    return inside
