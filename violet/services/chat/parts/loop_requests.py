"""Whether a message asks for a round walk, changes the one that was found, or is about keeping and sharing it. Pure;
the words are in the TOML beside it.

A new walk is told from the first word on: "coffee within a 10 minute walk" wishes none. What changes a walk is told by
its whole, and only where one was found."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from violet.domain.geo import WALKING_METERS_PER_MINUTE
from violet.domain.intent import LoopPlan, ShownCard
from violet.services.chat.parts.saving_requests import meant
from violet.services.chat.parts.whole_messages import about_which, any_of, whole_message
from violet.services.walks.wishes import MAX_WISHES, place_wishes, preferences_in, wishes_in
from violet.understanding.reading.lexicon import normalise

WORDS = Path(__file__).with_suffix(".toml")
MAX_CHARS = 200
# Of a change, the part that says which stop or what else.
MAX_WHICH_WORDS = 6

Action = Literal["find", "full", "save", "share", "list"]
HOME, HERE = "home", "here"
CHANGES = ("shorter", "longer", "length", "skip", "swap", "again", "add", "start")


@dataclass(frozen=True, slots=True)
class LoopRequest:
    """`plan` is the walk to find, where one is. `start` are the words for where it begins (or HOME, HERE), `around`
    those for what it leads through. `full` asks for more stops than a loop has."""

    action: Action
    plan: LoopPlan | None = None
    start: str | None = None
    around: str | None = None


def loop_request(message: str, before: LoopPlan | None, shown: Sequence[Sequence[ShownCard]]) -> LoopRequest | None:
    """None where the message is about anything else. `before` is the walk found last, if one was; `shown` are the cards
    so far."""
    if len(message) > MAX_CHARS:
        return None
    text = _plain(message)
    if _pattern("list").fullmatch(text):
        return LoopRequest("list")
    if before is not None:
        for action in ("save", "share"):
            if _pattern(action).fullmatch(text):
                return LoopRequest("save" if action == "save" else "share", before)
        changed = _changed(text, before, [card for cards in shown for card in cards if card.id in before.kept])
        if changed is not None:
            return changed
    return _new(message, text)


def _new(message: str, text: str) -> LoopRequest | None:
    found = _wished(text)
    if found is None:
        return None
    words = _words()
    running = any(re.search(rf"\b{word}\b", found.group()) for word in words["run"])
    usual = words["usual_run_meters" if running else "usual_walk_meters"]
    meters = _meters(found, running=running) if "number" in found.groupdict() else _said_length(text, running=running)
    begins, leads = _named_after("from").search(text), _named_after("leads").search(text)
    return LoopRequest(
        "find",
        LoopPlan(meters or usual, wish=message, running=running),
        start=_where(begins[1]) if begins else None,
        around=leads[1] if leads else None,
    )


def _wished(text: str) -> re.Match[str] | None:
    """The words that wish for a walk: of a length, where what follows does not tell that this is how far something may
    be; or one that says what it passes."""
    if re.search(_words()["one_way"], text):
        return None
    goes_on = rf"(?:{any_of(_words()['goes_on'])})\b|$"
    for name, after in (("found", goes_on), ("passing", "")):
        for pattern in _new_patterns(name):
            found = pattern.match(text)
            rest = text[found.end() :].strip() if found else ""
            if found and not re.match(rf"(?:{_words()['limit']})\b", rest) and re.match(after, rest):
                return found
    return None


def _changed(text: str, before: LoopPlan, stops: Sequence[ShownCard]) -> LoopRequest | None:
    for change in CHANGES:
        found = _pattern(change).fullmatch(text)
        if found is None:
            continue
        which = next((group for group in _which(found) if group), "").strip()
        if len(which.split()) > MAX_WHICH_WORDS:
            continue
        request = _change(change, found, which, before=before, stops=stops)
        if request is not None:
            return request
    return None


def _change(
    change: str, found: re.Match[str], which: str, *, before: LoopPlan, stops: Sequence[ShownCard]
) -> LoopRequest | None:
    words = _words()
    match change:
        case "shorter" | "longer":
            said = next((words["factors"][word] for word in words["factors"] if word in found.group().split()), None)
            return _find(before, meters=round(before.meters * (said or words[f"{change}_factor"])))
        case "length":
            return _find(before, meters=_meters(found, running=before.running))
        case "skip":
            refused = _wish_of(which, before, stops)
            gone = _without(before, _stops_of(which, before, stops))
            return _find(gone, wish=f"{before.wish}; no {refused}") if refused else None
        case "swap" | "again":
            gone = _without(before, _stops_of(which, before, stops) if change == "swap" else stops)
            return _find(gone) if gone.skipped != before.skipped else None
        case "add":
            return _added(which, before)
        case _:
            return replace(_find(before), start=_where(which))


def _where(said: str) -> str:
    """HOME and HERE for all that is called so."""
    return next((where for where in (HOME, HERE) if said in _words()[where]), said)


def _without(before: LoopPlan, stops: Sequence[ShownCard]) -> LoopPlan:
    """The walk that passes none of these again."""
    gone = [card.id for card in stops]
    kept = tuple(id_ for id_ in before.kept if id_ not in gone)
    return replace(before, skipped=(*before.skipped, *gone), kept=kept)


def _added(which: str, before: LoopPlan) -> LoopRequest | None:
    wished = {wish.concept for wish in place_wishes(which)}
    if not wished and not preferences_in(which):
        return None
    own = {wish.concept for wish in place_wishes(before.wish)}
    if len(own | wished) > MAX_WISHES:
        return LoopRequest("full", before)
    return _find(before, wish=f"{before.wish}; and {which}")


def _find(before: LoopPlan, **changes: Any) -> LoopRequest:
    return LoopRequest("find", replace(before, **changes))


def _wish_of(which: str, before: LoopPlan, stops: Sequence[ShownCard]) -> str | None:
    """The words of the wish that a stop serves, or that words repeat; None where there is none."""
    own = place_wishes(before.wish)
    if any(set(kinds) & set(other.kinds) for kinds in wishes_in(which) for other in own):
        return which
    kinds = {kind for card in meant(which, [stops], None) or () for kind in card.kinds}
    return next((wish.words for wish in own if kinds & set(wish.kinds)), None)


def _stops_of(which: str, before: LoopPlan, stops: Sequence[ShownCard]) -> Sequence[ShownCard]:
    named = meant(which, [stops], None)
    if named:
        return named
    asked = place_wishes(which)
    concepts = {wish.concept for wish in asked}
    own = [wish for wish in place_wishes(before.wish) if wish.concept in concepts] or asked
    kinds = {kind for wish in own for kind in wish.kinds}
    return [card for card in stops if kinds & set(card.kinds)]


def _said_length(text: str, *, running: bool) -> int | None:
    found = re.search(rf"\b{_length()}\b", text)
    return _meters(found, running=running) if found else None


def _meters(found: re.Match[str], *, running: bool) -> int:
    words = _words()
    said, unit = found["number"].strip(), found["unit"]
    number = float(said) if said[0].isdigit() else float(words["numbers"][said])
    number += 0.5 if found["more"] else 0.0
    if unit in words["meters"]:
        return round(number * float(words["meters"][unit]))
    pace = float(words["run_meters_per_minute"]) if running else WALKING_METERS_PER_MINUTE
    return round(number * float(words["minutes"][unit]) * pace)


def _which(found: re.Match[str]) -> Iterable[str | None]:
    named = set(found.re.groupindex.values())
    return (group for number, group in enumerate(found.groups(), start=1) if number not in named)


def _plain(message: str) -> str:
    """Lower case, without apostrophes and punctuation but for decimal points."""
    text = re.sub(r"[^\w.]+", " ", normalise(message))
    return " ".join(re.sub(r"\.(?!\d)", " ", text).split())


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def _length() -> str:
    words = _words()
    units = any_of([*words["minutes"], *words["meters"]])
    return rf"(?P<number>\d{{1,5}}(?:\.\d{{1,2}})?|{any_of(words['numbers'])}) ?(?P<unit>{units})(?P<more> and a half)?"


@lru_cache(maxsize=16)
def _pattern(name: str) -> re.Pattern[str]:
    words = _words()
    return whole_message(words, (about_which(one).replace("LENGTH", _length()) for one in words[name]))


@lru_cache(maxsize=2)
def _new_patterns(name: str) -> tuple[re.Pattern[str], ...]:
    """Each from the first word of a message on, whatever follows."""
    words = _words()
    walk = f"(?:{any_of([*words['walk'], *words['run']])})"
    openings = rf"(?:(?:{any_of(words['openings'])})\b ?)*"
    told = (one.replace("WALK", walk) for one in words[name])
    return tuple(re.compile(rf"{openings}(?:{one.replace('LENGTH', _length())})\b") for one in told)


@lru_cache(maxsize=2)
def _named_after(which: str) -> re.Pattern[str]:
    """A name after one of the words of `from` or `leads`, to the next that goes on."""
    words = _words()
    return re.compile(rf"\b(?:{any_of(words[which])}) (?:the )?(.{{2,60}}?)(?= (?:{any_of(words['goes_on'])})\b|$)")
