"""The words and sentence patterns that reading looks for: one TOML file a language, one table a step of reading."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from itertools import groupby
from typing import Any

LANGUAGES = ("en", "es", "zh", "hi", "fr", "ar", "ko", "other")
MACRO = re.compile(r"\{([a-z_]+)\}")
WORD_BEGINS = r"\b"
# What an alternative is made of: an escape, a set of characters, or one character.
PARTS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)


class Phrases:
    """What one step of reading looks for, in all languages together.

    `macros` stand for parts of patterns ("{number}"). Raises KeyError for a name that no language has.
    """

    def __init__(self, step: str) -> None:
        self._tables = [_file(language).get(step, {}) for language in LANGUAGES]
        self._macros = {name: text for table in self._tables for name, text in table.get("macros", {}).items()}

    def __getitem__(self, name: str) -> re.Pattern[str]:
        """The pattern of that name, of whichever language."""
        return _compiled("|".join(self._of("patterns", name)))

    def each(self, name: str) -> tuple[re.Pattern[str], ...]:
        """The patterns of that name, one a language: for those whose groups are read."""
        return tuple(_compiled(text) for text in self._of("patterns", name))

    def several(self, name: str) -> tuple[re.Pattern[str], ...]:
        """The patterns of that name in the order in which they are to be tried."""
        return tuple(_compiled(text) for texts in self._of("patterns", name) for text in texts)

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
        return tuple((_compiled(self._expanded(text)), becomes) for becomes, text in own)

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


def _compiled(text: str) -> re.Pattern[str]:
    """The same pattern with one test of where a word begins for all neighbors that begin with it.

    Inside a word, where most positions of a message are, one test then fails instead of one an alternative: half the time.
    """
    groups = (
        (begins, list(neighbors))
        for begins, neighbors in groupby(_alternatives(text), key=lambda each: each.startswith(WORD_BEGINS))
    )
    return re.compile("|".join(_joined(neighbors) if begins else "|".join(neighbors) for begins, neighbors in groups))


def _joined(neighbors: Sequence[str]) -> str:
    return f"{WORD_BEGINS}(?:{'|'.join(each.removeprefix(WORD_BEGINS) for each in neighbors)})"


def _alternatives(text: str) -> list[str]:
    """What a pattern's outermost bars divide."""
    found, depth = [""], 0
    for part in PARTS.findall(text):
        depth += (part == "(") - (part == ")")
        if part == "|" and not depth:
            found.append("")
        else:
            found[-1] += part
    return found


@lru_cache(maxsize=32)
def _file(language: str) -> Mapping[str, Any]:
    file = resources.files(__package__).joinpath("words", f"{language}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _single(own: object) -> bool:
    return isinstance(own, str)
