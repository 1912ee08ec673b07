"""Third-party text made plain: no HTML, no entities, nothing invisible, and no longer than anybody reads. Pure."""

from __future__ import annotations

import html
import re
import unicodedata

import nh3

MAX_TITLE_CHARS = 200
MAX_LINE_CHARS = 300
MAX_DESCRIPTION_CHARS = 2000
# What is beyond is not even looked at.
MAX_READ_CHARS = 20_000
# Text that was escaped more than once is unwrapped this often; what is still HTML then is cut out.
MAX_ROUNDS = 4

# Bounded, or a page of "<br<br<br" would be read once for each of them.
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/h[1-6]|/tr)\b[^<>]{0,200}>", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]{0,1000}>")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[\s]*")


def plain(text: str | None, limit: int = MAX_DESCRIPTION_CHARS) -> str | None:
    """`text` without markup, lines kept; None where nothing is left. Cut at a word, with an ellipsis."""
    if not text:
        return None
    found = _visible(_without_markup(text[:MAX_READ_CHARS]))
    found = _LINES.sub("\n", _SPACES.sub(" ", found)).strip()
    return _cut(found, limit) or None


def line(text: str | None, limit: int = MAX_LINE_CHARS) -> str | None:
    """`text` as one plain line."""
    found = plain(text, limit=limit * 2)
    return _cut(" ".join(found.split()), limit) if found else None


def _without_markup(text: str) -> str:
    """The text a browser would show, however often it was escaped. Scripts and styles go with their content."""
    for _ in range(MAX_ROUNDS):
        if "<" not in text and "&" not in text:
            return text
        cleaned = html.unescape(nh3.clean(_BREAK.sub("\n", text), tags=set()))
        if cleaned == text:
            break
        text = cleaned
    return _TAG.sub("", text)


def _visible(text: str) -> str:
    """Without control characters and those that reorder or hide text; a line break stays one."""
    normal = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        c for c in normal if c in "\n\t" or c == "\u200d" or unicodedata.category(c) not in ("Cc", "Cf", "Cs")
    )


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    return (head.rsplit(None, 1)[0] if " " in head[limit // 2 :] else head).rstrip(" ,.;:-") + "…"
