"""A text in a language: from that language's catalog, in English where it has none.

The language of a request is kept beside it (`speaking`), so that a use case which writes a mail need not be told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Final

from babel.messages.pofile import read_po

LOCALE: Final = Path(__file__).parent / "locale"
ENGLISH: Final = "en"
_FIELD = re.compile(r"\{(\w+)\}")

speaking: ContextVar[str] = ContextVar("speaking", default=ENGLISH)
"""The language (ISO 639-1) of whoever is being answered."""


def say(text: str, **facts: object) -> str:
    """An English text of the catalogs in the language that is spoken, with its fields filled in."""
    return catalog(speaking.get()).get(text, text).format(**facts)


def said_in(language: str, sentence: str) -> str:
    """A finished English sentence in a language: one of the catalog's, or one that a text with fields was made into. As
    it is where it is neither."""
    words = catalog(language)
    if sentence in words:
        return words[sentence]
    for pattern, translation in _patterns(language):
        match = pattern.fullmatch(sentence)
        if match is not None:
            return translation.format(**match.groupdict())
    return sentence


@lru_cache(maxsize=16)
def catalog(language: str) -> Mapping[str, str]:
    """English text -> its translation; empty for English and for a language without a catalog."""
    path = LOCALE / language / "LC_MESSAGES" / "messages.po"
    if not re.fullmatch(r"[a-z]{2}", language) or not path.is_file():
        return {}
    with path.open("rb") as file:
        found = read_po(file, locale=language)
    return {str(one.id): str(one.string) for one in found if one.id and one.string}


@lru_cache(maxsize=16)
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The texts with fields, each as what finds its fields in a finished sentence."""
    fielded = [(text, translation) for text, translation in catalog(language).items() if _FIELD.search(text)]
    return tuple((_pattern(text), translation) for text, translation in fielded if "\n" not in text)


def _pattern(text: str) -> re.Pattern[str]:
    parts = _FIELD.split(text)
    literal = [re.escape(part) for part in parts[::2]]
    fields = [f"(?P<{name}>[^\\n]{{1,500}}?)" for name in parts[1::2]]
    return re.compile("".join(part for pair in zip(literal, [*fields, ""], strict=True) for part in pair))
