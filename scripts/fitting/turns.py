"""The turns that acts are fitted to: written examples, and the evaluation's fitting half as its labels say it went.

The state before a turn is built from labels, not by running the product: the head must not depend on its own answers.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources

from scripts.evaluation.cases import DEFAULT_WHEN, Case, Expected, when_of
from violet.campus.loader import default_campus
from violet.domain.categories import Category, category_of
from violet.domain.intent import Intent, IntentKind, ShownCard
from violet.understanding.acts.evidence import Evidence, gather_evidence
from violet.understanding.acts.kinds import ActKind
from violet.understanding.acts.meaning import Meaning
from violet.understanding.acts.state import DialogueState
from violet.understanding.dialogue.overlay import overlay
from violet.understanding.dialogue.plans import edited, stops_of
from violet.understanding.reading.gazetteer import Gazetteer
from violet.understanding.reading.local import local_tables
from violet.understanding.reading.utterance import Utterance, read

EXAMPLES = resources.files("violet.understanding.acts").joinpath("examples.toml")
PLACEHOLDER = re.compile(r"\{(\d)(?:\.(\d))?\}")
CARDS_SHOWN = 3
ACTS = {
    IntentKind.RECOMMEND: ActKind.NEW, IntentKind.WEATHER: ActKind.NEW, IntentKind.SMALLTALK: ActKind.NEW,
    IntentKind.OUT_OF_SCOPE: ActKind.NEW, IntentKind.REFINE: ActKind.REFINE, IntentKind.ANOTHER: ActKind.ANOTHER,
    IntentKind.MORE_LIKE_THIS: ActKind.SIMILAR, IntentKind.DETAIL: ActKind.ASK,
}  # fmt: skip


@dataclass(frozen=True)
class LabeledTurn:
    """A message, the state before it, and the act it is. `right` tells whether its evidence is what its labels say, of
    a turn that stands alone and whose meaning that decides; None of any other, such as a question on a named place."""

    utterance: Utterance
    state: DialogueState
    evidence: Evidence
    act: ActKind
    right: bool | None = None


def labeled_turns(cases: Sequence[Case], gazetteer: Gazetteer, meaning: Meaning) -> list[LabeledTurn]:
    reader = _Reader(gazetteer, meaning)
    found = [turn for example in _examples().items() for turn in reader.example(*example)]
    return found + [turn for case in cases if case.half == "fitting" for turn in reader.case(case)]


def _examples() -> Mapping[str, Mapping[str, list[str] | str]]:
    """The examples of acts with the campuses' own joined to them, table by table."""
    found: dict[str, dict[str, list[str] | str]] = tomllib.loads(EXAMPLES.read_text(encoding="utf-8"))
    for tables in local_tables("examples"):
        for name, own in tables.items():
            for act, texts in own.items():
                found[name][act] = [*found[name].get(act, []), *texts]
    return found


def _right(expected: Expected, evidence: Evidence) -> bool:
    """Whether the evidence is of the labeled kind, and of a labeled category where there is one."""
    if evidence.kind not in expected.kinds:
        return False
    if not expected.categories or evidence.kind is not IntentKind.RECOMMEND:
        return True
    best = max(evidence.categories, key=lambda category: evidence.categories[category], default=None)
    return best is not None and bool({best, best.row.within} & set(expected.categories))


