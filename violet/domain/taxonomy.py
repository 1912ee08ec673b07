"""The taxonomy: which kinds of places there are, what people ask for them as, and how long one stays. One table a
category, read from `campuses/taxonomy.toml`; nothing else in the program knows a category or a kind by name."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

FILE: Final = "taxonomy.toml"
EXPLORE: Final = "explore_kinds"
# In `cuisines` of one category: every cuisine that no other category names.
EVERY_OTHER_CUISINE: Final = "*"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$")]
Share = Annotated[float, Field(gt=0, le=1)]
Minutes = Annotated[int, Field(ge=1, le=600)]
Words = tuple[Text, ...]


class TaxonomyError(Exception):
    """The taxonomy cannot be used. One message a line: table, key and what is missing or wrong."""

    def __init__(self, messages: Iterable[str]) -> None:
        self.messages = tuple(messages)
        super().__init__("\n".join(self.messages))


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class KindRow(_Row):
    """A kind of place at home in a category. `name` is what a person would type for it; `fit` (0..1) how well it
    serves whoever asks for the category.

    `google_ask` are the Google place types to ask for, the one that says it best first; `google_read` those that make
    a place one of this kind first of all, `google_read_also` those that make it one on the side. `setting` is where one
    is in it, "any" where that differs; `diet_matters` tells whether people eat there, `university` whether it belongs
    to the university, `rooms` whether events are announced by its rooms. `trait` tells that it is said of places of
    other kinds: a park by the water. `words` name just this kind.
    """

    name: Text
    fit: Share
    google_ask: Words
    google_read: Words
    google_read_also: Words = ()
    setting: Literal["indoor", "outdoor", "any"]
    diet_matters: bool
    university: bool = False
    rooms: bool = False
    trait: bool = False
    words: Words = ()


class CategoryRow(_Row):
    """A category as people ask for it. `name` is its plural in a sentence.

    `within` is the wider category that it counts as for whoever knows only that one. `vibe` is what the apps call it;
    `vibes` and `quick` its share of a picked vibe and of a quick list. `stay_minutes` is the least stay worth the
    way, `plan_minutes` the usual one; `plan` its place in a day or evening that nothing else is said of. `anywhere`
    tells whether a wish for anything may bring it, `happens` that it is on at a time, `eating` that one eats there,
    `boarding` that one gets on something there and rides away,
    `tags` and `cuisines` which of the guide's words ask for it. `also` has the fit of kinds that are at home
    elsewhere, `when_indoors` the shares of what serves who asks for it and wants to be inside. `brands_alike` tells
    whether another place of the category does for a chain that is not there.
    `when_unknown` is what to say where the campus has none.
    """

    name: Text
    within: Name | None = None
    vibe: Name
    vibes: Mapping[Name, Share]
    quick: Mapping[Name, Share]
    stay_minutes: Minutes
    plan_minutes: Minutes
    plan: Mapping[Literal["day", "evening"], int] = {}
    anywhere: bool = True
    happens: bool = False
    eating: bool = False
    boarding: bool = False
    tags: Words = ()
    cuisines: Words = ()
    brands: Words = ()
    brands_alike: bool = True
    when_indoors: Mapping[Name, Share] = {}
    when_unknown: Text
    words: Mapping[Literal["en", "es", "zh", "hi", "fr", "ar", "ko"], Words]
    kind: Annotated[Mapping[Name, KindRow], Field(min_length=1)]
    also: Mapping[Name, Share] = {}


class Taxonomy:
    """The categories by name and the kinds by name, in the order of the file. Immutable, compared by identity."""

    def __init__(self, categories: Mapping[str, CategoryRow], explore_kinds: Sequence[str]) -> None:
        self.categories: Mapping[str, CategoryRow] = MappingProxyType(dict(categories))
        self.kinds: Mapping[str, KindRow] = MappingProxyType(
            {name: kind for row in categories.values() for name, kind in row.kind.items()}
        )
        # Asked for where nothing in particular is wanted.
        self.explore_kinds = tuple(explore_kinds)
        # How well a place of a kind serves somebody who asks for the category: 1 is what they mean.
        self.fits: Mapping[str, Mapping[str, float]] = MappingProxyType(
            {name: MappingProxyType(_fits(row)) for name, row in categories.items()}
        )

    @cached_property
    def vibes(self) -> Mapping[str, Mapping[str, float]]:
        """Picked vibe -> category -> share, the heaviest first."""
        return _lists((name, row.vibes) for name, row in self.categories.items())

    @cached_property
    def quick_lists(self) -> Mapping[str, Mapping[str, float]]:
        """Quick list -> category -> share, the heaviest first."""
        return _lists((name, row.quick) for name, row in self.categories.items())

    @cached_property
    def kinds_of_google_type(self) -> Mapping[str, tuple[str, ...]]:
        """Google place type -> the kinds it tells of, the main one first. Other types tell nothing."""
        found: dict[str, tuple[str, ...]] = {}
        first = [(google_type, name) for name, kind in self.kinds.items() for google_type in kind.google_read]
        also = [(google_type, name) for name, kind in self.kinds.items() for google_type in kind.google_read_also]
        for google_type, name in first + also:
            found[google_type] = (*found.get(google_type, ()), name)
        return found

    @cached_property
    def category_of_cuisine(self) -> Mapping[str, str]:
        """Cuisine -> the category that one goes to for it; `EVERY_OTHER_CUISINE` stands for those not named."""
        return {cuisine: name for name, row in self.categories.items() for cuisine in row.cuisines}

    @cached_property
    def category_of_tag(self) -> Mapping[str, str]:
        return {tag: name for name, row in self.categories.items() for tag in row.tags}

    def plan(self, part_of_day: Literal["day", "evening"]) -> tuple[str, ...]:
        """The categories of a day or evening of which nothing else is said, in order."""
        found = [(row.plan[part_of_day], name) for name, row in self.categories.items() if part_of_day in row.plan]
        return tuple(name for _position, name in sorted(found))


@lru_cache(maxsize=8)
def parse_taxonomy(text: str) -> Taxonomy:
    """The taxonomy that a file's text holds, the same for the same text: what is made from it is kept with it. Raises
    TaxonomyError with everything that is missing or wrong."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TaxonomyError([f"{FILE}: {error}"]) from error
    messages = [f"{FILE}: unknown table or key {key!r}" for key in sorted(tables.keys() - {"category", EXPLORE})]
    rows: dict[str, CategoryRow] = {}
    for name, table in tables.get("category", {}).items():
        try:
            rows[name] = CategoryRow.model_validate(table)
        except ValidationError as error:
            messages += _explained(name, error)
    explore_kinds = tables.get(EXPLORE, [])
    messages += _contradictions(rows, explore_kinds) if not messages else []
    if messages:
        raise TaxonomyError(messages)
    return Taxonomy(rows, explore_kinds)


