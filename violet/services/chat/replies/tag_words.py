"""Tags as a person says them: as a clause of their own, after "somewhere", after a name, of several places, denied."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

from violet.domain.cards import Card
from violet.services.chat.replies.wording import joined

# What nobody is told of a place who did not ask for it.
UNASKED = frozenset({"alcohol"})
# Clauses that begin alike are said as one: "it's quiet and cozy", "it has wifi and outlets".
BEGINNINGS = ("it's ", "it has ", "it serves ")
_PLURALS = {"is": "are", "has": "have", "does": "do"}


def clauses_of(tags: Iterable[str]) -> list[str]:
    """ "it's quiet", for each tag that there are words for."""
    words = voice()["clauses"]
    return [words[tag] for tag in tags if tag in words]


def tag_clauses(tags: Iterable[str], *, most: int) -> str:
    """ "it's cozy and good for groups, and it has wifi", of what a place has; never what somebody may not want to
    hear."""
    return merged(clauses_of(tag for tag in tags if tag not in UNASKED)[:most])


def merged(clauses: Sequence[str]) -> str:
    """Clauses as one, what begins alike together."""
    kept: list[str] = []
    for beginning in BEGINNINGS:
        alike = [clause.removeprefix(beginning) for clause in clauses if clause.startswith(beginning)]
        kept += [beginning + joined(alike)] if alike else []
    kept += [clause for clause in clauses if not clause.startswith(BEGINNINGS)]
    if len(kept) == 2 and " and " in kept[0]:
        return ", and ".join(kept)
    return joined(kept)


def clause_of(tag: str) -> str:
    """A tag as what follows "somewhere": "that's quiet", "that has wifi"."""
    verb, rest = _predicate(tag)
    return f"that's {rest}" if verb == "is" else f"that {verb} {rest}"


def said_of(tag: str) -> str:
    """A tag or a diet as what follows a name: "is quiet", "has vegan choices"."""
    return " ".join(_predicate(tag))


def said_of_many(tag: str) -> str:
    """As what follows several names: "are quiet", "have wifi", "take reservations"."""
    verb, rest = _predicate(tag)
    return f"{_plural(verb)} {rest}"


def denied_of(tag: str) -> str:
    """As what follows a name that it is not true of: "isn't quiet", "doesn't take reservations"."""
    verb, rest = _predicate(tag)
    return f"isn't {rest}" if verb == "is" else f"doesn't {_plural(verb)} {rest}"


def cuisine_words(cuisine: str) -> str:
    """ "Thai food", "ramen"."""
    return str(voice()["cuisines"].get(cuisine, cuisine))


def diet_phrase(card: Card, *, wanted: frozenset[str]) -> str | None:
    """ "halal choices", of what was asked for and the place is known to have."""
    return diet_words(sorted(wanted.intersection(card.diets))) or None


def diet_words(diets: Sequence[str]) -> str:
    """ "halal and vegan choices": what a place has for them."""
    own = voice()["diets"]
    plain = [diet for diet in diets if diet not in own]
    return joined([*([f"{joined(plain)} choices"] if plain else []), *(own[diet] for diet in diets if diet in own)])


def _plural(verb: str) -> str:
    return _PLURALS.get(verb, verb.removesuffix("s"))


def _predicate(tag: str) -> tuple[str, str]:
    """The verb in the third person and the rest."""
    words = voice()
    said = words["predicates"].get(tag) or words["clauses"].get(tag)
    said = str(said or f"has {tag.replace('_', ' ')} choices")
    said = said.replace("it's ", "is ", 1).removeprefix("it ")
    verb, _, rest = said.partition(" ")
    return verb, rest


@lru_cache(maxsize=1)
def voice() -> Mapping[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("voice.toml").read_text(encoding="utf-8"))
