"""Requests that are told by a whole message, from patterns in a TOML file: `openings` before, `endings` after. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

_DROPPED = re.compile(r"['’`]")
_PUNCTUATION = re.compile(r"[^\w]+")


def plain(text: str) -> str:
    """Without case, accents that Latin letters carry, apostrophes and punctuation."""
    return _PUNCTUATION.sub(" ", _DROPPED.sub("", unicodedata.normalize("NFC", text).casefold())).strip()


def any_of(alternatives: Iterable[str]) -> str:
    """The alternatives as a regular expression, the longest first."""
    return "|".join(sorted(alternatives, key=len, reverse=True))


def whole_message(words: Mapping[str, Any], alternatives: Iterable[str]) -> re.Pattern[str]:
    """Matches one of the alternatives between any of the file's `openings` and `endings`."""
    start, end = rf"(?:(?:{any_of(words['openings'])}) ?)*", rf"(?: ?(?:{any_of(words['endings'])}))*"
    return re.compile(f"{start}(?:{any_of(alternatives)}){end}")


def about_which(words: str) -> str:
    """A pattern of the file, in which only WHICH is captured."""
    return words.replace("(", "(?:").replace("WHICH", "(.{1,80}?)")