class _Reader:
    def __init__(self, gazetteer: Gazetteer, meaning: Meaning) -> None:
        self._gazetteer, self._meaning = gazetteer, meaning
        self._places = default_campus().places

    def example(self, _name: str, table: Mapping[str, list[str] | str]) -> Iterator[LabeledTurn]:
        state = DialogueState(when_of(DEFAULT_WHEN))
        asked = table.get("asked")
        if isinstance(asked, str):
            first = self._read(asked, state)
            state = self._after(state, first, first.evidence.kind, dict(first.evidence.categories))
        for act, texts in table.items():
            for text in texts if isinstance(texts, list) else ():
                yield replace(self._read(_filled(text, state), state), act=ActKind(act))

    def case(self, case: Case) -> Iterator[LabeledTurn]:
        state = DialogueState(case.when)
        if case.shown:
            cards = self._planted(case)
            categories = {Category(card.category): 1.0 for card in cards if card.category}
            previous = Intent(IntentKind.RECOMMEND, wish=case.asked or "", categories=categories)
            state = replace(state, shown=(cards,), previous=previous)
        for expected in case.turns:
            turn = self._read(_filled(expected.say, state), state)
            act = _act(expected, turn)
            if act is not None:
                decides = case.single and act is ActKind.NEW
                yield replace(turn, act=act, right=_right(expected, turn.evidence) if decides else None)
            wanted = dict.fromkeys(expected.categories[:1], 1.0) or dict(turn.utterance.wanted)
            state = self._after(state, turn, expected.kinds[0], wanted, expected)

    def _read(self, text: str, state: DialogueState) -> LabeledTurn:
        utterance = read(text, state.now, gazetteer=self._gazetteer)
        return LabeledTurn(utterance, state, gather_evidence(utterance, self._meaning), ActKind.NEW)

    def _after(
        self,
        state: DialogueState,
        turn: LabeledTurn,
        kind: IntentKind,
        categories: Mapping[Category, float],
        expected: Expected | None = None,
    ) -> DialogueState:
        """The state that the labeled turn leads to, with three cards of the kind that was asked for."""
        previous = state.previous
        if kind in (IntentKind.DETAIL, IntentKind.DIRECTIONS):
            card = _card(expected.card, state) if expected is not None and expected.card else None
            if card is None or previous is None:
                return state
            return replace(state, previous=replace(previous, reference=card), shown=(*state.shown, (card,)))
        if kind in (IntentKind.WEATHER, IntentKind.SMALLTALK, IntentKind.OUT_OF_SCOPE, IntentKind.SAFETY):
            return state
        constraints = turn.utterance.constraints
        if previous is not None and kind not in (IntentKind.RECOMMEND, IntentKind.PLAN):
            categories = categories or previous.categories
            constraints = overlay(previous.constraints, constraints)
        stops = stops_of(turn.utterance.steps) if kind is IntentKind.PLAN else ()
        window = turn.utterance.steps.window if kind is IntentKind.PLAN else turn.utterance.times.window
        intent = Intent(kind, turn.utterance.text, dict(categories), constraints, window=window, stops=stops)
        return replace(state, previous=intent, shown=(*state.shown, self._cards(intent)))

    def _cards(self, intent: Intent) -> tuple[ShownCard, ...]:
        if intent.kind is IntentKind.EVENTS:
            names = ("Jazz Night", "Open Studio", "Winter Market")
            return tuple(ShownCard("guide_events", str(at), name, at) for at, name in enumerate(names, start=1))
        wanted = max(intent.categories, key=lambda category: intent.categories[category], default=None)
        fitting = [place for place in self._places if wanted is None or category_of(tuple(place.kinds)) is wanted]
        cuisines = intent.constraints.cuisines
        fitting = [place for place in fitting if cuisines.intersection(place.cuisines)] or fitting
        return tuple(_shown(place, at) for at, place in enumerate(fitting[:CARDS_SHOWN], start=1))

    def _planted(self, case: Case) -> tuple[ShownCard, ...]:
        by_id = {place.id: place for place in self._places}
        return tuple(_shown(by_id[place_id], at) for at, place_id in enumerate(case.shown, start=1))


def _act(expected: Expected, turn: LabeledTurn) -> ActKind | None:
    """The act of a labeled turn; None where its label tells none."""
    kind, previous = expected.kinds[0], turn.state.previous
    if kind is IntentKind.SAFETY or expected.smalltalk == "nothing_before":
        return None
    if kind is IntentKind.DIRECTIONS:
        return ActKind.DIRECT if expected.card else ActKind.NEW
    if kind is IntentKind.EVENTS:
        goes_on = previous is not None and previous.kind is IntentKind.EVENTS
        if goes_on and turn.evidence.kind is not IntentKind.EVENTS:
            return ActKind.ANOTHER if expected.new else ActKind.REFINE
        return ActKind.NEW
    if kind is IntentKind.PLAN:
        changes = previous is not None and previous.kind is IntentKind.PLAN and previous.window is not None
        if changes and previous is not None and previous.window is not None and not turn.utterance.says("cue", "plan"):
            edits = edited(previous.stops, previous.window, turn.utterance.steps) is not None
            return ActKind.EDIT_PLAN if edits or turn.utterance.says("cue", "cheaper") else ActKind.NEW
        return ActKind.NEW
    if previous is None and kind in (IntentKind.REFINE, IntentKind.ANOTHER):
        return ActKind.NEW
    return ACTS[kind]


def _filled(text: str, state: DialogueState) -> str:
    def name(match: re.Match[str]) -> str:
        turn, position = match.groups()
        cards = state.shown[int(turn) - 1 if position else -1] if state.shown else ()
        at = int(position or turn)
        return cards[at - 1].name if len(cards) >= at else "the first one"

    try:
        return PLACEHOLDER.sub(name, text)
    except IndexError:
        return PLACEHOLDER.sub("the first one", text)


def _card(label: str, state: DialogueState) -> ShownCard | None:
    """The card that a label means: the last list's where the turns before were not as many as the label counts."""
    turn, position = (int(part) for part in label.split("."))
    lists = [cards for cards in state.shown if len(cards) > 1] or list(state.shown)
    cards = lists[min(turn, len(lists) - 1)] if lists else ()
    return cards[position - 1] if 0 < position <= len(cards) else None


def _shown(place: object, position: int) -> ShownCard:
    return ShownCard(
        provider="guide",
        id=place.id,  # type: ignore[attr-defined]
        name=place.name,  # type: ignore[attr-defined]
        position=position,
        category=(found.value if (found := category_of(tuple(place.kinds))) else None),  # type: ignore[attr-defined]
        kinds=tuple(place.kinds),  # type: ignore[attr-defined]
        cuisines=tuple(place.cuisines),  # type: ignore[attr-defined]
        price_level=place.price_level,  # type: ignore[attr-defined]
    )
