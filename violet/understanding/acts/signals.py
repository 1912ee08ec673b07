"""What in a message and its conversation speaks for one act or another: the inputs of the act head."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from violet.domain.categories import Category
from violet.domain.intent import Aspect, Comparison, Constraints, Intent, IntentKind, ShownCard
from violet.understanding.acts.evidence import Evidence
from violet.understanding.acts.references import MIN_SEVERAL, find_reference, find_several
from violet.understanding.acts.state import DialogueState
from violet.understanding.reading.card_names import ASKS_ABOUT, OPENERS
from violet.understanding.reading.concepts import categories_named
from violet.understanding.reading.gazetteer import NamedPlace
from violet.understanding.reading.unknown import is_strange
from violet.understanding.reading.utterance import Utterance

ASPECTS: tuple[Aspect, ...] = ("phone", "hours", "price", "distance", "address", "rating", "about")
COMPARISONS: tuple[Comparison, ...] = ("closer", "cheaper", "fancier", "quieter", "livelier")
SHORT_WORDS, FEW_WORDS = 7, 4
SURE_OF_SCOPE, SURE_ALONE, SURE = 0.7, 0.8, 0.5
LENGTHS = (1, 2, 4, 7, 12)
CONFIDENCES = (0.5, 0.7, 0.9)


@dataclass(frozen=True, slots=True)
class Signals:
    """A message in its conversation, with what both together tell."""

    utterance: Utterance
    state: DialogueState
    evidence: Evidence
    reference: ShownCard | None
    subject: NamedPlace | None
    several: tuple[ShownCard, ...]
    cues: frozenset[str]

    @property
    def aspects(self) -> list[Aspect]:
        return [aspect for aspect in ASPECTS if aspect in self.cues]

    @property
    def comparison(self) -> Comparison | None:
        return next((comparison for comparison in COMPARISONS if comparison in self.cues), None)

    @property
    def compares_or_varies(self) -> bool:
        """Whether the message asks for something like what was shown: "cheaper", "another", "like that"."""
        return self.comparison is not None or not {"another", "similar"}.isdisjoint(self.cues)

    @property
    def asks_for_tag(self) -> bool:
        """ "does it have wifi", "do they have vegan options", "is there outdoor seating there"."""
        forms = self.utterance.forms
        tagged = self.utterance.says("tag") or self.utterance.says("diet")
        return tagged and "asks_what_it_has" in forms and "one_more" not in forms

    @property
    def asks_what_it_has(self) -> bool:
        """Whether it asks for something that a place has or lets people do, whether the guide tells of it or not."""
        return self.asks_for_tag or "asks_facility" in self.utterance.forms

    @property
    def asks_of_allergy(self) -> bool:
        """ "Is it safe for me", from somebody with an allergy, of a card: no question of danger."""
        previous, utterance = self.state.previous, self.utterance
        told = previous is not None and bool(previous.constraints.allergies) and bool(self.state.shown)
        return told and "asks_safe" in utterance.forms and not utterance.danger and not utterance.wanted

    @property
    def asks(self) -> bool:
        """Whether the message asks after something that a place has or is: the way, its hours, its price, its wifi."""
        utterance = self.utterance
        the_way = self.evidence.kind is IntentKind.DIRECTIONS and not (
            utterance.wanted or utterance.names or self.changes
        )
        asked = "directions" in self.cues or bool(self.aspects) or self.asks_what_it_has
        return asked or the_way or "about_it" in utterance.forms

    @property
    def aspect(self) -> Aspect:
        if self.utterance.says("diet") or self.utterance.constraints.allergies:
            return "diet"
        if "asks_open" in self.utterance.forms:
            return "hours"
        return "tags" if self.asks_for_tag or "asks_id" in self.utterance.forms else next(iter(self.aspects), "about")

    @property
    def changes(self) -> bool:
        """Whether the message says anything about what is wanted, but for the kind of place."""
        said = self.utterance.constraints != Constraints() or bool(self.utterance.refused)
        return said or bool(self.utterance.amounts.let_go)

    @property
    def short(self) -> bool:
        return len(self.utterance.plain.split()) <= SHORT_WORDS

    @property
    def another_kind(self) -> bool:
        """Whether the message names kinds of place of which none was asked for before. All food is of one kind."""
        previous = self.state.previous
        return previous is not None and names_another_kind(categories_named(self.utterance.hits), previous)

    @property
    def same_kind(self) -> bool:
        """Whether the message names no kind of place but such as were asked for before."""
        wanted, previous = set(self.utterance.wanted), self.state.previous
        return previous is not None and not self.another_kind and wanted <= set(previous.categories)

    @property
    def whole(self) -> bool:
        """Whether the message says all it needs: what it asks is clear without anything before it."""
        kind, sure = self.evidence.kind, self.evidence.confidence
        if kind in (IntentKind.WEATHER, IntentKind.EVENTS, IntentKind.PLAN):
            return sure > SURE_ALONE
        foreign = kind is IntentKind.OUT_OF_SCOPE and sure > SURE_OF_SCOPE
        return foreign and (not self.utterance.pointers.back or not self.short or self.utterance.says("task"))

    @property
    def stands_alone(self) -> bool:
        """Whether the message begins as a request does, names what it wants, points at nothing, and says where or more;
        or wants something else than before. "I want thai" after a wish for dinner only changes that."""
        utterance = self.utterance
        if "opening" not in utterance.forms or utterance.pointers.back or self.subject is not None:
            return False
        by_the_person = "by_the_person" in utterance.forms
        constraints = utterance.constraints
        wants = bool(categories_named(utterance.hits) or constraints.kinds)
        wants = wants or (by_the_person and bool(constraints.tags or constraints.diets))
        return wants and (by_the_person or constraints.near is not None or not self.short or self.another_kind)

    @property
    def agrees(self) -> bool:
        """Whether what the message seems to want is of the kind asked for: "somewhere romantic" after dinner."""
        meant, previous = self.evidence.categories, self.state.previous
        best = max(meant, key=lambda category: meant[category], default=None)
        fits = best is None or (previous is not None and best in previous.categories)
        return self.evidence.kind is IntentKind.RECOMMEND and fits

    @property
    def names_several(self) -> tuple[str, ...]:
        """The places of the guide that the message names, where these are two or more."""
        names = dict.fromkeys(place.name for place in self.utterance.names if not place.refused)
        return tuple(names) if len(names) >= MIN_SEVERAL else ()

    @property
    def names_either(self) -> bool:
        """Whether two names are set against each other by "or" alone: "dumbo or soho?"."""
        words, names = list(self.utterance.tokens), [place.said.split() for place in self.utterance.names]
        return any(_joined_by_or(words, first, second) for first, second in pairwise(names))

    @property
    def compared_before(self) -> tuple[ShownCard, ...]:
        """The cards that the last turn set against each other."""
        question = self.state.question
        if question is None or len(question.among) + len(question.among_names) < MIN_SEVERAL or not self.state.shown:
            return ()
        return tuple(self.state.shown[-1])

    @property
    def asks_what_is_on_there(self) -> bool:
        """ "what's happening at Kimmel": "what's" asks about a place, but here about what takes place there."""
        return self.evidence.kind is IntentKind.EVENTS and "events" in self.cues and set(self.aspects) <= {"about"}

    @property
    def asks_about_named(self) -> bool:
        """Whether the message is a question on a place of the guide by its name: "tell me more about Bobst"."""
        if self.subject is None or self.asks_what_is_on_there:
            return False
        asked = bool(self.aspects) or self.asks_what_it_has or self._opens_with_name or self._asks_if_open
        few_words = len(self.utterance.plain.split()) <= FEW_WORDS or self.begins_with_name
        return asked or (few_words and not self.utterance.wanted)

    @property
    def _asks_if_open(self) -> bool:
        """ "Joe's open at 4am?": whether what is named is open, not what is near it."""
        return (
            "asks_open" in self.utterance.forms
            and not self.utterance.wanted
            and "somewhere" not in self.utterance.forms
        )

    @property
    def begins_with_name(self) -> bool:
        """ "Russ and daughters line long", "hows the uncommons": what is asked about, and few words more."""
        words, name = self._words_and_name
        begins = self._opens_with_name or words[: len(name)] == name
        return begins and len(words) - len(name) <= FEW_WORDS and any(map(is_strange, name))

    @property
    def _opens_with_name(self) -> bool:
        """ "does the Strand sell textbooks", "is Joe's Pizza cash only": a question whose subject the place is."""
        words, name = self._words_and_name
        return bool(words and name) and words[0] in ASKS_ABOUT and words[1 : 1 + len(name)] == name

    @property
    def _words_and_name(self) -> tuple[list[str], list[str]]:
        """The words of the message and of its subject's name, without those that any sentence may begin with."""
        said = self.subject.said.split() if self.subject is not None else []
        return [word for word in self.utterance.tokens if word not in OPENERS], [w for w in said if w not in OPENERS]


