"""The open-world check: what is left of a sentence when names, known facts and harmless words are taken out must be
empty.

It knows nothing of what a lie may be about: a ramp, the staff, last year's closing are refused because no card has the
word.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

from violet.domain.cards import Card
from violet.domain.categories import kind_row, taxonomy
from violet.services.chat.replies.canonical import folded
from violet.services.chat.replies.claims import WORD_NUMBERS
from violet.services.chat.replies.patterns import words

PLURALS = ("'s", "s", "es")
# Of harmless words alone: "park" on a card is no parking.
ENDINGS = ("ly", "er", "ing", "ed")
FRENCH_ELISIONS, ARABIC_PREFIXES = words("french_elisions"), words("arabic_prefixes")
ARABIC_MARKS = re.compile(r"[\u064b-\u0652\u0640]")
INSIDE_WORDS = "'’-"
# What is told of all text, for that which has no other letters: most of it, and twenty times as fast.
ASCII_WORD = re.compile(r"[A-Za-z]+(?:['-][A-Za-z]+)*")
LONGEST_PIECE = 8


def rest_of(text: str, cards: Sequence[Card], also: Iterable[str] = ()) -> list[str]:
    """The words of a stretch of text (`canonical`, with names, numbers and properties taken out) that neither are
    harmless nor stand on one of the cards or in the texts of `also`."""
    allowed = frozenset[str]().union(*(_card_words(card) for card in cards), *(words_of(one) for one in also))
    return [word for word in _tokens(folded(text)) if not _is_allowed(word, allowed)]


def says(marker: str, text: str) -> bool:
    """Whether a text says that something is unknown ("unknown") or hands the wish back ("echo"), in any language."""
    plain = folded(text)
    return any(phrase in plain for phrase in _markers(marker))


def is_own_word(said: str, card: Card) -> bool:
    """Whether the card's own texts have all the words."""
    own = _card_words(card)
    return all(_latin(word, own) or word in own for word in words_of(said))


def fields_of(text: str, card: Card) -> list[str]:
    """The fields of a card that the words of a text come from, where they say anything."""
    said = {word for word in words_of(text) if not _is_allowed(word, frozenset())}
    return [field for field, texts in _texts(card) if said & _words_of_texts(texts)]


@lru_cache(maxsize=2048)
def words_of(text: str) -> frozenset[str]:
    return frozenset(_tokens(folded(text)))


def is_harmless(word: str) -> bool:
    """Whether a word asserts nothing by itself, in any of the languages."""
    return folded(word) in _harmless()


def _is_allowed(word: str, allowed: frozenset[str]) -> bool:
    known = _harmless() | allowed
    if word in known:
        return True
    script = _script(word[0])
    if script == "latin":
        return _latin(word, known)
    if script in ("han", "hangul"):
        return _in_pieces(word, known)
    if script == "arabic":
        bare = ARABIC_MARKS.sub("", word)
        return any(bare.removeprefix(prefix) in known for prefix in ("", *ARABIC_PREFIXES) if bare.startswith(prefix))
    return False


def _latin(word: str, known: frozenset[str]) -> bool:
    if any(word.startswith(elision) and word[len(elision) :] in known for elision in FRENCH_ELISIONS):
        return True
    if any(word.endswith(end) and word[: -len(end)] in known for end in PLURALS):
        return True
    if any(word.endswith(end) and word[: -len(end)] in _harmless() for end in ENDINGS):
        return True
    parts = [part for part in re.split(r"[-']", word) if part]
    return len(parts) > 1 and all(part in known for part in parts)


def _in_pieces(word: str, known: frozenset[str]) -> bool:
    """Whether the word can be cut into known pieces, in a script that joins or does not divide words."""
    reach = [True] + [False] * len(word)
    for end in range(1, len(word) + 1):
        reach[end] = any(reach[start] and word[start:end] in known for start in range(max(0, end - LONGEST_PIECE), end))
    return reach[-1]


def _tokens(text: str) -> Iterable[str]:
    """Runs of letters with their marks, apostrophes and hyphens inside words; one script to a run."""
    return ASCII_WORD.findall(text) if text.isascii() else _tokens_of_scripts(text)


