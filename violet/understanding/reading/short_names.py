"""What people make of the long name of a place."""

from __future__ import annotations

import re

from violet.understanding.reading.phrases import Phrases

WORDS = Phrases("gazetteer")
LAST_WORDS, STREET_WORDS = WORDS.words("last"), WORDS.words("streets")
BRACKETS = re.compile(r"\s*\(.*?\)")


def short_names(name: str) -> list[str]:
    """What people make of a long name: without what stands in brackets, then without a last word such as "Coffee" where
    two words are left."""
    bare = BRACKETS.sub("", name).strip()
    words = bare.split()
    shorter = " ".join(words[:-1]) if len(words) > 2 and words[-1].casefold() in LAST_WORDS else ""
    if shorter.casefold().split()[-1:] and shorter.casefold().split()[-1] in STREET_WORDS:
        shorter = ""  # "Mulberry Street" is a street before it is a library
    return [short for short in (bare, shorter) if short and short != name]
