"""What a turn of the chat takes."""

from __future__ import annotations

from dataclasses import dataclass

from violet.domain.languages import Translator
from violet.ports import Reader, Writer
from violet.services.events.event_ports import EventPorts
from violet.services.places.around import FindingPorts
from violet.services.spending.allowance import SpendingPorts
from violet.services.working.here import Here
from violet.store.base import Store
from violet.understanding.acts.meaning import Meaning


@dataclass(frozen=True, slots=True)
class Voices:
    """Who writes replies, who translates, and who reads what understanding is not sure of; None without a model, or
    without a translator, or where that is off."""

    writer: Writer | None = None
    translator: Translator | None = None
    reader: Reader | None = None


@dataclass(frozen=True, slots=True)
class ChatPorts:
    finding: FindingPorts
    events: EventPorts
    meaning: Meaning
    spending: SpendingPorts
    voices: Voices = Voices()

    @property
    def writer(self) -> Writer | None:
        return self.voices.writer

    @property
    def here(self) -> Here:
        return self.finding.here

    @property
    def store(self) -> Store:
        return self.spending.store
