"""Small talk told by its words: a message that is nothing but greeting, thanks or a question about Violet."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from violet.understanding.reading.lexicon import Hit, tokens_of
from violet.understanding.reading.phrases import Phrases

PATTERNS = Phrases("smalltalk")
FILLER = PATTERNS.words("filler")
NEVER_SMALLTALK = ("category", "cuisine", "cue", "diet", "safety", "task")
ORDER = ("who_are_you", "abilities", "joke", "how_are_you", "thanks", "goodbye", "greeting")
SHORT_CHINESE = 8
# Questions about Violet in many wordings.
ASKED: Mapping[str, re.Pattern[str]] = {
    name: PATTERNS[f"asked_{name}"] for name in ("abilities", "who_are_you", "joke")
}
INSULT = "insult"
INSULTED = PATTERNS["insulted"]
# Thanks and farewells may say what for: "thanks, that library was great".
THANKS_FOR = PATTERNS["thanks_for"]
PARTING = tuple(sorted(PATTERNS.words("parting")))
LONGEST_PARTING, MOST_OTHER_WORDS = 8, 2


def pure_smalltalk(text: str, hits: Sequence[Hit]) -> str | None:
    """The kind of small talk where the message is nothing else: what is left without its words is filler."""
    own = [hit for hit in hits if hit.group == "smalltalk"]
    if THANKS_FOR.match(text) and "?" not in text:
        return "thanks"
    if any(hit.group in NEVER_SMALLTALK for hit in hits):
        return None
    if INSULTED.search(text):
        return INSULT
    if not own:
        return None
    words = tokens_of(text)
    covered = {index for hit in own for index in range(hit.start, hit.start + len(hit.words.split()))}
    left = [word for index, word in enumerate(words) if index not in covered and word not in FILLER]
    chinese = any(hit.words and ord(hit.words[0]) >= 0x3400 for hit in own)
    polite = any(hit.words.startswith(PARTING) for hit in own) and len(words) <= LONGEST_PARTING and "?" not in words
    if polite and len(left) <= MOST_OTHER_WORDS:
        return smalltalk_word(own)
    return smalltalk_word(own) if not left or (chinese and len(text) <= SHORT_CHINESE) else None


def smalltalk_word(hits: Sequence[Hit], text: str = "") -> str:
    """A question beats a greeting: "hi, who are you" is about who."""
    if INSULTED.search(text):
        return INSULT
    concepts = [hit.concept for hit in hits if hit.group == "smalltalk"]
    concepts += [concept for concept, pattern in ASKED.items() if pattern.search(text)]
    return next((concept for concept in ORDER if concept in concepts), "other")
