"""Names in a sentence: how a card may be called, and which names nobody knows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from violet.domain.cards import Card
from violet.services.chat.replies.open_world import is_harmless
from violet.services.chat.replies.patterns import pattern, words

QUOTED = re.compile(r"[\"“「『《]([^\"”」』》]{2,80})[\"”」』》]")
CAPITALIZED, CALLED = pattern("capitalized", as_written=True), pattern("called", as_written=True)
ORDINARY_CAPITALS, SENTENCE_STARTERS = words("ordinary_capitals"), words("sentence_starters")


def has_unknown_name(rest: str, allowed: Iterable[str]) -> bool:
    """Whether a name is left in the sentence when the cards' names and the allowed words are taken out."""
    known = {plain(word) for text in allowed for word in re.findall(r"[\w'’&-]+", text)}
    for match in QUOTED.finditer(rest):
        if not _all_known(match.group(1), known):
            return True
    called = CALLED.search(rest)
    if called and not _all_known(called.group(1), known):
        return True
    return any(_is_name(match, rest, known) for match in CAPITALIZED.finditer(rest))


def _is_name(match: re.Match[str], sentence: str, known: set[str]) -> bool:
    capitals = [word for word in re.findall(r"[\w'’&-]+", match.group()) if word[:1].isupper()]
    before = sentence[: match.start()].strip(" _\"'“(-")
    at_start = not before or before.endswith(":")
    if at_start and (plain(capitals[0]) in SENTENCE_STARTERS or is_harmless(capitals[0])):
        capitals = capitals[1:]
    return any(
        plain(word).removesuffix("'s") not in known | ORDINARY_CAPITALS and not word.isdigit() for word in capitals
    )


def _all_known(text: str, known: set[str]) -> bool:
    return all(plain(word) in known for word in re.findall(r"[\w'’&-]+", text))


def plain(text: str) -> str:
    """Case and accents folded, length kept: positions in the plain text are positions in the text."""
    if text.isascii():
        return text.lower()
    folded = "".join((unicodedata.normalize("NFD", char)[0]).lower()[:1] or char for char in text)
    return folded.replace("’", "'")


def spellings(card: Card) -> list[str]:
    """The ways to write a card's name, longest first: whole, without "The", without what stands in brackets, aliases."""
    names = [card.name, re.sub(r"\s*\(.*?\)", "", card.name), card.name.split(" - ")[0]]
    if card.place is not None:
        names += card.place.aliases
    names += [name[4:] for name in names if name.lower().startswith("the ")]
    return sorted({name for name in names if len(name) >= 3}, key=lambda name: (-len(name), name))