def _joined_by_or(words: list[str], first: list[str], second: list[str]) -> bool:
    for between in (["or"], ["or", "the"], ["or", "is"], ["or", "in"], ["or", "near"]):
        run = [*first, *between, *second]
        if any(words[at : at + len(run)] == run for at in range(len(words) - len(run) + 1)):
            return True
    return False


def names_another_kind(asked: frozenset[Category], previous: Intent) -> bool:
    """Whether none of the categories was asked for before. All food is of one kind."""
    before = {*previous.categories, *(stop.category for stop in previous.stops)}
    if any(category.row.eating for category in before) and any(category.row.eating for category in asked):
        return False
    return bool(asked) and not asked & before


def signals_of(utterance: Utterance, state: DialogueState, evidence: Evidence) -> Signals:
    return Signals(
        utterance=utterance,
        state=state,
        evidence=evidence,
        reference=find_reference(utterance, state.shown, state.discussed),
        subject=_subject(utterance),
        several=find_several(utterance, state.shown),
        cues=frozenset(hit.concept for hit in utterance.hits if hit.group == "cue" and not hit.negated)
        | ({"hours"} if "asks_hours" in utterance.forms else set())
        | ({"phone"} if "asks_phone" in utterance.forms else set()),
    )


def _subject(utterance: Utterance) -> NamedPlace | None:
    """The place that the message is about; an area that is a place as well only where it is asked about alone."""
    places = [place for place in utterance.names if is_subject(place, utterance)]
    about = utterance.says("cue", "about") and not utterance.wanted
    return next((place for place in places if place.place_id or (place.is_place and about)), None)


