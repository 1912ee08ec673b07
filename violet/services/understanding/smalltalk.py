"""Small talk told by its words: a message that is nothing but greeting, thanks or a question about Violet."""

from __future__ import annotations

import re
from collections.abc import Sequence

from violet.services.understanding.lexicon import Hit, tokens_of

FILLER = frozenset(
    "so um uh well please there you u violet bot very much really a an the for to is it me my i im that all just oh and good day again everyone friend man bro dude today . , ! ? ; doing are do can how what whats super helpful useful was were this lot ton works worked such of it".split()
)
NEVER_SMALLTALK = ("category", "cuisine", "cue", "diet", "safety", "task")
ORDER = ("who_are_you", "abilities", "joke", "how_are_you", "thanks", "goodbye", "greeting")
SHORT_CHINESE = 8
# Questions about Violet in many wordings.
ASKED = {
    "abilities": re.compile(
        r"\bwhat (?:else |all )?(?:(?:kinds?|sorts?|types?) of )?(?:stuff|things|questions|topics)? ?(?:can|could|should|do) (?:i|we|you|u)"
        r"(?: even)? (?:ask|do|help|know|cover|answer)\b|\bhow do (?:i|we) use (?:you|this)\b|\bwhat are you (?:able|made|here) (?:to|for)\b"
    ),
    "who_are_you": re.compile(r"\bwho (?:even )?(?:are|r|made|built|created|programmed|designed) (?:you|u|this)\b"),
    "joke": re.compile(r"\b(?:tell|know|got|give|have)\b.*\b(?:jokes?|puns?|riddles?)\b|\bmake me (?:laugh|smile)\b"),
}
# Thanks and farewells may say what for: "thanks, that library was great".
THANKS_FOR = re.compile(
    r"(?:ok |okay |hey |wow )?(?:thanks|thank (?:you|u)|thx|ty|tysm)\b.*\b(?:was|were|worked|loved|helped)\b"
)
PARTING = ("thank", "thx", "tysm", "ty", "appreciate", "much appreciated", "bye", "goodbye", "gracias")
LONGEST_PARTING, MOST_OTHER_WORDS = 8, 2


def pure_smalltalk(text: str, hits: Sequence[Hit]) -> str | None:
    """The kind of small talk where the message is nothing else: what is left without its words is filler."""
    own = [hit for hit in hits if hit.group == "smalltalk"]
    if THANKS_FOR.match(text) and "?" not in text:
        return "thanks"
    if not own or any(hit.group in NEVER_SMALLTALK for hit in hits):
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
    concepts = [hit.concept for hit in hits if hit.group == "smalltalk"]
    concepts += [concept for concept, pattern in ASKED.items() if pattern.search(text)]
    return next((concept for concept in ORDER if concept in concepts), "other")
