"""Spoils texts and JSON values, the same way for the same random numbers."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

DEEP = 300
HOSTILE_TEXTS = (
    "\x00",
    "\ufeff",
    "\u202e",
    "\u2028",
    "\U0001f600",
    "\x1b[31m",
    "\r",
    "\n",
    "\r\n ",
    "\t",
    ";",
    ":",
    ",",
    "=",
    '"',
    "\\",
    "%00",
    "%",
    "'",
    "../",
    "<script>",
    "{{7*7}}",
    "${x}",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59-12:00",
    "00010101",
    "99991231T235959Z",
    "2026-02-30",
    "9999-12-31",
    "0001-01-01",
    "00010101T000000",
    "24:61",
    "-1",
    "0",
    "1e400",
    "NaN",
    "Infinity",
    "9" * 400,
    "null",
    "true",
    "[]",
    "{}",
    "[" * DEEP,
    "{" * DEEP,
    "a" * 5000,
    "a.a." * 500,
    "https://[::1",
    "https://" + "a" * 64 + ".example",
    "FREQ=SECONDLY",
    "INTERVAL=0",
    "COUNT=999999999",
    "UNTIL=99991231",
    "BYDAY=99MO",
    "BYSETPOS=-366",
    "TZID=Nowhere/Land",
    "VALUE=DATE",
    "P99999999W",
    "-PT0S",
    "RRULE:FREQ=YEARLY;BYDAY=SU,SU",
    "RDATE:20261118T150000Z",
    "EXDATE:",
    "&#x0;",
    "&amp;" * 200,
)


def spoiled_text(text: str, random: Random) -> str:
    """One to four changes."""
    for _ in range(random.randint(1, 4)):
        text = random.choice(_CHANGES)(text, random)
    return text


def spoiled_bytes(content: bytes, random: Random) -> bytes:
    """The same for what need not be text afterwards."""
    mutable = bytearray(spoiled_text(content.decode("utf-8", "replace"), random).encode("utf-8", "replace"))
    for _ in range(random.randint(0, 3)):
        if mutable:
            mutable[random.randrange(len(mutable))] = random.randrange(256)
    return bytes(mutable)


def spoiled_value(value: Any, random: Random) -> Any:
    """The JSON value with one to three things within it replaced, left out or added."""
    for _ in range(random.choice((1, 1, 2, 3))):
        value = _spoiled_once(value, random)
    return value


def _spoiled_once(value: Any, random: Random) -> Any:
    if isinstance(value, dict) and value and random.random() < 0.9:
        key = random.choice(sorted(value))
        change = random.random()
        if change < 0.1:
            return {name: one for name, one in value.items() if name != key}
        if change < 0.2:
            return value | {spoiled_text(key, random): value[key]}
        return value | {key: _spoiled_once(value[key], random)}
    if isinstance(value, list) and value and random.random() < 0.8:
        place = random.randrange(len(value))
        return [*value[:place], _spoiled_once(value[place], random), *value[place + 1 :]]
    if isinstance(value, str) and random.random() < 0.7:
        return random.choice(HOSTILE_TEXTS) if random.random() < 0.3 else spoiled_text(value, random)
    return random.choice(_VALUES)(random)


def _span(text: str, random: Random) -> tuple[int, int]:
    start = random.randint(0, len(text))
    return start, min(len(text), start + random.randint(0, 40))


def _cut(text: str, random: Random) -> str:
    start, end = _span(text, random)
    return text[:start] + text[end:]


def _insert(text: str, random: Random) -> str:
    place = random.randint(0, len(text))
    return text[:place] + random.choice(HOSTILE_TEXTS) + text[place:]


def _replace(text: str, random: Random) -> str:
    start, end = _span(text, random)
    return text[:start] + random.choice(HOSTILE_TEXTS) + text[end:]


def _repeat(text: str, random: Random) -> str:
    start, end = _span(text, random)
    return text[:end] + text[start:end] * random.choice((1, 2, 50)) + text[end:]


def _swap(text: str, random: Random) -> str:
    lines = text.splitlines(keepends=True)
    random.shuffle(lines)
    return "".join(lines)


def _scramble(text: str, random: Random) -> str:
    if not text:
        return text
    place = random.randrange(len(text))
    return text[:place] + chr(random.choice((random.randrange(0xD800), random.randrange(128)))) + text[place + 1 :]


def _digits(text: str, random: Random) -> str:
    return "".join(str(random.randrange(10)) if one.isdigit() and random.random() < 0.3 else one for one in text)


Change = Callable[[str, Random], str]
_CHANGES: tuple[Change, ...] = (_cut, _insert, _replace, _repeat, _swap, _scramble, _digits)
_VALUES: tuple[Callable[[Random], Any], ...] = (
    lambda _: None,
    lambda _: True,
    lambda _: [],
    lambda _: {},
    lambda _: "",
    lambda _: -1,
    lambda _: 2**63,
    lambda _: 1e308,
    lambda _: [None, {"id": None}],
    lambda random: random.randrange(-(10**9), 10**9) / 7,
    lambda random: random.choice(HOSTILE_TEXTS),
    lambda random: json.loads("[" * DEEP + "]" * DEEP) if random.random() < 0.3 else [[[]]],
)
