"""One message, read once: all that the rest of understanding, and the answers, look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from violet.domain.categories import Category
from violet.domain.intent import Constraints
from violet.understanding.reading.amounts import Amounts, amounts_in
from violet.understanding.reading.concepts import categories_said, hits_in
from violet.understanding.reading.constraints import constraints_of
from violet.understanding.reading.forms import forms_in
from violet.understanding.reading.gazetteer import Gazetteer, NamedPlace
from violet.understanding.reading.language import ENGLISH, language_of
from violet.understanding.reading.lexicon import Hit, normalise, tokens_of
from violet.understanding.reading.moments import Times, times_in
from violet.understanding.reading.phrases import Phrases
from violet.understanding.reading.pointers import Pointers, pointers_in
from violet.understanding.reading.smalltalk import pure_smalltalk, smalltalk_word
from violet.understanding.reading.steps import Steps, steps_in
from violet.understanding.reading.terms import pairs_in, terms_in
from violet.understanding.reading.unknown import is_asked_about, unknown_subject
from violet.understanding.reading.ways import NO_WAY, Way, way_in

DANGER, HELP = "danger_", "help_"
# Stands for a name where times are read.
NO_TIME = "there"
ASKED_OF_A_PLACE = Phrases("names").words("asked_of_a_place")
SETTING_WORDS = Phrases("wishes").words("setting")


@dataclass(frozen=True, slots=True)
class Utterance:
    """`text` is the message as it was written, `plain` normalised; `tokens` are its words and clause marks.

    `hits` are its concepts, `names` the places it names, `wanted` and `refused` the categories its words ask for and
    refuse. `forms` names the sentence patterns it has. `smalltalk` is the kind of small talk where it is nothing else,
    `smalltalk_word` the kind that its words are nearest to. `language` is an ISO 639-1 code. `pairs` are the pairs of
    characters of a script without spaces. `terms` are words that may be sought for in names and descriptions.
    """

    text: str
    plain: str
    tokens: tuple[str, ...]
    hits: tuple[Hit, ...]
    names: tuple[NamedPlace, ...]
    amounts: Amounts
    times: Times
    steps: Steps
    constraints: Constraints
    wanted: Mapping[Category, float]
    refused: frozenset[Category]
    forms: frozenset[str]
    pointers: Pointers
    smalltalk: str | None
    smalltalk_word: str
    language: str
    pairs: frozenset[str] = frozenset()
    terms: tuple[str, ...] = ()
    way: Way = NO_WAY
    unknown_name: str | None = None

    @property
    def danger(self) -> tuple[str, ...]:
        """The kinds of danger that whole sentences of it tell of, by their patterns' names."""
        return tuple(sorted(form for form in self.forms if form.startswith(DANGER)))

    @property
    def helps(self) -> tuple[str, ...]:
        """The kinds of help that whole sentences of it ask for, danger apart."""
        return tuple(sorted(form.removeprefix(HELP) for form in self.forms if form.startswith(HELP)))

    @property
    def replaces(self) -> bool:
        """Whether what is lost or broken is to be bought anew or mended, and nothing else is the matter."""
        needed = {*self.helps, *(hit.concept for hit in self.hits if hit.group == "safety")}
        return not self.danger and needed <= {"lost_item"} and bool(self.forms & {"buys_another", "asks_for_repair"})

    @property
    def says_setting(self) -> bool:
        """Whether all that it names is outside or inside, which is a wish of its own only where nothing was asked for."""
        named = [hit.words for hit in self.hits if hit.group in ("category", "kind", "brand", "cuisine")]
        return self.constraints.setting is not None and all(words in SETTING_WORDS for words in named)

    @property
    def goes_between(self) -> bool:
        """ "The library to the gym": nothing but a way from one place to another, with no wish for anything on it."""
        return self.way.joined and not (self.wanted or self.constraints.cuisines or self.constraints.kinds)

    def says(self, group: str, concept: str | None = None, *, negated: bool | None = None) -> bool:
        """Whether it has a concept of the group: that one, or any; negated, not negated, or either."""
        return any(
            hit.group == group and concept in (None, hit.concept) and negated in (None, hit.negated)
            for hit in self.hits
        )


def read(message: str, now: datetime, *, gazetteer: Gazetteer) -> Utterance:
    """Reads the message. `now` is the campus's time, aware."""
    plain = normalise(message)
    names = gazetteer.find(plain)
    hits = hits_in(plain, names)
    tokens = tuple(tokens_of(plain))
    timed = _without_numbered(plain, names)
    amounts, times = amounts_in(plain), times_in(timed, now)
    wanted, refused = categories_said(hits)
    return Utterance(
        text=message,
        plain=plain,
        tokens=tokens,
        hits=hits,
        names=names,
        amounts=amounts,
        times=times,
        steps=steps_in(plain, times, now),
        constraints=constraints_of(plain, hits, names, amounts=amounts, times=times),
        wanted=wanted,
        refused=refused,
        forms=forms_in(plain) | ({"clock_time"} if times.clock else set()),
        pointers=pointers_in(timed),
        smalltalk=pure_smalltalk(plain, hits),
        smalltalk_word=smalltalk_word(hits, plain),
        language=_language(message, plain, names),
        pairs=pairs_in(plain),
        terms=terms_in(plain, hits, names),
        way=way_in(plain, tokens, names),
        unknown_name=_as_written(_nothing_known_of(plain, names), message),
    )


def _as_written(name: str | None, message: str) -> str | None:
    """The name with the capitals that the message gives it."""
    at = message.casefold().find(name) if name is not None else -1
    return message[at : at + len(name)] if name is not None and at >= 0 else name


def _nothing_known_of(plain: str, names: Sequence[NamedPlace]) -> str | None:
    """The name of what is asked about and nobody here knows, or of which only the spot is known: a museum far away. The
    way to such a spot is known."""
    if not names or ASKED_OF_A_PLACE.isdisjoint(tokens_of(plain)):
        return None if names else unknown_subject(plain)
    spot = names[0]
    only_a_spot = len(names) == 1 and spot.place_id is None and not spot.is_place
    return spot.name if only_a_spot and is_asked_about(spot.said, plain) else None


def _language(message: str, plain: str, names: Sequence[NamedPlace]) -> str:
    """The message's language; a name in another one ("los tacos no 1") does not make it that."""
    language = language_of(message)
    if language == ENGLISH or not names:
        return language
    for place in names:
        plain = plain.replace(place.said, " ")
    return language if language_of(plain) != ENGLISH else ENGLISH


def _without_numbered(plain: str, names: Sequence[NamedPlace]) -> str:
    """The text without the names that have numbers in them: "at 6 MetroTech" is no time of day."""
    for place in names:
        if any(character.isdigit() for character in place.said):
            plain = plain.replace(place.said, NO_TIME)
    return plain
