"""What a question on one place asks after, in the words of the question: for saying that nobody here knows it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

from violet.domain.cards import Card

LEAST_LETTERS = 3
WORD = re.compile(r"\w+")


def unknown_of(question: str, name: str) -> str | None:
    """ "I don't know whether Reggio takes dining dollars": says of the place of that `name` what is not known, without
    its period; None where the question is put in no form that is read."""
    for form, found in _read(question):
        if not (form == "may" and _is_of_violet(found["thing"])):
            return f"I don't know {_in_words(form, found, name)}"
    return None


def told_of(question: str, card: Card) -> bool:
    """Whether the card's description has what the question asks after: "is it spicy" of noodles, "mostly spicy"."""
    thing = next((found.groupdict().get("thing") for _form, found in _read(question)), None)
    words = [_stem(word) for word in (thing or "").casefold().split() if len(word) >= LEAST_LETTERS]
    told = {_stem(word) for word in WORD.findall((card.description or "").casefold())}
    return bool(words) and told.issuperset(words)


def _read(question: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The forms in which the question is put, in the order of the table."""
    asked = " ".join(question.replace("\u2019", "'").split())
    for form, pattern in _patterns().items():
        if (found := pattern.match(asked)) is not None:
            yield form, found


def _stem(word: str) -> str:
    return word.removesuffix("s")


def _in_words(form: str, found: re.Match[str], name: str) -> str:
    thing = _said_back(found.groupdict().get("thing") or "")
    if form in ("does", "does_so"):
        return f"whether {name} {_words()['verbs'][found['verb'].casefold()]} {thing}".rstrip()
    if form == "is_there":
        there = "there's" if found["be"].casefold() == "is" else "there are"
        return f"whether {there} {thing} at {name}"
    if form == "is":
        return f"whether it's {thing} at {name}"
    if form == "need":
        return f"whether you need {thing} at {name}"
    if form == "bare":
        return f"about {thing} at {name}"
    return f"whether you can {thing} at {name}" if form == "may" else f"the {thing} at {name}"


def _is_of_violet(thing: str) -> bool:
    return thing.split()[0].casefold() in _words()["of_violet"]


def _said_back(thing: str) -> str:
    """ "My laptop" as "your laptop"."""
    return " ".join(_words()["said_back"].get(word.casefold(), word) for word in thing.split())


@lru_cache(maxsize=1)
def _patterns() -> Mapping[str, re.Pattern[str]]:
    parts = {name: part for name, part in _words().items() if isinstance(part, str)}
    parts["verbs"] = "|".join(_words()["verbs"])

    def whole(pattern: str) -> str:
        for name, part in parts.items():
            pattern = pattern.replace(f"{{{name}}}", part)
        return pattern

    return {name: re.compile(whole(pattern), re.IGNORECASE) for name, pattern in _words()["patterns"].items()}


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("unknowns.toml").read_text(encoding="utf-8"))
