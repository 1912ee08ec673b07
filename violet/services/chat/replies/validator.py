"""The grounding check: a sentence leaves the server only if the cards support every name, time, price and distance in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from violet.domain.cards import Card
from violet.services.chat.parts.grounds import Grounds
from violet.services.chat.replies.canonical import canonical, hidden_character
from violet.services.chat.replies.card_checks import CHECKS, counts_more, has_number, is_count
from violet.services.chat.replies.claims import Claim, claims_in, without_numbers
from violet.services.chat.replies.names import has_unknown_name, plain, plain_words, spellings
from violet.services.chat.replies.open_world import is_own_word, rest_of, says, without_phrases
from violet.services.chat.replies.patterns import pattern
from violet.services.chat.replies.properties import Property, holds, properties_in
from violet.services.chat.replies.sentences import split_sentences
from violet.services.chat.replies.wording import first_clause

LINK, SUSPICIOUS, EVERY = pattern("link"), pattern("suspicious"), pattern("every")
# An address with no scheme: "evil.ru/free". A sentence that ends without a space after its dot begins with a capital.
DOMAIN = re.compile(r"(?<![\w.])[\w-]{2,}(?:\.[a-z0-9-]{2,})+(?:[/:?#]\S*)?(?![\w.])")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A card's name in a sentence, at these characters."""

    card: Card
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Own:
    """A card's own text, found in a sentence at this character."""

    field: str
    text: str
    start: int

    def is_of(self, card: Card) -> bool:
        return (self.field, self.text) in _own_texts(card.address, card.description)


