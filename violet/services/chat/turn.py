"""One turn of the chat: understand, gather, rank, reply, remember."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from violet.domain.cards import Card
from violet.domain.categories import CATEGORY_VIBES, VIBE_WEIGHTS
from violet.domain.geo import LatLng
from violet.domain.intent import Intent, IntentKind, ShownCard
from violet.domain.preferences import NO_PREFERENCES, Preferences
from violet.domain.weather import Weather
from violet.observability.metrics import chat_turn
from violet.providers.http.usage import Ledger
from violet.services.chat import conversation as conversations
from violet.services.chat import explanation
from violet.services.chat.answers.base import Answer, Turn
from violet.services.chat.answers.detail import answer_detail
from violet.services.chat.answers.directions import answer_directions
from violet.services.chat.answers.events import answer_events
from violet.services.chat.answers.places import answer_places
from violet.services.chat.answers.plan import answer_plan
from violet.services.chat.answers.talk import answer_out_of_scope, answer_safety, answer_smalltalk
from violet.services.chat.answers.weather import answer_weather
from violet.services.chat.conversation import Conversation, TurnRecord
from violet.services.chat.replies.prompt import reply_prompt
from violet.services.chat.replies.writing import Words, stream_words
from violet.services.deps import Deps
from violet.services.ranking.recommend import Asker
from violet.services.spending import allowance, usage_report
from violet.services.understanding.understand import Context, understand

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
        IntentKind.SMALLTALK: answer_smalltalk,
        IntentKind.OUT_OF_SCOPE: answer_out_of_scope,
        IntentKind.SAFETY: answer_safety,
    }
)


@dataclass(frozen=True, slots=True)
class TurnRequest:
    """One message. `conversation_key` is where the conversation lives in the store; `preferences` are already those
    that may be used. An unknown `vibe` is ignored. `fresh` forgets the conversation first; `who` is the opaque
    name that spending is counted under."""

    message: str
    conversation_key: str
    location: LatLng | None = None
    preferences: Preferences = NO_PREFERENCES
    vibe: str | None = None
    fresh: bool = False
    who: str | None = None


@dataclass(frozen=True, slots=True)
class CardsReady:
    """The cards are ranked; words follow."""

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
    calls, tokens and list price of the turn."""

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


TurnEvent = CardsReady | Delta | TurnAnswer


def take_turn(deps: Deps, request: TurnRequest) -> TurnAnswer:
    """The turn at once. Never raises for a provider, the store or the model: what failed is in `degraded`."""
    for event in stream_turn(deps, request, streaming=False):
        if isinstance(event, TurnAnswer):
            return event
    raise AssertionError("a turn always ends with its answer")


def stream_turn(deps: Deps, request: TurnRequest, *, streaming: bool = True) -> Iterator[TurnEvent]:
    """The turn as it happens: `CardsReady`, `Delta`s, and the `TurnAnswer` once it is remembered. Closing the iterator
    stops the work, and a turn that was not answered to its end is not remembered."""
    with allowance(deps, request.who) as ledger:
        yield from _events(deps, request, ledger, streaming=streaming)


def _events(deps: Deps, request: TurnRequest, ledger: Ledger, *, streaming: bool) -> Iterator[TurnEvent]:
    started = time.perf_counter()
    turn_id = uuid.uuid4().hex
    turn = _begin(deps, request, turn_id)
    answer = ANSWERS[turn.intent.kind](turn)
    intent = answer.intent or turn.intent
    vibe = _vibe(request, intent)
    yield CardsReady(answer.cards, answer.weather, vibe)
    words: Words | None = None
    for piece in _words(turn, answer, streaming=streaming):
        if isinstance(piece, Words):
            words = piece
        else:
            yield Delta(piece)
    assert words is not None
    degraded = answer.degraded + (("llm",) if words.degraded else ())
    _remember(turn, intent, answer.cards, words.text, turn_id)
    explanation.keep(deps, turn_id, intent, answer.ranking, degraded)
    chat_turn(intent.kind.value, degraded)
    yield TurnAnswer(
        turn_id=turn_id,
        kind=intent.kind,
        reply=words.text,
        cards=answer.cards,
        vibe=vibe,
        weather=answer.weather,
        degraded=degraded,
        latency_s=round(time.perf_counter() - started, 3),
        usage=usage_report(deps.settings, ledger),
        extra=answer.extra,
    )


def clear(deps: Deps, conversation_key: str) -> None:
    """Forgets the conversation."""
    conversations.forget(deps.store, conversation_key)


def _begin(deps: Deps, request: TurnRequest, turn_id: str) -> Turn:
    if request.fresh:
        clear(deps, request.conversation_key)
    conversation = conversations.load(deps.store, request.conversation_key)
    now = deps.now()
    intent = understand(
        request.message,
        Context(
            now=now,
            shown=conversation.shown,
            previous=_with_discussed(conversation),
            preferences=request.preferences,
            vibe=request.vibe,
        ),
        meaning=deps.meaning,
        gazetteer=deps.gazetteer,
    )
    asker = Asker(now=now, location=request.location, preferences=request.preferences)
    return Turn(deps, request.message, intent, asker, conversation, seed=turn_id, vibe=request.vibe)


def _with_discussed(conversation: Conversation) -> Intent | None:
    """The last request, with the card discussed since: that is what a bare "it" means."""
    previous = conversation.previous
    return replace(previous, reference=conversation.discussed) if previous is not None else None


def _words(turn: Turn, answer: Answer, *, streaming: bool) -> Iterator[str | Words]:
    prompt = None
    if turn.deps.writer is not None and answer.prompt_data is not None:
        prompt = reply_prompt(turn, answer)
    return stream_words(turn.deps.writer, prompt, answer.grounds, answer.template, streaming=streaming)


def _remember(turn: Turn, intent: Intent, cards: tuple[Card, ...], reply: str, turn_id: str) -> None:
    shown = tuple(
        _shown(turn.deps, card, position) for position, card in enumerate(cards, start=_first_position(intent))
    )
    record = TurnRecord(turn_id, turn.asker.now, turn.message, reply, _kept(turn, intent, shown), shown)
    conversations.remember(turn.deps.store, turn.conversation.key, record, ttl_s=turn.deps.settings.conversation_ttl_s)


def _shown(deps: Deps, card: Card, position: int) -> ShownCard:
    """What is kept of a card: how to ask for it again, and what the guide and we ourselves know of it. A provider's own
    facts are not ours to keep."""
    own = deps.guide_facts.own(card.place) if card.place else None
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
    )


def _first_position(intent: Intent) -> int:
    """A turn about a single card is no list to count in: the card keeps its position in the list it came from."""
    if intent.kind in (IntentKind.DETAIL, IntentKind.DIRECTIONS):
        return intent.reference.position if intent.reference is not None else UNCOUNTED
    return 1


def _kept(turn: Turn, intent: Intent, shown: tuple[ShownCard, ...]) -> Intent:
    """What later turns need of the intent: the card of a detail or directions turn is what "it" means next."""
    if intent.kind in (IntentKind.DETAIL, IntentKind.DIRECTIONS) and shown:
        return replace(intent, reference=shown[0], excluded=frozenset())
    return replace(intent, excluded=frozenset())


def _vibe(request: TurnRequest, intent: Intent) -> str:
    if request.vibe in VIBE_WEIGHTS:
        return str(request.vibe)
    best = next(iter(intent.categories), None)
    return CATEGORY_VIBES[best] if best is not None else PLAIN_VIBE
