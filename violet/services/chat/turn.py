"""One turn of the chat: understand, gather, rank, reply, remember."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from violet.domain.cards import Card
from violet.domain.categories import is_vibe
from violet.domain.intent import Intent, IntentKind, ShownCard
from violet.domain.person import Person
from violet.domain.weather import Weather
from violet.observability.metrics import chat_turn
from violet.observability.tracing import span
from violet.providers.http.usage import Ledger
from violet.services.chat.answers.calendar import answer_calendar
from violet.services.chat.answers.detail import answer_detail
from violet.services.chat.answers.directions import answer_directions
from violet.services.chat.answers.events import answer_events
from violet.services.chat.answers.loops import answer_loop
from violet.services.chat.answers.places import answer_places
from violet.services.chat.answers.plan import answer_plan
from violet.services.chat.answers.polls import answer_poll
from violet.services.chat.answers.reminders import answer_reminders
from violet.services.chat.answers.saved import answer_saved
from violet.services.chat.answers.talk import answer_out_of_scope, answer_safety, answer_smalltalk
from violet.services.chat.answers.weather import answer_weather
from violet.services.chat.explanation import explained
from violet.services.chat.own import about_events, about_their_own
from violet.services.chat.parts.chat_ports import ChatPorts
from violet.services.chat.parts.turn_parts import Answer, Ballot, Clarify, Diary, Turn
from violet.services.chat.replies.languages import leads_in, translated
from violet.services.chat.replies.ledger import Stated, stated_in
from violet.services.chat.replies.openings import begun_afresh
from violet.services.chat.replies.prompt import reply_prompt
from violet.services.chat.replies.suggestions import suggestions_for
from violet.services.chat.replies.writing import Words, stream_words
from violet.services.chat.state import dialogue_state
from violet.services.chat.sureness import asked_back, read_again
from violet.services.chat.translating import in_language, read_in, say_out
from violet.services.conversations import conversation as conversations
from violet.services.conversations.conversation import Conversation, TurnRecord
from violet.services.places.seen import note_seen
from violet.services.spending.allowance import allowance, usage_report
from violet.services.walks.named_loops import LoopPorts
from violet.understanding.understand import understand

PLAIN_VIBE = "generic"
UNCOUNTED = 0
ANSWERS: Mapping[IntentKind, Callable[[Turn], Answer]] = MappingProxyType(
    {
        IntentKind.RECOMMEND: answer_places,
        IntentKind.REFINE: answer_places,
        IntentKind.ANOTHER: answer_places,
        IntentKind.MORE_LIKE_THIS: answer_places,
        IntentKind.DETAIL: answer_detail,
        IntentKind.DIRECTIONS: answer_directions,
        IntentKind.WEATHER: answer_weather,
        IntentKind.EVENTS: answer_events,
        IntentKind.PLAN: answer_plan,
        IntentKind.CALENDAR: answer_calendar,
        IntentKind.SMALLTALK: answer_smalltalk,
        IntentKind.OUT_OF_SCOPE: answer_out_of_scope,
        IntentKind.SAFETY: answer_safety,
        IntentKind.SAVED: answer_saved,
        IntentKind.REMINDER: answer_reminders,
        IntentKind.POLL: answer_poll,
        IntentKind.LOOP: answer_loop,
    }
)


@dataclass(frozen=True, slots=True)
class TurnRequest:
    """One message. `conversation_key` is where the conversation lives in the store. An unknown `vibe` is ignored;
    `fresh` forgets the conversation first; `first` says that there is none yet. `diary` answers of the caller's own
    calendar, `ballot` lets their room vote, `loops` finds and keeps round walks. `turn_id` is hex. `languages`: the one
    asked for, and what is read best."""

    message: str
    conversation_key: str
    person: Person
    vibe: str | None = None
    fresh: bool = False
    first: bool = False
    diary: Diary | None = None
    ballot: Ballot | None = None
    loops: LoopPorts | None = None
    turn_id: str = field(default_factory=lambda: uuid.uuid4().hex)
    languages: tuple[str | None, str | None] = (None, None)


@dataclass(frozen=True, slots=True)
class CardsReady:
    """The cards are ranked; words follow."""

    turn_id: str
    cards: tuple[Card, ...]
    weather: Weather | None
    vibe: str


@dataclass(frozen=True, slots=True)
class Delta:
    """The next piece of the reply: whole, checked sentences."""

    text: str


@dataclass(frozen=True, slots=True)
class TurnAnswer:
    """The whole answer of a turn. `latency_s` is seconds; `degraded` names what was left out; `usage` is the upstream
    calls, tokens and list price of the turn. `claims` are what the reply asserts; `suggestions` what may be asked
    next."""

    turn_id: str
    kind: IntentKind
    reply: str
    cards: tuple[Card, ...]
    vibe: str
    weather: Weather | None
    degraded: tuple[str, ...]
    latency_s: float
    usage: Mapping[str, Any]
    extra: Mapping[str, Any] = field(default_factory=dict)
    claims: tuple[Stated, ...] = ()
    suggestions: tuple[str, ...] = ()
    clarify: Clarify | None = None


TurnEvent = CardsReady | Delta | TurnAnswer


def take_turn(ports: ChatPorts, request: TurnRequest) -> TurnAnswer:
    """The turn at once. Never raises for a provider, the store or the model: what failed is in `degraded`."""
    for event in stream_turn(ports, request, streaming=False):
        if isinstance(event, TurnAnswer):
            return event
    raise AssertionError("a turn always ends with its answer")


def stream_turn(ports: ChatPorts, request: TurnRequest, *, streaming: bool = True) -> Iterator[TurnEvent]:
    """The turn as it happens: `CardsReady`, `Delta`s, and the `TurnAnswer` once it is remembered. Whoever reads it
    reads it to its end: a turn that is left earlier is not remembered."""
    with allowance(ports.spending, request.person.spending_key) as ledger:
        yield from _events(ports, request, ledger, streaming=streaming)


def _events(ports: ChatPorts, request: TurnRequest, ledger: Ledger, *, streaming: bool) -> Iterator[TurnEvent]:
    started = time.perf_counter()
    turn_id, reading = request.turn_id, read_in(ports.voices.translator, ports.here.campus, request.message)
    turn = _begin(ports, replace(request, message=reading.message), turn_id)
    answer = asked_back(turn) or ANSWERS[turn.intent.kind](turn)
    intent = answer.intent or turn.intent
    vibe = _vibe(request, intent)
    yield CardsReady(turn_id, answer.cards, answer.weather, vibe)
    words: Words | None = None
    for piece in _words(turn, _in_kind(turn, answer), streaming=streaming):
        if isinstance(piece, Words):
            words = piece
        elif reading.language is None:
            yield Delta(piece)
    assert words is not None
    text, lost = say_out(ports.voices.translator, reading, words.text, answer)
    if reading.language is not None:
        yield Delta(text)
    degraded = answer.degraded + (("llm",) if words.degraded else ()) + lost
    record = _record(replace(turn, message=request.message), intent, answer.cards, text, turn_id)
    _remember(turn, record, answer.cards, explained(turn_id, intent, answer.ranking, degraded))
    chat_turn(intent.kind.value, degraded)
    yield TurnAnswer(
        turn_id=turn_id,
        kind=intent.kind,
        reply=text,
        cards=answer.cards,
        vibe=vibe,
        weather=answer.weather,
        degraded=degraded,
        latency_s=round(time.perf_counter() - started, 3),
        usage=usage_report(ports.here.settings, ledger),
        extra=answer.extra,
        claims=stated_in(words.text, answer.grounds),
        suggestions=suggestions_for(intent, answer),
        clarify=answer.clarify,
    )


def clear(ports: ChatPorts, conversation_key: str) -> None:
    """Forgets the conversation."""
    conversations.forget(ports.store, conversation_key)


def _begin(ports: ChatPorts, request: TurnRequest, turn_id: str) -> Turn:
    conversation = _conversation(ports, request).at(ports.here.campus.id)
    person = request.person
    state = dialogue_state(conversation, person, request.vibe)
    with span("internal", "understanding"):
        intent = understand(request.message, state, meaning=ports.meaning, gazetteer=ports.events.gazetteer)
    intent = read_again(ports, intent)
    intent = in_language(intent, *request.languages)
    turn = Turn(
        ports, request.message, intent, person, conversation, seed=turn_id, vibe=request.vibe, loops=request.loops
    )
    return (
        about_events(turn) if intent.kind is IntentKind.SAFETY else about_their_own(turn, request.diary, request.ballot)
    )


def _conversation(ports: ChatPorts, request: TurnRequest) -> Conversation:
    key = request.conversation_key
    if request.first:
        return Conversation(key)
    if request.fresh:
        clear(ports, key)
    return conversations.load(ports.store, key)


def _in_kind(turn: Turn, answer: Answer) -> Answer:
    """The answer with its template in the language of the message, where that is read; it begins as no earlier reply of
    the conversation does, but for what is said in danger and in small talk."""
    words = translated(turn, answer)
    language = turn.intent.language if words is not None else "en"
    words = words or answer.template
    if turn.intent.kind not in (IntentKind.SAFETY, IntentKind.SMALLTALK) and answer.clarify is None:
        before = [record.reply for record in turn.conversation.turns]
        words = begun_afresh(words, before, leads_in(language), [card.name for card in answer.cards])
    return replace(answer, template=words)


def _words(turn: Turn, answer: Answer, *, streaming: bool) -> Iterator[str | Words]:
    prompt = None
    if turn.ports.writer is not None and answer.prompt_data is not None:
        prompt = reply_prompt(turn, answer)
    return stream_words(turn.ports.writer, prompt, answer.grounds, answer.template, streaming=streaming)


def _remember(turn: Turn, record: TurnRecord, cards: tuple[Card, ...], explanation: bytes) -> None:
    note_seen(turn.ports.store, cards)
    ttl_s = turn.ports.here.settings.conversation_ttl_s
    conversations.remember(turn.ports.store, turn.conversation.key, record, ttl_s=ttl_s, explained=explanation)


def _record(turn: Turn, intent: Intent, cards: tuple[Card, ...], reply: str, turn_id: str) -> TurnRecord:
    shown = tuple(
        _shown(turn.ports, card, position) for card, position in zip(cards, _positions(intent, cards), strict=True)
    )
    campus_id = turn.ports.here.campus.id
    return TurnRecord(turn_id, turn.person.now, turn.message, reply, _kept(turn, intent, shown), shown, campus_id)


def _shown(ports: ChatPorts, card: Card, position: int) -> ShownCard:
    """What is kept of a card: how to ask for it again, and what the guide and we ourselves know of it. A provider's own
    facts are not ours to keep."""
    own = ports.finding.sources.facts.own(card.place) if card.place else None
    return ShownCard(
        provider=card.source,
        id=card.place_id,
        name=card.name,
        position=position,
        category=card.top_category,
        kinds=own.kinds if own else (),
        cuisines=own.cuisines if own else (),
        price_level=own.price_level if own else None,
        walk_minutes=card.walk_minutes if card.estimated else None,
        address=own.address if own else None,
        location=own.location if own else None,
    )


def _positions(intent: Intent, cards: tuple[Card, ...]) -> list[int]:
    """A turn about cards of a list is no list to count in: they keep their positions in the list they came from."""
    if intent.kind not in (IntentKind.DETAIL, IntentKind.DIRECTIONS):
        return list(range(1, len(cards) + 1))
    if intent.among_names and not intent.among:
        return list(range(1, len(cards) + 1))
    known = {card.key: card.position for card in (*intent.among, *filter(None, (intent.reference,)))}
    return [known.get(card.key, UNCOUNTED) for card in cards]


def _kept(turn: Turn, intent: Intent, shown: tuple[ShownCard, ...]) -> Intent:
    """What later turns need of the intent: the card of a detail or directions turn is what "it" means next."""
    if intent.kind in (IntentKind.DETAIL, IntentKind.DIRECTIONS) and shown:
        return replace(intent, reference=shown[0], excluded=frozenset())
    return replace(intent, excluded=frozenset())


def _vibe(request: TurnRequest, intent: Intent) -> str:
    if is_vibe(request.vibe):
        return str(request.vibe)
    best = next(iter(intent.categories), None)
    return best.row.vibe if best is not None else PLAIN_VIBE
