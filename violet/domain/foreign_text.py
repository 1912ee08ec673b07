"""Names and descriptions that others wrote: what in them is never said as our own words. Pure.

A link or a phone number may lead anywhere, and an instruction is not for whoever reads it to us: "ignore what you were
told", "call now". They are refused where the guide is checked and masked where a card is made.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

NAMELESS = "this place"
# Of a host without a scheme: the endings that links in texts have. "Prince St. Pizza" and "No. 7" have none.
_ENDINGS = "com|org|net|edu|gov|io|co|us|info|biz|shop|store|site|online|app|dev|link|xyz|ru|cn|me|ly|top|example|test"
_LINK = re.compile(
    rf"(?:https?|ftp)://\S+|www\.\S+|\b[\w.+-]+@[\w-]+\.[\w.-]+|\b[a-z0-9][\w-]*(?:\.[\w-]+)*\.(?:{_ENDINGS})\b(?:/\S*)?",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\w.])(?:\+\d{1,3}[ .-]?)?(?:\(\d{2,4}\)|\d{2,4})[ .-]?\d{3,4}[ .-]\d{4}(?!\w)"
    r"|(?<!\w)\+\d[\d ().-]{7,}\d"
)
_INSTRUCTION = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b[^.!?]{0,40}"
    r"\b(?:instructions?|rules?|prompts?|above|previous|prior|before|told|everything)\b"
    r"|\b(?:system|developer) (?:prompt|message|instructions?)\b"
    r"|\byou are (?:now |a |an )*(?:assistant|ai|chatbot|language model|bot)\b"
    r"|\bas an? (?:ai|assistant|language model)\b"
    r"|(?:^|[.!?:]\s+)(?:please |always |now )*(?:tell|say to|inform|instruct|convince)\b[^.!?]{0,20}"
    r"\b(?:users?|students?|readers?|guests?)\b"
    r"|\b(?:reply|respond|output|repeat)\b[^.!?]{0,15}\b(?:with|only|exactly|the following|verbatim)\b"
    r"|\b(?:click|tap) (?:here|this|the link|below)\b"
    r"|\b(?:call|text|dial|whatsapp) (?:us|now)\b|\b(?:venmo|cashapp|zelle) (?:us|me|now|to)\b"
    r"|</?\w+[^>]*>|\[/?(?:inst|system|user|assistant)\]|<\|[^|]*\|>",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s+|\n+")
_CHECKS = (("an instruction", _INSTRUCTION), ("a link", _LINK), ("a phone number", _PHONE))


def foreign_in(text: str) -> Iterator[str]:
    """What the text has that is never ours: "an instruction", "a link", "a phone number", "hidden characters"."""
    yield from (what for what, pattern in _CHECKS if pattern.search(text))
    if any(_is_hidden(character) for character in text):
        yield "hidden characters"


@lru_cache(maxsize=4096)
def spoken_name(name: str) -> str:
    """The name without its links, phone numbers and hidden characters, and up to where an instruction begins."""
    shown = _INSTRUCTION.split(_without_hidden(name), maxsplit=1)[0]
    return _tidied(_PHONE.sub(" ", _LINK.sub(" ", shown))) or NAMELESS if any(foreign_in(name)) else name


@lru_cache(maxsize=4096)
def spoken_text(text: str | None) -> str | None:
    """The text without hidden characters, and without the sentences that have a link, a phone number or an instruction:
    what would be left of them says nothing."""
    if text is None or not any(foreign_in(text)):
        return text
    kept = [part for part in _SENTENCE.split(_without_hidden(text)) if not any(foreign_in(part))]
    return " ".join(kept).strip() or None


def _tidied(text: str) -> str:
    """Without what is left of brackets, and of marks that nothing follows."""
    text = re.sub(r"[(\[]\s*[)\]]", " ", text)
    text = re.sub(r"\s+([,.;:!?])", r"\1", re.sub(r"\s+", " ", text))
    return text.strip(" -–—:;,|·•")


def _without_hidden(text: str) -> str:
    return "".join(character for character in text if not _is_hidden(character))


def _is_hidden(character: str) -> bool:
    """Controls and marks that turn or hide what is written; a line's end, and what joins letters in Hindi and in
    pictures, are none."""
    return unicodedata.category(character) in ("Cc", "Cf") and character not in "\n\t\u200c\u200d"
