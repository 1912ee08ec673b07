"""Messages in languages that nobody here reads: translated in, answered and checked in English, and translated out.

Names, numbers of telephones and links are not a translator's to change: they go out of the text first, as marks, and
come back in afterwards. A translation that lost one of them is not used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

import structlog

from violet.campus.campus import Campus
from violet.domain.intent import Intent
from violet.domain.languages import ENGLISH, SPOKEN, Translator
from violet.ports import ProviderError
from violet.services.chat.parts.turn_parts import Answer
from violet.understanding.reading.language import language_of

log = structlog.get_logger(__name__)

DEGRADED = "translation"
NOTE = "(I could not translate this into your language.)"
MIN_NAME = 4
_MARK = re.compile(r"\[\s*(\d{1,3})\s*\]")
_KEPT = re.compile(r"https?://\S+|\+?\d[\d ()-]{1,}\d")


@dataclass(frozen=True, slots=True)
class Reading:
    """A message as it is understood. `language` is what it was translated from; None where it was not. `failed` where
    it should have been."""

    message: str
    language: str | None = None
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Masked:
    text: str
    kept: tuple[str, ...]

    def restored(self, translated: str) -> str | None:
        """With what was kept in the place of its marks; None where a mark is missing or one too many."""
        marks = [int(number) for number in _MARK.findall(translated)]
        if sorted(marks) != list(range(len(self.kept))):
            return None
        return _MARK.sub(lambda mark: self.kept[int(mark[1])], translated)


def read_in(translator: Translator | None, campus: Campus, message: str) -> Reading:
    """The message in English, where it is in a language that is not read here and there is a translator."""
    language = language_of(message)
    if translator is None or language in SPOKEN:
        return Reading(message)
    masked = mask(message, campus.once(_names_of))
    english = _translated(translator, masked, source=language, target=ENGLISH)
    return Reading(message, language, failed=True) if english is None else Reading(english, language)


def say_out(translator: Translator | None, reading: Reading, reply: str, answer: Answer) -> tuple[str, tuple[str, ...]]:
    """The reply in the language of the message, and what is degraded: where that failed it is in English, and says
    so."""
    if translator is None or reading.language is None:
        return reply, ()
    said = None
    if not reading.failed:
        names = (*(card.name for card in answer.cards), *answer.grounds.names)
        masked = mask(reply, _any_of(names))
        said = _translated(translator, masked, source=ENGLISH, target=reading.language)
    return (f"{reply} {NOTE}", (DEGRADED,)) if said is None else (said, ())


def in_language(intent: Intent, asked: str | None, accepted: str | None) -> Intent:
    """The intent, to be answered in the language that was asked for; else in that of the message; else, as English is
    what short messages are taken for, in the one that the person reads best."""
    language = asked or (accepted if intent.language == ENGLISH else None)
    return replace(intent, language=language) if language in SPOKEN else intent


def mask(text: str, names: re.Pattern[str] | None) -> Masked:
    """The text with marks ([0], [1], ...) for names, telephone numbers and links. Brackets of its own become round."""
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"[{len(kept) - 1}]"

    plain = text.replace("[", "(").replace("]", ")")
    pattern = _KEPT.pattern if names is None else f"{names.pattern}|{_KEPT.pattern}"
    masked = re.sub(pattern, keep, plain, flags=re.IGNORECASE)
    return Masked(masked, tuple(kept))


def _translated(translator: Translator, masked: Masked, *, source: str, target: str) -> str | None:
    try:
        (translated,) = translator.translate([masked.text], source=source, target=target)
    except ProviderError as error:
        log.warning("not_translated", failure=str(error.failure), source=source, target=target)
        return None
    restored = masked.restored(translated)
    if restored is None:
        log.warning("translation_lost_names", source=source, target=target)
    return restored


def _names_of(campus: Campus) -> re.Pattern[str] | None:
    """What the campus's places, areas and sites are called."""
    named = (*campus.sites, *campus.areas, *campus.places)
    return _any_of(name for one in named for name in (one.name, *one.aliases))


def _any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """The longest first, as whole words."""
    long = sorted({name for name in names if len(name) >= MIN_NAME}, key=lambda name: (-len(name), name))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, long)) + r")(?!\w)", re.IGNORECASE) if long else None
