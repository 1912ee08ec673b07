"""Days that are typed with a slip: "thrusday", "tonigth", "tomarrow"."""

from __future__ import annotations

import re
from functools import lru_cache

from violet.understanding.reading.lexicon import has_meaning
from violet.understanding.reading.misspelled import is_slip
from violet.understanding.reading.phrases import Phrases

PATTERNS = Phrases("moments")
DAYS = (*sorted(PATTERNS.values("weekdays")), *sorted(PATTERNS.words("days")))
FIRST_LETTERS = frozenset(day[0] for day in DAYS)
# Shorter words have no slip in them that leaves them one.
LEAST_LETTERS = 5
LONG_WORD = re.compile(rf"\b[a-z]{{{LEAST_LETTERS},}}\b")
NO_DAYS = PATTERNS.words("no_days")


def with_days_spelled(text: str) -> str:
    """The normalised text with the days in it as they are spelled: "dinner thrusday" with "thursday"."""
    return LONG_WORD.sub(lambda match: _spelled(match.group()), text)


@lru_cache(maxsize=4096)
def _spelled(word: str) -> str:
    """The day that a word is a slip of, where it is no word itself: a sundae is no Sunday."""
    if word in DAYS or word[0] not in FIRST_LETTERS or word in NO_DAYS:
        return word
    day = next((day for day in DAYS if word[0] == day[0] and is_slip(word, day)), None)
    return word if day is None or has_meaning(word) else day
