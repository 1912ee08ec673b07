"""What may not be in a name that others have to read."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

from glin_profanity import Filter

LANGUAGES = ("english", "spanish", "french")
# What the library's lists, which are about swearing, leave out.
BLOCKED = frozenset("hitler nazi nazis kkk rape rapist lynch genocide terrorist suicide".split())
_WORD = re.compile(r"[^\W_]+")


def is_decent(text: str) -> bool:
    """Whether nothing in it is on the lists, however it is disguised: letters as digits, accents, spaces between."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    words = _WORD.findall(plain)
    if BLOCKED.intersection(words) or BLOCKED.intersection(("".join(words),)):
        return False
    return not _filter().is_profane(plain) and not _filter().is_profane(" ".join(words))


@cache
def _filter() -> Any:
    return Filter({"languages": list(LANGUAGES), "detect_leetspeak": True})