def is_subject(place: NamedPlace, utterance: Utterance) -> bool:
    """Whether the message is about the place rather than about what is near it: "the menu at Bobst", not "lunch by"."""
    if place.refused:
        return False
    return not place.after_near or (not utterance.wanted and place.after_at)


def act_features(signals: Signals) -> frozenset[str]:
    """The names of all that speaks for an act."""
    return frozenset((*_of_message(signals), *_of_state(signals), *_of_both(signals)))


def _of_message(signals: Signals) -> Iterator[str]:
    utterance, evidence = signals.utterance, signals.evidence
    yield from (f"form {form}" for form in utterance.forms)
    yield from (f"cue {cue}" for cue in signals.cues)
    yield from (f"group {hit.group}" for hit in utterance.hits)
    yield f"means {evidence.kind}"
    yield from (f"means {evidence.kind} over {share}" for share in CONFIDENCES if evidence.confidence > share)
    yield from (f"up to {length} words" for length in LENGTHS if len(utterance.tokens) <= length)
    constraints = utterance.constraints
    for name in ("max_price_usd", "open_at", "max_walk_minutes", "group_size", "setting", "near", "cuisines", "diets"):
        if getattr(constraints, name):
            yield f"says {name}"
    pointers = utterance.pointers
    for name in ("counts", "other", "earlier_list", "extreme", "refuses", "back"):
        if getattr(pointers, name):
            yield f"points {name}"


def _of_state(signals: Signals) -> Iterator[str]:
    previous = signals.state.previous
    yield f"after {previous.kind}" if previous is not None else "after nothing"
    if not signals.state.shown:
        yield "nothing shown"


def _of_both(signals: Signals) -> Iterator[str]:
    for name in (
        "asks", "asks_for_tag", "asks_what_it_has", "changes", "another_kind", "same_kind", "whole", "stands_alone",
        "agrees", "asks_about_named", "asks_what_is_on_there", "compares_or_varies", "comparison", "reference",
        "subject", "several", "names_several",
    ):  # fmt: skip
        if getattr(signals, name):
            yield name
    refines = signals.changes and signals.same_kind and (signals.short or "refinement" in signals.utterance.forms)
    vague = "vague" in signals.utterance.forms and signals.short and not signals.utterance.wanted and signals.agrees
    begins = "refinement" in signals.utterance.forms and signals.short and (signals.utterance.wanted or signals.changes)
    here = "near_me" in signals.utterance.forms and signals.short and not signals.utterance.wanted
    if refines or vague or begins or here:
        yield "goes on"
    if signals.asks and (signals.utterance.pointers.back or not signals.utterance.wanted):
        yield "asks of what was shown"
    if signals.reference is not None and signals.asks:
        yield "asks of a card"
    if "directions" in signals.cues and (signals.reference is not None or signals.utterance.pointers.back):
        yield "the way to a card"
