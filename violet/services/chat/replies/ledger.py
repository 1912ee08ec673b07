"""The claim ledger: what each sentence of a reply asserts, of which card, by which field, true up to when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from violet.domain.cards import Card
from violet.services.chat.parts.grounds import Grounds
from violet.services.chat.replies.claims import Claim, claims_in
from violet.services.chat.replies.open_world import fields_of, says, without_phrases
from violet.services.chat.replies.properties import known, properties_in
from violet.services.chat.replies.sentences import split_sentences
from violet.services.chat.replies.validator import Validator

OF_THE_TURN = "turn"
# Of properties that no card holds, as no data tells of them.
UNHELD = "never"
FIELDS = {
    "money": "price_level", "minutes": "walk_minutes", "hours": "walk_minutes", "length": "distance", "stars": "rating",
    "praise": "rating", "vague_near": "walk_minutes", "all_day": "hours_today", "open": "open_now",
    "closed": "open_now", "closes": "open_until", "cheap": "price_level", "dear": "price_level",
    "nearest": "walk_minutes",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stated:
    """One claim of one sentence. `field` is the card's ("open_until", "diets.vegan"); `value` is what the card holds,
    None where the sentence says that it is not known. `card_id` is None for what stands on no card (weather, a way)."""

    sentence: str
    card_id: int | None
    field: str
    value: Any
    as_of: str | None

    def wire(self) -> dict[str, Any]:
        return {
            "sentence": self.sentence,
            "card_id": self.card_id,
            "field": self.field,
            "value": self.value,
            "as_of": self.as_of,
        }


def stated_in(text: str, grounds: Grounds) -> tuple[Stated, ...]:
    """The claims of a whole reply, sentence by sentence."""
    validator = Validator(grounds)
    return tuple(claim for sentence in split_sentences(text) for claim in _of_sentence(sentence, validator))


def _of_sentence(sentence: str, validator: Validator) -> Iterable[Stated]:
    found: dict[tuple[int | None, str], Stated] = {}

    def state(card: Card | None, field: str, value: Any) -> None:
        key = card.id if card is not None else None
        as_of = card.as_of if card is not None else None
        found.setdefault((key, field), Stated(sentence, key, field, value, as_of))

    for text, cards, own in validator.read(sentence):
        for card in cards:
            state(card, "name", card.name)
            for field in own:
                state(card, field, getattr(card, field))
            for field, value in _fields(text, card):
                state(card, field, value)
    if not found and claims_in(sentence):
        state(None, OF_THE_TURN, None)
    return found.values()


def _fields(text: str, card: Card) -> Iterator[tuple[str, Any]]:
    """The fields of the card that a stretch of text speaks of, with what the card holds."""
    for claim in claims_in(text):
        if claim.kind == "clock":
            yield _clock(card, claim)
        elif claim.kind in FIELDS:
            field = FIELDS[claim.kind]
            yield field, getattr(card, field)
    unknown = says("unknown", text)
    for one in properties_in(without_phrases(text)):
        if one.field != UNHELD:
            yield _property(one.field, card, unknown=unknown)
    for field in fields_of(text, card):
        if field not in ("name", "kinds", "cuisines"):
            yield field, getattr(card, field)
        elif field != "name" and card.place is not None:
            yield field, list(getattr(card.place, field))


def _property(said: str, card: Card, *, unknown: bool) -> tuple[str, Any]:
    kind, _, name = said.partition(".")
    if kind in ("tag", "diet"):
        return f"{kind}s.{name}", None if unknown else known(card, name)
    if kind == "free":
        return "tags.free", None if unknown else (card.free if card.free is not None else known(card, "free"))
    field = FIELDS[kind]
    return field, None if unknown else getattr(card, field)


def _clock(card: Card, claim: Claim) -> tuple[str, Any]:
    """The moment of the card that a clock time names: the end of its hours, or the time of an event."""
    for field in ("open_until", "start", "end"):
        moment: datetime | None = getattr(card, field)
        if moment is not None and float(moment.hour * 60 + moment.minute) == float(claim.value):
            return field, moment.isoformat()
    spells = card.hours_today or ()
    return "hours_today", [[begins.isoformat(), ends.isoformat()] for begins, ends in spells] or None