@dataclass
class Validator:
    """Checks the sentences of one reply, in order: a sentence without a name speaks of the cards named before it."""

    grounds: Grounds
    _scope: tuple[Card, ...] = field(default=(), init=False)

    def problem(self, sentence: str) -> str | None:
        """What is unsupported in the sentence (a word for the log), None where all of it is."""
        if hidden_character(sentence) is not None:
            return "hidden_character"
        sentence = canonical(sentence)
        if LINK.search(sentence) or SUSPICIOUS.search(sentence):
            return "link_or_instruction"
        sentence, own = self._without_own_texts(sentence)
        mentions = self._mentions(sentence)
        if any(not self._is_told(one, mentions) for one in own):
            return "description"
        if DOMAIN.search(_masked(sentence, mentions)):
            return "link_or_instruction"
        told = plain_words(name for mention in mentions for name in spellings(mention.card))
        if has_unknown_name(_masked(sentence, mentions), self._known_words | told):
            return "name"
        if counts_more(sentence, self.grounds.cards):
            return "count"
        problem = self._unsupported_claim(sentence, mentions) or self._unsupported_words(sentence, mentions)
        if problem is None and mentions:
            self._scope = tuple(mention.card for mention in mentions)
        return problem

    def read(self, sentence: str) -> list[tuple[str, tuple[Card, ...], tuple[str, ...]]]:
        """The pieces of a sentence with the cards they speak of, and the fields of these that it gives as they stand; the
        next sentence may go on about them."""
        sentence, own = self._without_own_texts(canonical(sentence))
        mentions = self._mentions(sentence)
        pieces = [
            (text, cards, tuple(one.field for one in own if any(map(one.is_of, cards))))
            for text, cards in self._stretches(sentence, mentions)
            if mentions or self._scope
        ]
        if mentions:
            self._scope = tuple(mention.card for mention in mentions)
        return pieces

    def names_a_card(self, sentence: str) -> bool:
        return bool(self._mentions(sentence))

    def _unsupported_claim(self, sentence: str, mentions: Sequence[_Mention]) -> str | None:
        for text, cards in self._stretches(sentence, mentions):
            for claim in claims_in(text):
                if not self._supported(claim, cards):
                    return claim.kind
        return None

    def _unsupported_words(self, sentence: str, mentions: Sequence[_Mention]) -> str | None:
        """A property that the cards do not have, or a word that nothing supports."""
        unknown = says("unknown", sentence)
        also = [*self.grounds.names, *self.grounds.facts]
        if unknown or says("echo", sentence):
            also += self.grounds.wishes
        for text, cards in self._stretches(sentence, mentions):
            text = without_phrases(text)
            properties = properties_in(text)
            if not unknown and any(not self._holds(one, text, cards) for one in properties):
                return "property"
            for one in reversed(properties):
                text = text[: one.start] + " " + text[one.end :]
            if rest_of(without_numbers(text), cards, also):
                return "word"
        return None

    def _holds(self, said: Property, text: str, cards: Sequence[Card]) -> bool:
        if any(said.field == field for fact in self.grounds.facts for field in _fields_said(fact)):
            return True
        if not said.negated and cards and all(is_own_word(text[said.start : said.end], card) for card in cards):
            return True
        wanted = not said.negated
        return bool(cards) and all(holds(card, said.field, self.grounds.cards) is wanted for card in cards)

    def _without_own_texts(self, sentence: str) -> tuple[str, list[_Own]]:
        """The sentence with blanks for what the cards say of themselves (an address, a description as it stands)."""
        found: list[_Own] = []
        names = [name for card in self.grounds.cards for name in spellings(card)]
        for card in self.grounds.cards:
            for field_name, text in _own_texts(card.address, card.description):
                at = sentence.find(text)
                if at >= 0 and not any(text in name for name in names):
                    found.append(_Own(field_name, text, at))
                    sentence = sentence[:at] + " " * len(text) + sentence[at + len(text) :]
        return sentence, found

    def _is_told(self, own: _Own, mentions: Sequence[_Mention]) -> bool:
        """Whether it is of the card that is spoken of there, or of a branch with the same name."""
        card = self._told_before(own.start, mentions)
        return card is not None and any(map(own.is_of, self._twins(card)))

    def _told_before(self, at: int, mentions: Sequence[_Mention]) -> Card | None:
        """The card that is spoken of there."""
        named = [mention.card for mention in mentions if mention.start <= at] or [one.card for one in mentions[:1]]
        return named[-1] if named else self._scope[-1] if self._scope else None

    def _stretches(self, sentence: str, mentions: Sequence[_Mention]) -> Iterable[tuple[str, tuple[Card, ...]]]:
        """Pieces of the sentence with the cards they speak of: a name speaks for what follows it, up to the next name,
        and the first name also for what precedes it."""
        if not mentions:
            yield sentence, self._scope or self.grounds.cards
            return
        for index, mention in enumerate(mentions):
            until = mentions[index + 1].start if index + 1 < len(mentions) else len(sentence)
            before = sentence[: mention.start] if index == 0 else ""
            text = before + " " + sentence[mention.end : until]
            together = index + 1 == len(mentions) and index > 0 and _speaks_of_all(sentence)
            yield text, tuple(m.card for m in mentions) if together else (mention.card,)

    def _supported(self, claim: Claim, cards: Sequence[Card]) -> bool:
        if _said_in(self.grounds.facts, claim) or self._echoes_a_wish(claim):
            return True
        if claim.kind == "number":
            return any(has_number(card, str(claim.value)) for card in cards) or is_count(claim, self.grounds.cards)
        check = CHECKS[claim.kind]
        return bool(cards) and all(any(check(twin, claim.value) for twin in self._twins(card)) for card in cards)

    def _twins(self, card: Card) -> Iterable[Card]:
        """The card, then the other branches of the same name: a sentence that says no more may mean any of them."""
        yield card
        spelled = set(spellings(card))
        yield from (other for other in self.grounds.cards if spelled.intersection(spellings(other)))

    def _echoes_a_wish(self, claim: Claim) -> bool:
        return claim.echo and _said_in(self.grounds.wishes, claim)

    def _mentions(self, sentence: str) -> list[_Mention]:
        folded = plain(sentence)
        found: list[_Mention] = []
        elsewhere = {plain(name) for name in self.grounds.names}
        for card in self.grounds.cards:
            for name in spellings(card):
                if plain(name) in elsewhere and name != card.name:  # "near Union Square" is not about its park
                    continue
                at = folded.find(plain(name))
                if at >= 0:
                    found.append(_Mention(card, at, at + len(name)))
                    break
        found.sort(key=lambda mention: (mention.start, -mention.end))
        return [m for i, m in enumerate(found) if not any(o.start <= m.start and m.end <= o.end for o in found[:i])]

    @cached_property
    def _known_words(self) -> set[str]:
        """What may stand in any sentence, beside the names of the cards that the sentence is about."""
        cards = self.grounds.cards
        texts = [text for card in cards for text in (card.address, card.description, card.organizer, *card.why) if text]
        return plain_words((*self.grounds.names, *self.grounds.facts, *self.grounds.wishes, *texts))


def _masked(sentence: str, mentions: Sequence[_Mention]) -> str:
    """Without the names of the cards, which may have dots in them."""
    for mention in sorted(mentions, key=lambda mention: -mention.start):
        sentence = sentence[: mention.start] + " _ " + sentence[mention.end :]
    return sentence


@lru_cache(maxsize=1024)
def _own_texts(address: str | None, description: str | None) -> tuple[tuple[str, str], ...]:
    """An address, whole and to its first comma, and the sentences of a description, with their field; the longest first."""
    addresses = (address, address.partition(",")[0]) if address else ()
    clause = first_clause(description)
    said = (*split_sentences(description or ""), *((clause,) if clause else ()))
    texts = [("address", one) for one in addresses] + [("description", one) for one in said]
    own = {(field, canonical(one).rstrip(".")) for field, one in texts}
    return tuple(sorted(own, key=lambda one: (-len(one[1]), one)))


@lru_cache(maxsize=64)
def _fields_said(fact: str) -> frozenset[str]:
    return frozenset(one.field for one in properties_in(fact) if not one.negated)


def _said_in(texts: Iterable[str], claim: Claim) -> bool:
    """Whether one of the texts makes the same claim, in whatever words."""
    return any((claim.kind, claim.value) == (other.kind, other.value) for text in texts for other in claims_in(text))


def _speaks_of_all(sentence: str) -> bool:
    return bool(EVERY.search(sentence))
