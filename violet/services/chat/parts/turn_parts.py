"""One turn at work, and the answer it gets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from violet.domain.calendar_questions import CalendarQuestion
from violet.domain.cards import Card
from violet.domain.intent import Intent, ShownCard
from violet.domain.person import Person
from violet.domain.weather import Weather
from violet.services.chat.parts.chat_ports import ChatPorts
from violet.services.chat.parts.grounds import Grounds
from violet.services.chat.parts.loop_requests import LoopRequest
from violet.services.chat.parts.reminder_requests import ReminderRequest
from violet.services.chat.parts.saving_requests import SavingRequest
from violet.services.conversations.conversation import Conversation
from violet.services.ranking.scoring import Ranking
from violet.services.walks.named_loops import LoopPorts

# A whole reply to a question about the calendar of whoever asks.
Diary = Callable[[CalendarQuestion], str]
# A whole reply after these cards were put to the vote in the person's room.
Ballot = Callable[[Sequence[ShownCard]], str]


@dataclass(frozen=True, slots=True)
class Clarify:
    """The product's own question, where it is not sure what was meant, with two to four choices."""

    question: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """The weather that was asked about, Fahrenheit. `sky` is what falls, else what it is mostly like; OpenWeather's
    groups ("Rain")."""

    low_f: float
    high_f: float
    sky: str
    mostly: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn at work: who asks what, in which conversation. `seed` makes wordings vary from turn to turn. `diary`
    answers of the person's own calendar, `ballot` lets their room vote; None for an anonymous caller. `saving` is what
    to do with their saved places, `reminder` with the events they go to, `loop` with a round walk, where the message is
    about those; `loops` finds and keeps such walks."""

    ports: ChatPorts
    message: str
    intent: Intent
    person: Person
    conversation: Conversation
    seed: str
    vibe: str | None = None
    calendar_question: CalendarQuestion | None = None
    diary: Diary | None = None
    saving: SavingRequest | None = None
    reminder: ReminderRequest | None = None
    ballot: Ballot | None = None
    loop: LoopRequest | None = None
    loops: LoopPorts | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """`template` is a complete reply without a model. `prompt_data` is what the model gets beside the cards; None where
    no model is asked. `ranking` explains the cards; `intent` replaces the turn's where answering sharpened it.
    `missed` tells that the cards are only what comes closest to the wish; `clarify` is a question
    asked back; `outlook` the weather that was asked about. `unknown_near` was named as where to look, and nobody knows
    it."""

    template: str
    cards: tuple[Card, ...] = ()
    grounds: Grounds = field(default_factory=Grounds)
    prompt_data: Mapping[str, Any] | None = None
    weather: Weather | None = None
    degraded: tuple[str, ...] = ()
    ranking: Ranking | None = None
    intent: Intent | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    missed: bool = False
    clarify: Clarify | None = None
    outlook: Outlook | None = None
    unknown_near: str | None = None
