"""Small talk told by its words: a message that is nothing but greeting, thanks or a question about Violet."""

from __future__ import annotations

from collections.abc import Sequence

from violet.services.understanding.lexicon import Hit, tokens_of

FILLER = frozenset(
    "so um uh well please there you u violet bot very much really a an the for to is it me my i im that all just oh and good day again everyone friend man bro dude today . , ! ? ; doing are do can how what whats".split()
)
NEVER_SMALLTALK = ("category", "cuisine", "cue", "diet", "safety", "task")
ORDER = ("who_are_you", "abilities", "joke", "how_are_you", "thanks", "goodbye", "greeting")
SHORT_CHINESE = 8


def pure_smalltalk(text: str, hits: Sequence[Hit]) -> str | None:
    """The kind of small talk where the message is nothing else: what is left without its words is filler."""
    own = [hit for hit in hits if hit.group == "smalltalk"]
    if not own or any(hit.group in NEVER_SMALLTALK for hit in hits):
        return None
    words = tokens_of(text)
    covered = {index for hit in own for index in range(hit.start, hit.start + len(hit.words.split()))}
    left = [word for index, word in enumerate(words) if index not in covered and word not in FILLER]
    chinese = any(hit.words and ord(hit.words[0]) >= 0x3400 for hit in own)
    return smalltalk_word(own) if not left or (chinese and len(text) <= SHORT_CHINESE) else None


def smalltalk_word(hits: Sequence[Hit]) -> str:
    """A question beats a greeting: "hi, who are you" is about who."""
    concepts = [hit.concept for hit in hits if hit.group == "smalltalk"]
    return next((concept for concept in ORDER if concept in concepts), "other")
