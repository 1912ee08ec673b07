"""What was before a message: the cards shown, the last request, and who asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from violet.domain.intent import Intent, ShownCard
from violet.domain.preferences import NO_PREFERENCES, Preferences


@dataclass(frozen=True, slots=True)
class DialogueState:
    """`shown` holds the cards of each earlier turn that had some, oldest first; `previous` the last intent that asked
    for places or events, with the card discussed since; `now` is aware, in the zone of the campus. `vibe` is the
    one picked in the app. `question` is the last turn's intent where that was a question on a place. `plans` are all
    versions of plans so far, oldest first; one that went back to the one before has the form "undoes". `last` is the
    last turn's intent, whatever its kind, and `last_cards` how many cards it was answered with."""

    now: datetime
    shown: Sequence[Sequence[ShownCard]] = ()
    previous: Intent | None = None
    preferences: Preferences = NO_PREFERENCES
    vibe: str | None = None
    question: Intent | None = None
    plans: Sequence[Intent] = ()
    last: Intent | None = None
    last_cards: int = 0

    @property
    def asked_of_one(self) -> bool:
        """Whether the turn before was a question on one card, which "they" and "it" then are."""
        return self.question is not None and self.question.reference is not None

    @property
    def discussed(self) -> ShownCard | None:
        """The card a bare "it" means: the one asked about last, else the first one shown last."""
        if not self.shown:
            return None
        if self.previous is not None and self.previous.reference is not None:
            return self.previous.reference
        return self.shown[-1][0]

    @property
    def plan_before(self) -> Intent | None:
        """The version of the plan before the present one; None where there is none."""
        versions: list[Intent] = []
        for plan in self.plans:
            if "undoes" in plan.forms and len(versions) > 1:
                versions.pop()
            elif "undoes" not in plan.forms:
                versions.append(plan)
        return versions[-2] if len(versions) > 1 else None

    @property
    def all_shown(self) -> frozenset[str]:
        """The keys of all cards shown so far."""
        return frozenset(card.key for cards in self.shown for card in cards)

    @property
    def latest_list(self) -> Sequence[ShownCard]:
        """The cards of the latest turn that had several; of the latest one where none had."""
        if not self.shown:
            return ()
        return next((cards for cards in reversed(self.shown) if len(cards) > 1), self.shown[-1])
