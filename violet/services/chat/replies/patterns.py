"""The words and sentence patterns that the checks of replies look for, from `words/checks.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

MACRO = re.compile(r"\{([a-z_]+)\}")


def pattern(name: str, *, as_written: bool = False) -> re.Pattern[str]:
    """The pattern of that name; it looks at the case only where it is `as_written`. Raises KeyError for no name."""
    text = MACRO.sub(lambda macro: _macros()[macro[1]], _file()["patterns"][name])
    return re.compile(text, 0 if as_written else re.IGNORECASE)


def words(name: str) -> frozenset[str]:
    return frozenset(_file()["words"][name])


def numbers(name: str = "numbers") -> Mapping[str, float]:
    """What words stand for: "fifteen" for 15."""
    found: Mapping[str, float] = _file()[name]
    return found


@lru_cache(maxsize=1)
def _macros() -> Mapping[str, str]:
    names = numbers()
    word_number = "|".join(sorted(names, key=len, reverse=True))
    number = rf"(?:\d+(?:[.,]\d+)?|{word_number})"
    return {"number": number, "word_number": word_number, "counting": "|".join(names)}


@lru_cache(maxsize=1)
def _file() -> Mapping[str, Any]:
    text = resources.files(__package__).joinpath("words", "checks.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
