"""Whether a message is about events one goes to: to be reminded of one, to answer one, or what one goes to. Pure; the
words are in the TOML beside it.

Such a message is told by its whole, and what it names has to be an event that was shown: "remind me to call mom" and
"I'm going to the beach" stay what they are.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from violet.domain.intent import ShownCard
from violet.services.chat.parts.saving_requests import meant
from violet.services.chat.parts.whole_messages import about_which, any_of, plain, whole_message

WORDS = Path(__file__).with_suffix(".toml")
MAX_CHARS = 160
# A week, as events/{id}/rsvp takes it.
MAX_MINUTES = 10_080

Action = Literal["remind", "unremind", "going", "leaving", "mine"]
ACTIONS: tuple[Action, ...] = ("mine", "unremind", "leaving", "remind", "going")
# Only these make sense where nothing was named and no event was shown.
WITHOUT_EVENT = frozenset({"remind", "unremind"})


@dataclass(frozen=True, slots=True)
class ReminderRequest:
    """`cards` are the events meant, none where the message names none. `minutes_before` is None where it does not say;
    `named` tells whether the message points to an event at all."""

    action: Action
    cards: tuple[ShownCard, ...] = ()
    minutes_before: int | None = None
    named: bool = False


def reminder_request(
    message: str, lists: Sequence[Sequence[ShownCard]], discussed: ShownCard | None
) -> ReminderRequest | None:
    """None where the message is about anything else. `lists` are the cards shown so far, the last list last."""
    if len(message) > MAX_CHARS:
        return None
    text, minutes = _without_time(plain(message))
    for action, pattern in _patterns().items():
        found = pattern.fullmatch(text)
        if found is None:
            continue
        if action == "mine":
            return ReminderRequest(action)
        which = next((group for group in found.groups() if group), "").strip()
        request = _about(action, which, minutes, lists, discussed)
        if request is not None:
            return request
    return None


def _about(
    action: Action, which: str, minutes: int | None, lists: Sequence[Sequence[ShownCard]], discussed: ShownCard | None
) -> ReminderRequest | None:
    cards = meant(which or "it", lists, discussed)
    if cards is None:
        return None
    if not any(map(is_event, cards)) and not (action in WITHOUT_EVENT and (cards or minutes is not None or not which)):
        return None
    return ReminderRequest(action, cards, minutes, named=bool(which))


def is_event(card: ShownCard) -> bool:
    return card.id.isdigit()


def _without_time(text: str) -> tuple[str, int | None]:
    """The text without how long before, and that in minutes."""
    found = _time().search(text)
    if found is None:
        return text, None
    rest = " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())
    if found["unit"] is None:
        return rest, 0
    words = _words()
    said = (found["number"] or "a").strip()
    number = float(said) if said[0].isdigit() else float(words["numbers"][said])
    minutes = number * int(words["units"][found["unit"]]) * (0.5 if found["half"] else 1) + (30 if found["more"] else 0)
    return rest, min(round(minutes), MAX_MINUTES)


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _time() -> re.Pattern[str]:
    """ "an hour before", "30 min before it starts", "half an hour ahead", "an hour and a half before"."""
    words = _words()
    number = rf"\d{{1,4}}|{any_of(words['numbers'])}"
    length = (
        rf"(?P<half>half (?:of )?)?(?P<number>(?:{number}) ?)?(?P<unit>{any_of(words['units'])})(?P<more> and a half)? "
        rf"(?:{any_of(words['before'])})(?: (?:{any_of(words['starts'])}))?"
    )
    return re.compile(rf"(?<!\w)(?:{length}|{any_of(words['at_start'])})(?!\w)")


@lru_cache(maxsize=1)
def _patterns() -> dict[Action, re.Pattern[str]]:
    words = _words()
    span = f"({any_of(words['span'])})"
    return {
        action: whole_message(words, (about_which(one.replace("SPAN", span)) for one in words[action]))
        for action in ACTIONS
    }
