"""What a stretch of text claims: clock times, amounts of money, distances, ratings, numbers, and properties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

WORD_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "twenty-five": 25, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100,
}  # fmt: skip
_WORDS = "|".join(sorted(WORD_NUMBERS, key=len, reverse=True))
_NUMBER = rf"(?:\d+(?:[.,]\d+)?|{_WORDS})"
CLOCK = re.compile(
    r"\b(\d{1,2})(?:[:.](\d{2}))?\s*(a\.?m\.?|p\.?m\.?)(?![a-z])|\b([01]?\d|2[0-3]):([0-5]\d)\b|\b(noon|midnight|midday)\b"
    rf"|\b(?:until|till|at|by|from|opens? at|closes? at)\s+(\d{{1,2}}|{_WORDS})(?:\s*o'?clock)?(?=[\s,.;!?)]|$)(?!\s*(?:[ap]\.?m\b|min|percent|dollar|buck|people|block|place))"
    rf"|\b({_WORDS}|\d{{1,2}})\s*o'?clock\b",
    re.IGNORECASE,
)
ALL_DAY = re.compile(
    r"\b24\s*/\s*7\b|\b(?:24|twenty-four)[ -]hours?\b|\baround the clock\b|\ball night\b", re.IGNORECASE
)
MONEY = re.compile(
    rf"\$\s*(\d+(?:\.\d+)?)(?:\s*[-–to]+\s*\$?(\d+(?:\.\d+)?))?|\b({_NUMBER})\s*(?:dollars?|bucks?|usd)\b",
    re.IGNORECASE,
)
MINUTES = re.compile(rf"\b({_NUMBER})(?:\s*[-–]\s*({_NUMBER}))?[\s-]*(?:minutes?|mins?)\b", re.IGNORECASE)
HOURS = re.compile(rf"\b({_NUMBER}|an?|half an)[\s-]*hours?\b", re.IGNORECASE)
LENGTH = re.compile(
    rf"\b({_NUMBER}|half a|quarter)[\s-]*(?:of a )?(miles?|mi|feet|ft|meters?|metres?|m|km|kilometers?|blocks?|yards?)\b",
    re.IGNORECASE,
)
VAGUE_NEAR = re.compile(
    r"\b(?:around the corner|next door|steps away|a stone's throw|across the street|few blocks|couple of blocks|right there)\b",
    re.IGNORECASE,
)
STARS = re.compile(
    rf"\b({_NUMBER})(?:\s*(?:out of (?:5|five)|/\s*5))?[\s-]*stars?\b|\brated (?:at |an? )?(\d(?:\.\d)?)", re.IGNORECASE
)
PRAISE = re.compile(
    r"\b(?:highly|top|best)[- ]rated\b|\bgreat reviews\b|\brave reviews\b|\bfive-star\b|\bmichelin\b|\baward[- ]winning\b",
    re.IGNORECASE,
)
ECHO = re.compile(
    r"\b(?:under|within|below|less than|up to|at most|no more than|your|budget of|limit of|asked for|wanted|by|before|at|around)\s+"
    r"(?:(?:a|an|the|about|your)\s+)?$",
    re.IGNORECASE,
)
STAY = re.compile(r"\b(?:for|your|an?)\s+(?:about\s+)?$", re.IGNORECASE)
CLOSING = re.compile(
    r"\b(?:until|till|til|through|clos\w+|opens?|open)(?:\s+(?:at|from|by|around|until|till))?\s*$", re.IGNORECASE
)
DIGITS = re.compile(r"\d+(?:[.,:]\d+)*")

# Words that claim a property, and the tag or diet that has to be on the card for it.
PROPERTIES: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        name: re.compile(pattern, re.IGNORECASE)
        for name, pattern in {
            "wifi": r"\bwi-?fi\b",
            "outlets": r"\b(?:power )?outlets?\b|\bsockets?\b|\bplace to plug in\b",
            "quiet": r"\b(?:quiet|silent|peaceful|hushed)\b",
            "vegan": r"\bvegan\b",
            "vegetarian": r"\bvegetarian\b",
            "halal": r"\bhalal\b",
            "kosher": r"\bkosher\b",
            "gluten-free": r"\bgluten[- ]free\b",
            "dairy-free": r"\bdairy[- ]free\b",
            "pork-free": r"\bpork[- ]free\b",
            "outdoor_seating": r"\b(?:outdoor|sidewalk|patio) (?:seating|tables?|seats?)\b|\bpatio\b|\bterrace\b",
            "live_music": r"\blive (?:music|jazz|bands?)\b",
            "free": r"\b(?:for|is|are|totally|completely|admission is|entry is|it's) free\b|\bfree (?:entry|admission|of charge)\b|\bcosts nothing\b|\bno cover\b",
            "student_discount": r"\bstudent (?:discount|deal|price|special)s?\b|\bdiscounts? (?:for|with)\b|\b\d+ ?% off\b|\bpercent off\b",
            "dog_friendly": r"\b(?:dog|pet)[- ]friendly\b|\bdogs (?:are )?(?:welcome|allowed)\b",
            "cash_only": r"\bcash[- ]only\b",
            "views": r"\b(?:skyline|river|harbor) views?\b|\brooftop\b",
            "reservations": r"\btakes? reservations\b|\bbook a table\b|\breserve a table\b",
        }.items()
    }
)
HEDGE = re.compile(
    r"\b(?:not sure|don't know|do not know|no idea|unknown|can't confirm|cannot confirm|couldn't find|no information|no word|"
    r"not listed|isn't listed|may or may not|check (?:first|ahead)|if you (?:want|need|prefer)|you asked|you wanted|asked for|looking for|"
    r"you need|doesn't|does not|isn't|is not|not|no)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: its kind and value in a comparable form (minutes of the day, dollars, minutes, metres, a word).
    `echo` is True where the words before it make it a limit somebody set ("under $10", "for an hour")."""

    kind: str
    value: str | float
    echo: bool = False


def claims_in(text: str) -> Iterator[Claim]:
    """All claims of the text. What one pattern has read, the plain-number check does not read again."""
    rest = text
    for kind, pattern, reader in _READERS:
        for match in list(pattern.finditer(rest)):
            before = rest[: match.start()]
            echo = _is_echo(kind, before, match.group())
            for value in reader(match):
                yield Claim(kind, value, echo)
        rest = pattern.sub(" ", rest)
    for match in DIGITS.finditer(rest):
        yield Claim("number", match.group())
    if not HEDGE.search(text):
        for name, pattern in PROPERTIES.items():
            if pattern.search(text):
                yield Claim("property", name)


def _is_echo(kind: str, before: str, said: str) -> bool:
    """Whether the words make it a limit or a stay rather than a fact about a place; closing times never are."""
    if kind == "clock" and (CLOSING.search(before) or CLOSING.match(said)):
        return False
    return bool(ECHO.search(before) or ECHO.match(said)) or (kind == "hours" and bool(STAY.search(before)))


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
    return {"a": 1.0, "an": 1.0, "half an": 0.5, "half a": 0.5, "quarter": 0.25}.get(plain) or float(plain)


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