def _tokens_of_scripts(text: str) -> Iterator[str]:
    word = ""
    for at, char in enumerate(text):
        joins = char in INSIDE_WORDS and bool(word) and at + 1 < len(text) and text[at + 1].isalpha()
        letter = unicodedata.category(char)[0] in "LM"
        if word and letter and _script(char) != _script(word[0]) and unicodedata.category(char)[0] == "L":
            yield word
            word = ""
        if letter or (joins and _script(word[0]) == "latin"):
            word += char
        elif word:
            yield word
            word = ""
    if word:
        yield word


def _script(char: str) -> str:
    for name, low, high in _SCRIPTS:
        if low <= char <= high:
            return name
    return "other"


_SCRIPTS = (
    ("latin", "A", "\u024f"), ("latin", "\u1e00", "\u1eff"), ("arabic", "\u0600", "\u06ff"),
    ("devanagari", "\u0900", "\u097f"), ("han", "\u3040", "\u30ff"), ("han", "\u3400", "\u9fff"),
    ("hangul", "\u1100", "\u11ff"), ("hangul", "\uac00", "\ud7a3"),
)  # fmt: skip


@lru_cache(maxsize=512)
def _words_of_texts(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for text in texts for word in words_of(text))


def _card_words(card: Card) -> frozenset[str]:
    """Every word of the card's own texts, and what places of its kinds are called."""
    return _words_of_texts(tuple(text for _field, texts in _texts(card) for text in texts))


def _texts(card: Card) -> list[tuple[str, tuple[str, ...]]]:
    """The card's texts by field."""
    place = card.place
    fields: dict[str, list[str | None]] = {
        "name": [card.name, *(place.aliases if place is not None else ())],
        "description": [card.description],
        "address": [card.address],
        "why": list(card.why),
        "organizer": [card.organizer],
        "start": [card.when],
        "top_category": [card.top_category, *_category_words(card.top_category)],
    }
    if place is not None:
        fields["kinds"] = [word for kind in place.kinds for word in _kind_words(kind)]
        fields["cuisines"] = list(place.cuisines)
    elif card.type == "event":
        fields["tags"] = [tag.replace("_", " ") for tag in card.tags]
    return [(field, tuple(text for text in texts if text)) for field, texts in fields.items()]


@lru_cache(maxsize=256)
def _kind_words(kind: str) -> tuple[str, ...]:
    row = kind_row(kind)
    return (kind.replace("_", " "), *((row.name, *row.words) if row is not None else ()))


@lru_cache(maxsize=64)
def _category_words(name: str | None) -> tuple[str, ...]:
    """What a category is called in other languages; English words for it are those of its kinds."""
    from_taxonomy = taxonomy().categories.get(name or "")
    if from_taxonomy is None:
        return ()
    return (
        from_taxonomy.name,
        *(word for code, words in from_taxonomy.words.items() if code != "en" for word in words),
    )


def without_phrases(text: str) -> str:
    """Without phrases that assert nothing although their words might ("feel free"). Folded."""
    return _phrases().sub(" ", folded(text))


@lru_cache(maxsize=1)
def _phrases() -> re.Pattern[str]:
    phrases = [folded(one) for table in _tables().values() for one in table.get("phrases", ())]
    return re.compile(
        "|".join(rf"(?<![a-z]){re.escape(one)}(?![a-z])" for one in sorted(phrases, key=len, reverse=True))
    )


@lru_cache(maxsize=1)
def _harmless() -> frozenset[str]:
    said = (word for table in _tables().values() if "phrases" in table for word in table["words"].split())
    words = {*WORD_NUMBERS, *map(folded, said)}
    return frozenset(words | {ARABIC_MARKS.sub("", word) for word in words})


@lru_cache(maxsize=4)
def _markers(name: str) -> tuple[str, ...]:
    return tuple(folded(phrase) for phrases in _tables()[name].values() for phrase in phrases)


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("words", "harmless.toml").read_text(encoding="utf-8"))
