"""A sentence of any language in the form in which its numbers are read: compatibility forms undone, digits of every
script as ASCII, and minutes, hours of the day, money and ratings as English writes them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

# What no sentence needs: control characters and those that turn the direction of text around or hide in it. The two
# joiners belong to the spelling of Hindi, Persian and others.
JOINERS = "\u200c\u200d"
UNITS = {"minutes": "minutes", "hours": "hours", "miles": "miles", "dollars": "dollars", "stars": "stars"}
NON_LATIN = r"\u0600-\u06ff\u0900-\u097f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
_BESIDE_DIGITS = re.compile(rf"(?<=[{NON_LATIN}])(?=[\d$])|(?<=\d)(?=[{NON_LATIN}])")
_DECIMAL_COMMA = re.compile(r"(?<![\d,])(\d{1,2}),(\d{1,2})(?!\d)")
_FRENCH_CLOCK = re.compile(r"(?<![\d:])([01]?\d|2[0-4]) ?h(?: ?([0-5]\d))?(?![a-z\d])")


def hidden_character(text: str) -> str | None:
    """The first character that may not be in a reply; None where there is none."""
    if text.isascii() and text.isprintable():
        return None
    for char in text:
        if unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs", "Cn") and char not in f"{JOINERS}\n\t":
            return char
    return None


def canonical(text: str) -> str:
    """What claims are read from. Words stay as they are."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKC", text)
    plain = "".join(str(unicodedata.digit(char)) if char.isdigit() and not char.isascii() else char for char in plain)
    if plain.isascii():
        return plain
    plain = _BESIDE_DIGITS.sub(" ", plain)
    plain = _DECIMAL_COMMA.sub(r"\1.\2", plain)
    for pattern, replacement in _patterns():
        plain = pattern.sub(replacement, plain)
    return plain


def folded(text: str) -> str:
    """Lower case, Latin letters without accents, one character for one: positions stay."""
    return text.lower() if text.isascii() else "".join(_folded(char) for char in text)


@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    if char == "’":
        return "'"
    lower = char.lower()[:1] or char
    latin = "\u00c0" <= char <= "\u024f" or "\u1e00" <= char <= "\u1eff"
    return unicodedata.normalize("NFD", lower)[0] if latin else lower


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[re.Pattern[str], Any]]:
    words = _words()
    clock: Mapping[str, list[str]] = words["clock"]
    before = f"(?P<before>{_any(clock['before_am'] + clock['before_pm'])})"
    after = f"(?P<after>{_any(clock['am'] + clock['pm'])})"
    hour = r"(?P<hour>\d{1,2})(?: ?[:：] ?(?P<minute>\d{2}))?"
    minutes = rf"(?: ?(?P<half>{_any(clock['half'])})| ?(?P<more>\d{{1,2}}) ?(?:分|분))?"
    marked = rf"(?:{before} ?)?{hour} ?(?:{_any(clock['marks'])}){minutes}"
    patterns: list[tuple[re.Pattern[str], Any]] = [
        (re.compile(marked), _clock),
        (re.compile(rf"{before} ?(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})"), _clock),
        (re.compile(rf"{hour} ?{after}", re.IGNORECASE), _clock),
        (_FRENCH_CLOCK, lambda match: f" {match[1]}:{match[2] or '00'} "),
        (re.compile(_any(clock["noon"])), " noon "),
        (re.compile(_any(clock["midnight"])), " midnight "),
        (re.compile(rf"(?:{_any(words['units']['rated'])})[^\w]*(\d(?:\.\d)?)"), r" rated \1 "),
    ]
    for name, english in UNITS.items():
        unit = re.compile(rf"(\d+(?:\.\d+)?) ?(?:{_any(words['units'][name])})")
        patterns.append((unit, rf"\1 {english} "))
    return patterns


def _clock(match: re.Match[str]) -> str:
    """ "晚上10点半" -> "10:30 PM"; without a half of the day as it was said."""
    said = match.groupdict()
    clock = _words()["clock"]
    minute = said.get("minute") or (said.get("more") or "").zfill(2)
    minute = "30" if said.get("half") else minute
    half = said.get("before") or said.get("after") or ""
    afternoon = half in clock["before_pm"] or half.casefold() in clock["pm"]
    hour = int(said["hour"])
    if not half or hour > 12:
        return f" {hour:02d}:{minute or '00'} "
    return f" {hour}:{minute or '00'} {'PM' if afternoon else 'AM'} "


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("words", "numbers.toml").read_text(encoding="utf-8"))
