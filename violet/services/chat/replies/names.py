"""Names in a sentence: how a card may be called, and which names nobody knows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Set
from functools import lru_cache

from violet.domain.cards import Card
from violet.services.chat.replies.open_world import is_harmless
from violet.services.chat.replies.patterns import pattern, words

WORD = re.compile(r"[\w'’&-]+")
QUOTED = re.compile(r"[\"“「『《]([^\"”」』》]{2,80})[\"”」』》]")
CAPITALIZED, CALLED = pattern("capitalized", as_written=True), pattern("called", as_written=True)
ORDINARY_CAPITALS, SENTENCE_STARTERS = words("ordinary_capitals"), words("sentence_starters")


def plain_words(texts: Iterable[str]) -> set[str]:
    """The words of some texts, as `plain` has them."""
    return {plain(word) for text in texts for word in WORD.findall(text)}


def has_unknown_name(rest: str, known: Set[str]) -> bool:
    """Whether a name is left in the sentence when the cards' names and the `known` words (plain) are taken out."""
    for match in QUOTED.finditer(rest):
        if not _all_known(match.group(1), known):
            return True
    called = CALLED.search(rest)
    if called and not _all_known(called.group(1), known):
        return True
    return any(_is_name(match, rest, known) for match in CAPITALIZED.finditer(rest))


def _is_name(match: re.Match[str], sentence: str, known: Set[str]) -> bool:
    capitals = [word for word in WORD.findall(match.group()) if word[:1].isupper()]
    before = sentence[: match.start()].strip(" _\"'“(-")
    at_start = not before or before.endswith(":")
    if at_start and (plain(capitals[0]) in SENTENCE_STARTERS or is_harmless(capitals[0])):
        capitals = capitals[1:]
    return any(
        plain(word).removesuffix("'s") not in known | ORDINARY_CAPITALS and not word.isdigit() for word in capitals
    )


def _all_known(text: str, known: Set[str]) -> bool:
    return all(plain(word) in known for word in WORD.findall(text))


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Case and accents folded, length kept: positions in the plain text are positions in the text."""
    if text.isascii():
        return text.lower()
    folded = "".join((unicodedata.normalize("NFD", char)[0]).lower()[:1] or char for char in text)
    return folded.replace("’", "'")


def spellings(card: Card) -> tuple[str, ...]:
    """The ways to write a card's name, longest first: whole, without "The", without what stands in brackets, aliases."""
    return _spellings(card.name, tuple(card.place.aliases) if card.place is not None else ())


@lru_cache(maxsize=4096)
def _spellings(name: str, aliases: tuple[str, ...]) -> tuple[str, ...]:
    names = [name, re.sub(r"\s*\(.*?\)", "", name), name.split(" - ")[0], *aliases]
    names += [one[4:] for one in names if one.lower().startswith("the ")]
    return tuple(sorted({one for one in names if len(one) >= 3}, key=lambda one: (-len(one), one)))
