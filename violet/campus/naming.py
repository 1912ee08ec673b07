"""When two names mean one place and two addresses one door, in American ways of writing them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

SAME_STREET_SCORE: Final = 85.0

_ORDINALS: Final = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth",
)  # fmt: skip
_STREET_WORDS: Final = {
    **{word: str(number) for number, word in enumerate(_ORDINALS, start=1)},
    "one": "1", "two": "2", "saint": "st", "street": "st", "avenue": "av", "ave": "av",
    "place": "pl", "square": "sq", "boulevard": "blvd", "road": "rd", "plaza": "plz",
    "center": "ctr", "extension": "ext", "east": "e", "west": "w", "north": "n", "south": "s",
}  # fmt: skip
_SPAN: Final = r"(?P<low>\d+)(?: ?[a-z](?= ))?(?: ?[-/&] ?(?P<high>\d+)[a-z]?)?"
_HOUSE: Final = re.compile(rf"^{_SPAN} +(?P<street>.+)$")


def plain(text: str) -> str:
    """Lower case words: no accents, apostrophes or punctuation, "&" spelled out, single spaces."""
    folded = unicodedata.normalize("NFKD", text.casefold().replace("&", " and "))
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    return " ".join(re.sub(r"[\W_]+", " ", re.sub(r"['’‘`.]", "", letters)).split())


@lru_cache(maxsize=8192)
def plain_name(name: str) -> str:
    """`plain`, without a leading "the"."""
    return plain(name).removeprefix("the ")


def name_variants(name: str) -> tuple[str, ...]:
    """The plain forms of a recorded name: whole, without brackets, and both sides of " / "."""
    bare = re.sub(r"\s*\([^)]*\)", "", name)
    forms = [name, bare, *re.split(r"\s+/\s+", bare)]
    return tuple(dict.fromkeys(form for form in map(plain_name, forms) if form))


def name_score(ours: Iterable[str], theirs: Iterable[str]) -> float:
    """0 to 100: how alike the closest pair of plain names is, whatever the order of the words."""
    theirs = tuple(theirs)
    return max((fuzz.token_sort_ratio(a, b) for a in ours for b in theirs), default=0.0)


def contained_score(ours: Iterable[str], theirs: Iterable[str]) -> float:
    """0 to 100: as `name_score`, but the words of one name may be part of the other's."""
    theirs = tuple(theirs)
    return max((fuzz.token_set_ratio(a, b) for a in ours for b in theirs), default=0.0)


def house_numbers(address: str) -> range:
    """The house numbers an address spans ("19-23 St Marks Place": 19 to 23); empty if none.

    Public records run a span's two ends together ("140142 2 Avenue"); six digits or more are split.
    """
    match = _HOUSE.match(_first_line(address))
    if match is None:
        return range(0)
    low, high = match["low"], match["high"] or match["low"]
    if match["high"] is None and len(low) >= 6:
        low, high = low[: len(low) // 2], low[len(low) // 2 :]
    return range(int(low), max(int(low), int(high)) + 1)


def street(address: str) -> str:
    """The street of an address in one spelling: "425 Avenue of the Americas" is on "6av"."""
    line = _first_line(address)
    match = _HOUSE.match(line)
    words = plain(match["street"] if match else line)
    words = words.replace("avenue of the americas", "6 av").replace("ave of the americas", "6 av")
    known = (_STREET_WORDS.get(word, word) for word in words.split())
    return "".join(re.sub(r"^(\d+)(?:st|nd|rd|th)$", r"\1", word) for word in known)


def same_house(one: str, other: str) -> bool:
    """Whether the house numbers overlap; True where either address has none to compare."""
    ours, theirs = house_numbers(one), house_numbers(other)
    return not ours or not theirs or (ours.start < theirs.stop and theirs.start < ours.stop)


def same_street(one: str, other: str) -> bool:
    """Whether both name one street; True where either has no house number (a corner, a park)."""
    if not house_numbers(one) or not house_numbers(other):
        return True
    ours, theirs = street(one), street(other)
    same_digits = re.findall(r"\d+", ours) == re.findall(r"\d+", theirs)
    return same_digits and fuzz.ratio(ours, theirs) >= SAME_STREET_SCORE


def same_address(one: str, other: str) -> bool:
    """Whether two addresses can be one door: neither the house number nor the street differs."""
    return same_house(one, other) and same_street(one, other)


def _first_line(address: str) -> str:
    line = re.split(r"[,#(]", address, maxsplit=1)[0].casefold().replace("–", "-").strip()
    return re.sub(r"^(one|two)\b", lambda match: _STREET_WORDS[match[1]], line)
