"""Takes keys, tokens and personal data out of what is about to be logged. A leaf, pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

REMOVED = "[removed]"
SHORTEST_SECRET = 8
_TELLING_NAME = re.compile(
    r"(?i)(?:^|_)(?:key|token|secret|password|authorization|cookie|email|address|message|reply|prompt|first_name"
    r"|lat|lng|lon|latitude|longitude|location|position)$"
)

# Events, routes, methods: most of what is logged, and nothing that the patterns below could find.
_PLAIN_WORD = re.compile(r"[a-z0-9_/<>-]*|[A-Z]{3,7}")
# Outside text of any length goes through these before any limit, so each is linear: what may be long begins only where
# a run of its characters begins, or takes its run without giving any of it back (`*+`).
_LOOKS: tuple[tuple[str, str], ...] = (
    # The first, as what the others write in has brackets too.
    (r"\bExp(?:o|onent)PushToken\[[^\[\]]*+(?:\[[^\[\]]*+)?\]", REMOVED),
    (r"(?P<url_user>://)[^/\s@]*@", rf"\g<url_user>{REMOVED}@"),
    (r"(?P<query>(?<![^\s\"'?])[^\s?\"'/]*+/[^\s?\"']*+)\?[^\s\"']+", rf"\g<query>?{REMOVED}"),
    (
        r"(?i:(?P<name>(?:key|token|secret|password|passwd|appid|authorization|cookie)\b[\"']?\s*+[=:]\s*+[\"']?)"
        r"(?:(?:bearer|basic)\s+)?[^\s&,;\"'}]+)",
        rf"\g<name>{REMOVED}",
    ),
    (r"(?i:(?P<scheme>\b(?:bearer|basic)\s+)[\w.~+/=-]{8,})", rf"\g<scheme>{REMOVED}"),
    (r"\bAIza[\w-]{20,}|\bya29\.[\w.-]+", REMOVED),
    (r"(?P<before>(?<![\w-])(?:(?!\beyJ[\w-])[\w-])*+)eyJ[\w-]++\.[\w-]++\.[\w-]*", rf"\g<before>{REMOVED}"),
    (r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+", "[email]"),
    (r"-?\b\d{1,3}\.\d{3,},\s*-?\d{1,3}\.\d{3,}", "[position]"),
)
_PATTERNS = tuple((re.compile(pattern), instead) for pattern, instead in _LOOKS)


@lru_cache(maxsize=1024)
def _is_telling(name: str) -> bool:
    return _TELLING_NAME.search(name) is not None


class Redactor:
    """Replaces what looks like a secret or like personal data, and the given secrets wherever they appear."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._secrets = sorted({each for each in secrets if len(each) >= SHORTEST_SECRET}, key=len, reverse=True)

    def text(self, text: str) -> str:
        for secret in self._secrets:
            if secret in text:
                text = text.replace(secret, REMOVED)
        if _PLAIN_WORD.fullmatch(text):
            return text
        for pattern, instead in _PATTERNS:
            text = pattern.sub(instead, text)
        return text

    def field(self, name: str, value: Any) -> Any:
        """The value of a named field; nothing of it where the name alone says that it is secret or personal."""
        return REMOVED if value is not None and _is_telling(name) else self.value(value)

    def value(self, value: Any) -> Any:
        """The value with every text in it redacted; what is no plain data becomes text."""
        if isinstance(value, str):
            return self.text(value)
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, dict):
            return {self.text(str(key)): self.field(str(key), item) for key, item in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self.value(item) for item in value]
        return self.text(str(value))
