"""What a pack needs beyond a sound guide: a license for what comes from elsewhere, and languages that are spoken."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from violet.campus.campus import Campus
from violet.campus.lint import lint
from violet.campus.problem import Problem, error, warning
from violet.domain.languages import SPOKEN

NOTICE: Final = "NOTICE.md"
GUIDE: Final = "guide"


def lint_pack(campus: Campus, root: Path) -> list[Problem]:
    """Everything wrong with a pack, in the order of the checks."""
    return [*lint(campus), *_languages(campus), *_licenses(campus), *_notice(campus, root)]


def _languages(campus: Campus) -> Iterator[Problem]:
    for language in campus.languages:
        if language not in SPOKEN:
            yield error("languages", f"nothing is written in {language!r}: there are {', '.join(SPOKEN)}")
    if len(set(campus.languages)) < len(campus.languages):
        yield error("languages", "a language is named twice")


def _licenses(campus: Campus) -> Iterator[Problem]:
    licensed = {license.source for license in campus.licenses}
    for source in campus.sources:
        if source.adapter != GUIDE and source.license is None and source.name not in licensed:
            yield error(source.id, "no license says what its events may be used for")
    unlicensed = {place.source for place in campus.places if place.source is not None} - licensed
    for name in sorted(filter(None, unlicensed)):
        yield error(name, "no license says what its facts may be used for")


def _notice(campus: Campus, root: Path) -> Iterator[Problem]:
    publishers = _publishers(campus)
    path = root / NOTICE
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    for publisher in sorted(publishers):
        if publisher not in text:
            yield warning(NOTICE, f"does not name {publisher}")


def _publishers(campus: Campus) -> Collection[str]:
    used = {place.source for place in campus.places}
    return {license.publisher for license in campus.licenses if license.source in used}
