"""What a stretch of text claims in numbers: clock times, amounts of money, distances, ratings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from violet.services.chat.replies.patterns import numbers, pattern

WORD_NUMBERS, AMOUNTS = numbers(), numbers("amounts")
CLOCK, ALL_DAY, MONEY = pattern("clock"), pattern("all_day"), pattern("money")
MINUTES, HOURS, LENGTH = pattern("minutes"), pattern("hours"), pattern("length")
VAGUE_NEAR, STARS, PRAISE = pattern("vague_near"), pattern("stars"), pattern("praise")
# What stands before a claim: words of a limit, of a stay, and of closing.
ECHO, STAY, CLOSING = pattern("echo"), pattern("stay"), pattern("closing")
DIGITS = re.compile(r"\d+(?:[.,:]\d+)*")


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: its kind and value in a comparable form (minutes of the day, dollars, minutes, meters, a word).
    `echo` is True where the words before it make it a limit somebody set ("under $10", "for an hour")."""

    kind: str
    value: str | float
    echo: bool = False


@lru_cache(maxsize=1024)
def claims_in(text: str) -> tuple[Claim, ...]:
    """All claims of the text. Kept, as a sentence is read before it leaves and once more for what it states."""
    return tuple(_read(text))


def _read(text: str) -> Iterator[Claim]:
    """What one pattern has read, the plain-number check does not read again."""
    rest = text
    for kind, form, reader in _READERS:
        for match in list(form.finditer(rest)):
            before = rest[: match.start()]
            echo = _is_echo(kind, before, match.group())
            for value in reader(match):
                yield Claim(kind, value, echo)
        rest = form.sub(" ", rest)
    for match in DIGITS.finditer(rest):
        yield Claim("number", match.group())


def _is_echo(kind: str, before: str, said: str) -> bool:
    """Whether the words make it a limit or a stay rather than a fact about a place; closing times never are."""
    if kind == "clock" and (CLOSING.search(before) or CLOSING.match(said)):
        return False
    return bool(ECHO.search(before) or ECHO.match(said)) or (kind == "hours" and bool(STAY.search(before)))


def without_numbers(text: str) -> str:
    """The text without what `claims_in` reads, number by number."""
    for _kind, form, _reader in _READERS:
        text = form.sub(" ", text)
    return DIGITS.sub(" ", text)


def clock_values(text: str) -> set[float]:
    """The clock times a text speaks of, as minutes of the day; a bare hour stands for both halves of the day."""
    return {value for match in CLOCK.finditer(text) for value in _both_halves(match)}


def _clock(match: re.Match[str]) -> list[float]:
    values = _both_halves(match)
    return values[:1] if len(values) == 1 else [-values[0] - 1]


def _both_halves(match: re.Match[str]) -> list[float]:
    hour, minute, half, hour24, minute24, word, bare, oclock = match.groups()
    if word:
        return [0.0 if word.lower() == "midnight" else 720.0]
    if half:
        base = int(hour) % 12 + (12 if half.lower().startswith("p") else 0)
        return [base * 60.0 + int(minute or 0)]
    if hour24:
        at = int(hour24) * 60.0 + int(minute24)
        return [at] if int(hour24) > 12 else [at % 720, at % 720 + 720]
    bare_hour = number(bare or oclock) % 12
    return [bare_hour * 60, bare_hour * 60 + 720]


def number(text: str) -> float:
    plain = text.lower().replace(",", ".")
    if plain in WORD_NUMBERS:
        return float(WORD_NUMBERS[plain])
    return AMOUNTS.get(plain) or float(plain)


def _money(match: re.Match[str]) -> list[float]:
    return [number(group) for group in match.groups() if group]


def _minutes(match: re.Match[str]) -> list[float]:
    return [number(group) for group in match.groups() if group]


def _hours(match: re.Match[str]) -> list[float]:
    return [number(match.group(1)) * 60]


METERS = {
    "mi": 1609.344,
    "fe": 0.3048,
    "ft": 0.3048,
    "me": 1.0,
    "m": 1.0,
    "km": 1000.0,
    "ki": 1000.0,
    "ya": 0.9144,
    "bl": -1.0,
}


def _length(match: re.Match[str]) -> list[float]:
    unit = match.group(2).lower()
    factor = METERS["m"] if unit == "m" else METERS[unit[:2]]
    return [-1.0] if factor < 0 else [number(match.group(1)) * factor]


def _stars(match: re.Match[str]) -> list[float]:
    return [number(group) for group in match.groups() if group]


_READERS = (
    ("all_day", ALL_DAY, lambda match: ["24"]),
    ("stars", STARS, _stars),
    ("money", MONEY, _money),
    ("minutes", MINUTES, _minutes),
    ("hours", HOURS, _hours),
    ("length", LENGTH, _length),
    ("vague_near", VAGUE_NEAR, lambda match: ["near"]),
    ("praise", PRAISE, lambda match: ["praise"]),
    ("clock", CLOCK, _clock),
)
