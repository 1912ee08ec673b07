"""Taking what is personal out of what somebody wrote, before people who do not know them read it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from violet.observability.redaction import Redactor

MIN_NAME = 3
_LOOKS = (
    (re.compile(r"(?<!\w)@[\w.]{2,}"), "[name]"),
    (re.compile(r"https?://\S+|\bwww\.\S+"), "[link]"),
    (re.compile(r"(?<![\w.])\+?\(?\d[\d\s().-]{7,}\d(?!\w)"), "[number]"),
    (re.compile(r"\b[a-zA-Z]{1,3}\d{3,6}\b"), "[id]"),
    (re.compile(r"\b\d{6,}\b"), "[number]"),
    (
        re.compile(
            r"\b\d{1,5}\s+(?:[A-Za-z0-9'.]+\s+){0,3}(?:street|st|avenue|ave|road|rd|place|pl|square|sq|lane|ln|drive|dr|court"
            r"|ct|boulevard|blvd)\b(?:[\s,#]*(?:apt|apartment|unit|suite|room|#)\.?\s*#?\w+)?",
            re.IGNORECASE,
        ),
        "[address]",
    ),
    (re.compile(r"\b(?:apt|apartment|room|dorm)\.?\s*#?\d\w*", re.IGNORECASE), "[address]"),
    (
        re.compile(
            r"\b(?P<said>(?i:my name is|my name's|i am called|this is|call me|me llamo|mi nombre es))\s+"
            r"[^\W\d_][\w'-]*(?:\s+[A-Z][\w'-]*)*"
        ),
        r"\g<said> [name]",
    ),
    (
        re.compile(
            r"\b(?P<said>(?i:my (?:friend|roommate|girlfriend|boyfriend|partner|sister|brother|professor|mom|dad)))\s+"
            r"[A-Z][\w'-]*(?:\s+[A-Z][\w'-]*)*"
        ),
        r"\g<said> [name]",
    ),
)


def scrubbed(text: str, *, names: Iterable[str | None] = ()) -> str:
    """The text without mail addresses, numbers, links, street addresses, positions, what is called a name, and `names`,
    those that are known to be the writer's."""
    text = Redactor().text(text)
    for look, instead in _LOOKS:
        text = look.sub(instead, text)
    for name in names:
        for word in re.findall(r"\w[\w'-]*", name or ""):
            if len(word) >= MIN_NAME:
                text = re.sub(rf"(?i)(?<!\w){re.escape(word)}(?!\w)", "[name]", text)
    return text
