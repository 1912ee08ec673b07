"""How a reply begins: never as an earlier one of the conversation does."""

from __future__ import annotations

from collections.abc import Sequence

from violet.services.chat.replies.names import SENTENCE_STARTERS, plain
from violet.services.chat.replies.open_world import is_harmless
from violet.services.chat.replies.tag_words import voice

OPENING_WORDS, OPENING_CHARACTERS = 2, 5
UNDIVIDED = "\u3000"
PUNCTUATION = ",.:;!?"


def begin_alike(words: str, other: str) -> bool:
    """Whether the first two words are the same; where words are not divided, the first few characters."""
    return _beginning(words) == _beginning(other)


def begun_afresh(words: str, before: Sequence[str], leads: Sequence[str], names: Sequence[str]) -> str:
    """The words with the first of the `leads` ("Well, ") that keeps them from beginning as one `before`; the same where
    they begin otherwise, or where no lead helps. What may be a name keeps its capital, as one of `names` does."""
    if not any(begin_alike(words, earlier) for earlier in before):
        return words
    rest = words if _keeps_capital(words, names) else words[:1].lower() + words[1:]
    led = [lead + rest for lead in leads]
    return next((one for one in led if not any(begin_alike(one, earlier) for earlier in before)), words)


def _beginning(words: str) -> tuple[str, ...]:
    divided = words[:1] < UNDIVIDED
    return tuple(words.split()[:OPENING_WORDS]) if divided else (words[:OPENING_CHARACTERS],)


def _keeps_capital(words: str, names: Sequence[str]) -> bool:
    first, second = [*words.split(maxsplit=2), "", ""][:2]
    named = any(words.startswith(name) for name in names) or not is_harmless(first.strip(PUNCTUATION))
    # "Easy Eclipse", but "At Bobst".
    of_two = second[:1].isupper() and second != "I" and plain(first) not in SENTENCE_STARTERS
    return named or of_two or first in voice()["capitals"] or first.isupper()
