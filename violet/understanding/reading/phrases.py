"""The words and sentence patterns that reading looks for: one TOML file a language, one table a step of reading."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

LANGUAGES = ("en", "es", "zh", "hi", "fr", "ar", "ko", "other")
MACRO = re.compile(r"\{([a-z_]+)\}")


class Phrases:
    """What one step of reading looks for, in all languages together.

    `macros` stand for parts of patterns ("{number}"). Raises KeyError for a name that no language has.
    """

    def __init__(self, step: str) -> None:
        self._tables = [_file(language).get(step, {}) for language in LANGUAGES]
        self._macros = {name: text for table in self._tables for name, text in table.get("macros", {}).items()}

    def __getitem__(self, name: str) -> re.Pattern[str]:
        """The pattern of that name, of whichever language."""
        return re.compile("|".join(self._of("patterns", name)))

    def each(self, name: str) -> tuple[re.Pattern[str], ...]:
        """The patterns of that name, one a language: for those whose groups are read."""
        return tuple(re.compile(text) for text in self._of("patterns", name))

    def several(self, name: str) -> tuple[re.Pattern[str], ...]:
        """The patterns of that name in the order in which they are to be tried."""
        return tuple(re.compile(text) for texts in self._of("patterns", name) for text in texts)

    def all(self) -> Mapping[str, re.Pattern[str]]:
        """Every single pattern by its name."""
        names = {name for table in self._tables for name, own in table.get("patterns", {}).items() if _single(own)}
        return {name: self[name] for name in sorted(names)}

    def words(self, name: str) -> frozenset[str]:
        return frozenset(word for table in self._tables for word in table.get("words", {}).get(name, ()))

    def values(self, name: str = "values") -> Mapping[str, int]:
        """What words stand for: "fifteen" for 15."""
        return {word: value for table in self._tables for word, value in table.get(name, {}).items()}

    def rewrites(self, name: str) -> tuple[tuple[re.Pattern[str], str], ...]:
        """What is said in other words for the same, each with what it becomes."""
        own = (item for table in self._tables for item in table.get(name, {}).items())
        return tuple((re.compile(self._expanded(text)), becomes) for becomes, text in own)

    def tables(self, name: str) -> tuple[Mapping[str, Any], ...]:
        """The tables of that name, of the languages that have one."""
        return tuple(table[name] for table in self._tables if name in table)

    def _of(self, kind: str, name: str) -> list[Any]:
        found = [table[kind][name] for table in self._tables if name in table.get(kind, {})]
        if not found:
            raise KeyError(name)
        return [self._expanded(own) if _single(own) else [self._expanded(text) for text in own] for own in found]

    def _expanded(self, text: str) -> str:
        while (match := MACRO.search(text)) is not None:
            text = text[: match.start()] + self._macros[match.group(1)] + text[match.end() :]
        return text


@lru_cache(maxsize=32)
def _file(language: str) -> Mapping[str, Any]:
    file = resources.files(__package__).joinpath("words", f"{language}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _single(own: object) -> bool:
    return isinstance(own, str)
