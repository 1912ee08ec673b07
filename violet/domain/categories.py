"""The kinds of places people ask for, and how they relate to the guide's kinds and the apps' vibes: questions about the
taxonomy in force.

There is one taxonomy for a process, for it is the language that all campuses share: what is learned, stored and cached
of a person is named by it. It is swapped whole; what is derived from it is kept with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Literal, TypeGuard

from pydantic_core import CoreSchema, core_schema

from violet.domain.taxonomy import EVERY_OTHER_CUISINE, CategoryRow, KindRow, Taxonomy, packaged_taxonomy

AT_HOME = 0.8
# What a kind counts that a place is on the side.
SIDE_KIND = 0.9


class _InForce:
    """The one reference that is swapped."""

    taxonomy: Taxonomy = packaged_taxonomy()


def taxonomy() -> Taxonomy:
    """The taxonomy in force."""
    return _InForce.taxonomy


def use_taxonomy(new: Taxonomy) -> None:
    """Puts another taxonomy in force, for the whole process."""
    _InForce.taxonomy = new


class _Categories(type):
    """What `Category` answers as a whole: `Category.CAFE` by name, and its members in the order of the taxonomy."""

    def __getattr__(cls, name: str) -> Category:
        try:
            return Category(name.lower())
        except ValueError:
            raise AttributeError(name) from None

    def __iter__(cls) -> Iterator[Category]:
        return iter([Category(name) for name in taxonomy().categories])


class Category(str, metaclass=_Categories):
    """A category of the taxonomy in force, by its name: equal to the name, and one object for each. Raises ValueError
    for a name that the taxonomy does not have."""

    __slots__ = ()
    _known: dict[str, Category] = {}  # noqa: RUF012 - the members ever made, so that there is one of each

    def __new__(cls, name: str) -> Category:
        if name not in taxonomy().categories:
            raise ValueError(f"{name!r} is not a category")
        return cls._known.setdefault(name, str.__new__(cls, name))

    def __repr__(self) -> str:
        return f"<Category.{self.upper()}>"

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: object) -> CoreSchema:
        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema())

    @property
    def value(self) -> str:
        """The name alone."""
        return str.__str__(self)

    @property
    def row(self) -> CategoryRow:
        """What the taxonomy says of it."""
        return taxonomy().categories[self]


def is_category(name: object) -> TypeGuard[str]:
    return name in taxonomy().categories


def category_named(name: str | None) -> Category | None:
    """The category with this name; None for a name that the taxonomy does not have (any more)."""
    return Category(name) if name is not None and is_category(name) else None


def kind_row(kind: str) -> KindRow | None:
    """What the taxonomy says of a kind; None for a word it does not have."""
    return taxonomy().kinds.get(kind)


def names_a_kind(word: str) -> bool:
    """Whether a word is what a category or a kind is called, and so no mark of a single place."""
    return word in _kind_words(taxonomy())


def vibe_weights(vibe: str | None) -> Mapping[Category, float]:
    """The categories that a picked vibe stands for, the heaviest first; empty for one that nobody knows."""
    return {Category(name): share for name, share in taxonomy().vibes.get(vibe or "", {}).items()}


def is_vibe(vibe: object) -> bool:
    return vibe in taxonomy().vibes


def quick_weights(name: str) -> dict[Category, float]:
    """The categories of a quick list, the heaviest first. Raises KeyError for one that nobody knows."""
    return {Category(category): share for category, share in taxonomy().quick_lists[name].items()}


def fit_of(category: Category, kind: str) -> float:
    """How well a place of the kind serves somebody who asks for the category, 0 to 1: 1 is what they mean."""
    return taxonomy().fits[category].get(kind, 0.0)


def diet_matters(kinds: Iterable[str]) -> bool:
    """Whether people eat or drink at a place of these kinds."""
    rows = taxonomy().kinds
    return any(kind in rows and rows[kind].diet_matters for kind in kinds)


def has_rooms(kind: str) -> bool:
    """Whether events are announced by the rooms of such a place."""
    row = kind_row(kind)
    return row is not None and row.rooms


def is_the_universitys(kinds: Iterable[str]) -> bool:
    return any(row.university for kind in kinds if (row := kind_row(kind)) is not None)


def is_for_errands(kinds: Iterable[str]) -> bool:
    """Whether the place is of a kind that nobody is sent to without having asked for it (an office, a gym)."""
    unasked = anywhere_kinds()
    return any(kind not in unasked for kind in kinds)


def category_of_cuisine(cuisine: str) -> Category:
    known = taxonomy().category_of_cuisine
    return Category(known.get(cuisine) or known[EVERY_OTHER_CUISINE])


def category_of_tag(tag: str) -> Category | None:
    """The category that a word of the guide asks for by itself ("dancing"); None for most."""
    name = taxonomy().category_of_tag.get(tag)
    return Category(name) if name is not None else None


def usual_plan(part_of_day: Literal["day", "evening"]) -> tuple[Category, ...]:
    """What a day or an evening is made of where nothing is said."""
    return tuple(map(Category, taxonomy().plan(part_of_day)))


def anywhere_kinds() -> tuple[str, ...]:
    """The kinds that a wish for anything may bring."""
    return _anywhere_kinds(taxonomy())


def category_fit(kinds: Iterable[str], wanted: Mapping[Category, float]) -> float:
    """How well a place of `kinds` serves the wanted categories, 0 to 1; its best kind counts, what it is on the side a
    little less than what it is first, and the less the later that is named.

    The heaviest wanted category counts in full, the others in proportion, so that a second wish cannot dilute the
    first. 0.5 where nothing is wanted.
    """
    if not wanted:
        return 0.5
    top = max(wanted.values())
    fits_of = taxonomy().fits
    fits = [
        SIDE_KIND**index * (weight / top) * fits_of[category].get(kind, 0.0)
        for index, kind in enumerate(kinds)
        for category, weight in wanted.items()
    ]
    return max(fits, default=0.0)


def eating_categories() -> set[Category]:
    """The categories of places where one eats or drinks something."""
    return {Category(name) for name, row in taxonomy().categories.items() if row.eating}


def kinds_for(wanted: Mapping[Category, float], *, least_fit: float = 0.4) -> tuple[str, ...]:
    """The kinds worth searching for, best first; empty where nothing in particular is wanted."""
    best: dict[str, float] = {}
    for category, weight in wanted.items():
        for kind, fit in taxonomy().fits[category].items():
            if fit >= least_fit:
                best[kind] = max(best.get(kind, 0.0), fit * weight)
    return tuple(sorted(best, key=lambda kind: (-best[kind], kind)))


def category_of(kinds: tuple[str, ...]) -> Category | None:
    """The category a place belongs to: the first that one of its kinds is at home in, its main kind first; where none
    is at home anywhere (an ice cream parlor), the one its main kind comes nearest to."""
    name = _category_of(taxonomy(), kinds)
    return Category(name) if name is not None else None


@lru_cache(maxsize=4)
def _kind_words(known: Taxonomy) -> frozenset[str]:
    names = [row.name for row in known.categories.values()] + [row.name for row in known.kinds.values()]
    return frozenset({*names, *known.kinds, *(name.removesuffix("s") for name in names)})


@lru_cache(maxsize=4)
def _anywhere_kinds(known: Taxonomy) -> tuple[str, ...]:
    return tuple(
        sorted({kind for name, fits in known.fits.items() if known.categories[name].anywhere for kind in fits})
    )


@lru_cache(maxsize=4096)
def _category_of(known: Taxonomy, kinds: tuple[str, ...]) -> str | None:
    for kind in kinds:
        for category, fits in known.fits.items():
            if fits.get(kind, 0.0) >= AT_HOME:
                return category
    near = {category: fits[kinds[0]] for category, fits in known.fits.items() if kinds and kinds[0] in fits}
    return max(near, key=lambda category: near[category]) if near else None
