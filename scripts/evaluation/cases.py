"""The labeled cases in tests/evaluation: their shape, how they are read, and which half each belongs to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from violet.domain.categories import Category
from violet.domain.geo import LatLng
from violet.domain.intent import IntentKind
from violet.domain.weather import Weather

NEW_YORK = ZoneInfo("America/New_York")
CASES = Path(__file__).parents[2] / "tests" / "evaluation"
# Turns typed as students type, of the kinds that are understood worst; held to bars of their own (report.py).
STUDENTS = CASES / "students"
# Turns of the other campuses, a folder each, in their students' words; held to bars of their own as well.
CAMPUSES = CASES / "campuses"
# Turns in the languages that are spoken beside English, a file each, so that each has a score of its own.
LANGUAGES = CASES / "languages"
DEFAULT_WHEN = "2026-10-08 15:00"
WHERE = {
    "tandon": LatLng(40.6942, -73.9866), "ws": LatLng(40.7295, -73.9965),
    "parkville": LatLng(-37.7990, 144.9615), "rmit": LatLng(-37.8080, 144.9630),
}  # fmt: skip
ZONES = {"parkville": ZoneInfo("Australia/Melbourne"), "rmit": ZoneInfo("Australia/Melbourne")}

T = TypeVar("T", bound=BaseModel)
Half = Literal["fitting", "reported"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class WeatherLabel(_Strict):
    main: str
    temp_f: float

    def weather(self) -> Weather:
        return Weather(temp_f=self.temp_f, main=self.main, desc=self.main.lower(), icon="01d")


class ComparisonLabel(_Strict):
    """Two earlier cards to be told apart, and by what."""

    cards: list[str] = Field(min_length=2, max_length=2)
    axis: Literal["any", "distance", "price", "quiet", "hours", "diet"] = "any"


class Expected(_Strict):
    """What one message should lead to. Absent means: not looked at. docs/evaluation.md explains every field."""

    say: str
    kind: IntentKind | list[IntentKind]
    categories: list[Category] = []
    constraints: dict[str, Any] | None = None
    either: list[str] = []
    top: list[str] = []
    never: list[str] = []
    card: str | None = None
    named: str | None = None
    smalltalk: str | None = None
    language: str | None = None
    help: Literal["crisis", "emergency", "none"] | None = None
    compare: ComparisonLabel | None = None
    reply: list[str] = []
    reply_not: list[str] = []
    new: bool = False
    weather: WeatherLabel | None = None

    @property
    def kinds(self) -> list[IntentKind]:
        return self.kind if isinstance(self.kind, list) else [self.kind]


class _Setting(_Strict):
    id: str
    where: Literal["tandon", "ws", "parkville", "rmit"] = "tandon"
    when: str = DEFAULT_WHEN
    preferences: dict[str, Any] = {}
    vibe: str | None = None
    slices: list[str] = []


class SingleTurn(Expected, _Setting):
    """One message without a conversation before it."""


class LabeledConversation(_Setting):
    """Several messages; `shown` are guide ids of cards that an answer to `asked` showed before the first of them."""

    shown: list[str] = []
    asked: str | None = None
    turns: list[Expected] = Field(min_length=3, max_length=6)


class Case(_Strict):
    """A single turn or a conversation, as the harness runs it. `file` is the name of the case's file."""

    id: str
    file: str
    single: bool
    where: str
    when: datetime
    preferences: dict[str, Any]
    vibe: str | None
    slices: list[str]
    shown: list[str]
    asked: str | None
    turns: list[Expected]

    @property
    def half(self) -> Half:
        return half_of(self.id)

    @property
    def location(self) -> LatLng:
        return WHERE[self.where]


class CaseError(Exception):
    """A case file that cannot be read: the message names file, line and what is wrong."""


def half_of(case_id: str) -> Half:
    """Half the cases, by their id, are there to fit to; the other half is only ever reported on."""
    return "fitting" if hashlib.blake2b(case_id.encode(), digest_size=1).digest()[0] % 2 else "reported"


def load_cases(folder: Path = CASES) -> list[Case]:
    """Every case, by file and line. Raises CaseError for a line that does not fit and for an id used twice."""
    cases = [_single(line, file, number) for file, number, line in _lines(folder / "turns")]
    cases += [_conversation(line, file, number) for file, number, line in _lines(folder / "conversations")]
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            raise CaseError(f"{case.file}: the id {case.id} is used twice")
        seen.add(case.id)
    return cases


def when_of(text: str, day: datetime | None = None) -> datetime:
    """ "2026-10-08 19:30", or "19:30" on the day given, as an aware New York moment."""
    if len(text) == 5 and day is not None:
        text = f"{day:%Y-%m-%d} {text}"
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=NEW_YORK)


def _lines(folder: Path) -> Iterable[tuple[str, int, str]]:
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line.strip():
                yield path.stem, number, line


def _single(line: str, file: str, number: int) -> Case:
    turn = _validated(SingleTurn, line, file, number)
    expected = Expected.model_validate(
        {name: getattr(turn, name) for name in Expected.model_fields if name in turn.model_fields_set}
    )
    return _case(turn, file, single=True, shown=[], asked=None, turns=[expected])


def _conversation(line: str, file: str, number: int) -> Case:
    said = _validated(LabeledConversation, line, file, number)
    return _case(said, file, single=False, shown=said.shown, asked=said.asked, turns=said.turns)


def _case(setting: _Setting, file: str, **rest: Any) -> Case:
    return Case(
        id=setting.id,
        file=file,
        where=setting.where,
        when=when_of(setting.when).replace(tzinfo=ZONES.get(setting.where, NEW_YORK)),
        preferences=setting.preferences,
        vibe=setting.vibe,
        slices=setting.slices,
        **rest,
    )


def _validated(model: type[T], line: str, file: str, number: int) -> T:
    try:
        return model.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise CaseError(f"{file}.jsonl, line {number}: {where}: {first['msg']}") from error