def packaged_taxonomy() -> Taxonomy:
    """The product's own."""
    return parse_taxonomy(resources.files("violet.campuses").joinpath(FILE).read_text(encoding="utf-8"))


def _fits(row: CategoryRow) -> dict[str, float]:
    return {name: kind.fit for name, kind in row.kind.items()} | dict(row.also)


def _lists(shares: Iterable[tuple[str, Mapping[str, float]]]) -> Mapping[str, Mapping[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for category, by_list in shares:
        for name, share in by_list.items():
            found.setdefault(name, {})[category] = share
    return {name: dict(sorted(own.items(), key=lambda item: -item[1])) for name, own in found.items()}


def _explained(name: str, error: ValidationError) -> Iterator[str]:
    for detail in error.errors(include_url=False):
        where = ".".join(["category", name, *(str(part) for part in detail["loc"] if part != "[key]")])
        yield f"{FILE}: {where}: {'missing' if detail['type'] == 'missing' else detail['msg']}"


def _contradictions(rows: Mapping[str, CategoryRow], explore_kinds: Sequence[str]) -> Iterator[str]:
    """What no row can see alone: a kind at home twice, a fit of a kind nobody has, words for nobody."""
    homes = Counter(kind for row in rows.values() for kind in row.kind)
    yield from (f"{FILE}: {EXPLORE}: no kind {kind!r}" for kind in explore_kinds if kind not in homes)
    if not explore_kinds:
        yield f"{FILE}: {EXPLORE}: missing"
    yield from (f"{FILE}: kind {kind!r} is at home in {count} categories" for kind, count in homes.items() if count > 1)
    for name, row in rows.items():
        lost = sorted(row.when_indoors.keys() - rows.keys())
        yield from (f"{FILE}: category.{name}.when_indoors: no category {other!r}" for other in lost)
        if not row.words.get("en"):
            yield f"{FILE}: category.{name}.words.en: missing"
        yield from (f"{FILE}: category.{name}.also: no kind {kind!r}" for kind in row.also if kind not in homes)
        yield from _unknown_wider(name, row, rows)
    yield from _claimed_twice("cuisine", [row.cuisines for row in rows.values()])
    yield from _claimed_twice("tag", [row.tags for row in rows.values()])
    yield from _claimed_twice("Google type", [k.google_read for row in rows.values() for k in row.kind.values()])


def _unknown_wider(name: str, row: CategoryRow, rows: Mapping[str, Any]) -> Iterator[str]:
    if row.within is not None and (row.within not in rows or row.within == name):
        yield f"{FILE}: category.{name}.within: no other category {row.within!r}"


def _claimed_twice(what: str, lists: Sequence[Words]) -> Iterator[str]:
    counts = Counter(word for words in lists for word in words)
    yield from (f"{FILE}: {what} {word!r} is listed {count} times" for word, count in counts.items() if count > 1)
