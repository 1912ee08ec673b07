"""Which of the known sentence patterns a message has: how it asks, what it points at, how it begins."""

from __future__ import annotations

from violet.understanding.reading.lexicon import tokens_of
from violet.understanding.reading.phrases import Phrases

PATTERNS = Phrases("forms")
FORMS = PATTERNS.all()
FIRST_WORDS = PATTERNS.words("first")


def forms_in(text: str) -> frozenset[str]:
    """The names of the patterns in a normalised text; "first word: ..." tells how it begins, "digits" that there are some."""
    found = {name for name, pattern in FORMS.items() if pattern.search(text)}
    words = tokens_of(text)
    if words and words[0] in FIRST_WORDS:
        found.add(f"first word: {words[0]}")
    if any(character.isdigit() for character in text):
        found.add("digits")
    return frozenset(found)
