"""What an act means in its conversation: the intent."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from violet.domain.categories import Category, is_category
from violet.domain.intent import Comparison, Intent, IntentKind, Near
from violet.understanding.acts.act import Act
from violet.understanding.acts.kinds import ActKind
from violet.understanding.acts.references import MIN_SEVERAL
from violet.understanding.acts.signals import names_another_kind
from violet.understanding.acts.state import DialogueState
from violet.understanding.dialogue.edited_plans import edited_plan
from violet.understanding.dialogue.fresh import fresh
from violet.understanding.dialogue.overlay import overlay
from violet.understanding.dialogue.wanted import wanted_anew, wish_of
from violet.understanding.dialogue.weights import normalised_weights
from violet.understanding.reading.card_spots import tells_which
from violet.understanding.reading.concepts import categories_named
from violet.understanding.reading.constraints import NOT_ABOUT_PRICE
from violet.understanding.reading.utterance import Utterance

MAX_WISH_CHARACTERS = 600
LISTS = frozenset({IntentKind.RECOMMEND, IntentKind.REFINE, IntentKind.ANOTHER, IntentKind.MORE_LIKE_THIS})
WIDER_WINDOW = timedelta(days=7)
COMPARED_TAGS = {"quieter": "quiet", "livelier": "lively"}
ASKING_FORMS = frozenset(
    (
        "asks_whether", "asks_facility", "asks_violet", "compares", "which_of_them", "asks_why", "clock_time",
        "which_extreme", "opens_first", "closes_last", "holiday", "best_for", "best_for_study", "best_for_groups",
        "best_for_date", "best_for_alone", "best_for_fun", "best_for_talk", "asks_dishes", "asks_of_it", "asks_safe",
        "asks_need",
    )
)  # fmt: skip
DANGER_NEEDS = {
    "danger_despair": "crisis", "danger_veiled": "crisis", "danger_overdose": "either", "danger_medical": "medical",
    "danger_assault": "assault", "danger_urgent": "urgent",
}  # fmt: skip
SAFETY_NEEDS = (
    "either", "crisis", "medical", "assault", "urgent", "lost", "locked_out", "lost_id", "lost_item", "theft", "escort",
    "is_safe", "counseling", "number",
)  # fmt: skip


def apply(act: Act, state: DialogueState, utterance: Utterance) -> Intent:
    """The intent of the act. Total: every act has one in every state."""
    match act.kind:
        case ActKind.SAFETY | ActKind.NOTHING_BEFORE | ActKind.ANSWER:
            return _talk(act, state, utterance)
        case ActKind.ASK | ActKind.DIRECT | ActKind.WHICH | ActKind.COMPARE:
            return _question(act, state, utterance)
        case ActKind.REFINE:
            return _refined(act, state, utterance)
        case ActKind.ANOTHER:
            return _another(act, state, utterance)
        case ActKind.SIMILAR:
            return _similar(act, state, utterance)
        case ActKind.EDIT_PLAN:
            return edited_plan(act, state, utterance)
        case ActKind.NEW:
            return fresh(act, state, utterance)


def _talk(act: Act, state: DialogueState, utterance: Utterance) -> Intent:
    if act.kind is ActKind.SAFETY:
        return _safety(act, utterance)
    if act.kind is ActKind.ANSWER:
        return _answered(state, utterance)
    return Intent(IntentKind.SMALLTALK, wish=utterance.text, smalltalk="nothing_before")


def _question(act: Act, state: DialogueState, utterance: Utterance) -> Intent:
    if act.kind is ActKind.ASK:
        return _asked(act, state, utterance)
    if act.kind is ActKind.DIRECT:
        return _about_one(IntentKind.DIRECTIONS, act, utterance)
    return _about_several(act, utterance)


def remembered(intent: Intent, state: DialogueState) -> Intent:
    """The intent with what holds of the person for the whole conversation: an age under 21, and allergies."""
    if state.previous is None:
        return intent
    before, own = state.previous.constraints, intent.constraints
    kept = replace(own, under_21=own.under_21 or before.under_21, allergies=own.allergies | before.allergies)
    return replace(intent, constraints=kept) if kept != own else intent


def near_card(utterance: Utterance, state: DialogueState, act: Act) -> Near | None:
    """The earlier card that something is wanted near to: "coffee near the second one", "a bar around there"."""
    wants = bool(utterance.wanted) or bool(utterance.constraints.cuisines)
    if not wants or utterance.constraints.near is not None or "near_card" not in utterance.forms:
        return None
    # "near the water" is near no card, but "near that place" and "near there" are.
    card = act.reference or (state.discussed if utterance.pointers.back else None)
    return Near(card.name) if card is not None else None


def _safety(act: Act, utterance: Utterance) -> Intent:
    """What the words say is needed, the gravest first; else what the meaning says. Where the words are of danger and
    the meaning is despair, both are spoken to."""
    concepts = {hit.concept for hit in utterance.hits if hit.group == "safety"}
    concepts |= {DANGER_NEEDS[form] for form in utterance.danger} | set(utterance.helps)
    need = next((concept for concept in SAFETY_NEEDS if concept in concepts), act.evidence.need or "urgent")
    if need in ("medical", "urgent") and act.evidence.need in ("crisis", "either"):
        need = "either"
    return Intent(IntentKind.SAFETY, wish=utterance.text, smalltalk=need)


def _about_one(kind: IntentKind, act: Act, utterance: Utterance) -> Intent:
    """A question on one place: the way there, its hours, or more about it."""
    constraints = utterance.constraints
    if act.reference is None or tells_which(utterance):
        constraints = replace(constraints, near=None)
    return Intent(
        kind,
        wish=utterance.text,
        reference=act.reference,
        named=act.named.name if act.named is not None else None,
        aspect=act.aspect,
        constraints=constraints,
        properties=_properties(utterance),
        forms=utterance.forms & ASKING_FORMS | ({"clock_time"} if "open_late" in constraints.tags else set()),
    )


def _asked(act: Act, state: DialogueState, utterance: Utterance) -> Intent:
    """A question on one place; "and the third one?" asks again what was asked of another."""
    if utterance.unknown_name is not None and act.reference is None and act.named is None:
        return _asked_of_unknown(utterance.unknown_name, act, utterance)
    intent, before = _about_one(IntentKind.DETAIL, act, utterance), state.question
    anew = bool(intent.properties) or "asks_dishes" in utterance.forms
    again = "what_about" in utterance.forms and intent.aspect == "about" and not anew
    if before is None or not again or (act.reference is None and act.named is None):
        return intent
    return replace(
        intent,
        wish=before.wish,
        aspect=before.aspect,
        constraints=replace(before.constraints, near=None),
        properties=before.properties,
        forms=before.forms,
    )


def _asked_of_unknown(name: str, act: Act, utterance: Utterance) -> Intent:
    """A question on a place that nobody here knows: it is called by its name, also where it is asked for."""
    where = act.aspect in ("distance", "address") or "asks_where" in utterance.forms
    if where:
        constraints = replace(utterance.constraints, near=Near(name))
        return Intent(IntentKind.DIRECTIONS, wish=utterance.text, constraints=constraints)
    return replace(_about_one(IntentKind.DETAIL, act, utterance), named=name)


def _about_several(act: Act, utterance: Utterance) -> Intent:
    """A question on several cards: which of them is so, or how they compare, seen from here or from a place."""
    start = _measured_from(utterance) if act.kind is ActKind.COMPARE else None
    among = tuple(card for card in act.several if start is None or card.name != start.name)
    among = among if len(among) >= MIN_SEVERAL else act.several
    return Intent(
        IntentKind.DETAIL,
        wish=utterance.text,
        among=among,
        among_names=act.names if len(among) < len(act.names) else (),
        comparison=act.comparison if start is None else "closer",
        start=start,
        aspect=act.aspect,
        constraints=utterance.constraints,
        properties=_properties(utterance),
        forms=utterance.forms & ASKING_FORMS,
    )


def _measured_from(utterance: Utterance) -> Near | None:
    """The place of "closest to Bobst"."""
    if "closest_to" not in utterance.forms:
        return None
    named = next((place for place in utterance.names if not place.refused), None)
    return Near(named.name, named.location) if named is not None else utterance.constraints.near


def _answered(state: DialogueState, utterance: Utterance) -> Intent:
    """A yes to an offer does it: to look wider where nothing was found. Any other bare yes or no is asked back."""
    said = "answer_yes" if "says_yes" in utterance.forms else "answer_no"
    offered = _offered(state, utterance) if said == "answer_yes" else None
    if offered is not None:
        return offered
    smalltalk = said if state.shown else "just_ask"
    return Intent(IntentKind.SMALLTALK, wish=utterance.text, smalltalk=smalltalk)


def _offered(state: DialogueState, utterance: Utterance) -> Intent | None:
    """What a yes agrees to after the last turn."""
    last = state.last
    if last is None or state.last_cards:
        return None
    if last.kind is IntentKind.EVENTS and last.window is not None:
        week = replace(last.window, end=last.window.start + WIDER_WINDOW, words="in the coming days")
        return replace(last, wish=last.wish, window=week)
    if last.kind in LISTS:
        wider = replace(
            last.constraints, near=None, max_walk_minutes=None, max_price_usd=None, open_at=None, open_minutes=0
        )
        return replace(last, kind=IntentKind.REFINE, constraints=wider, comparison=None, reference=None)
    return None


def _properties(utterance: Utterance) -> tuple[str, ...]:
    """The tags and diets that a question names, in its order; not what it names the opposite of ("is it loud")."""
    named = [hit.concept for hit in utterance.hits if hit.group in ("tag", "diet") and not hit.opposite]
    if NOT_ABOUT_PRICE.search(utterance.plain):
        named = [name for name in named if name != "free"]
    return tuple(dict.fromkeys([*named, *(["student_id_required"] if "asks_id" in utterance.forms else [])]))


def _similar(act: Act, state: DialogueState, utterance: Utterance) -> Intent:
    base, card = _refined(act, state, utterance), act.reference
    says = utterance.constraints.cuisines or utterance.constraints.kinds
    category = card.category if card is not None and not says else None
    named = {Category(category): 1.0} if category is not None and is_category(category) else None
    categories = named or base.categories
    return replace(base, kind=IntentKind.MORE_LIKE_THIS, categories=categories, excluded=state.all_shown)


def _another(act: Act, state: DialogueState, utterance: Utterance) -> Intent:
    intent = _refined(replace(act, reference=None, comparison=None), state, utterance)
    kind = IntentKind.EVENTS if intent.kind is IntentKind.EVENTS else IntentKind.ANOTHER
    if "else_to_do" in utterance.forms:
        intent = _of_another_kind(intent, utterance)
    return replace(intent, kind=kind, excluded=state.all_shown)


def _of_another_kind(intent: Intent, utterance: Utterance) -> Intent:
    """Something else to do is of another kind than all that was asked for, in the same place and at the same time."""
    before = intent.constraints
    kept = replace(before, cuisines=frozenset(), kinds=frozenset(), tags=utterance.constraints.tags, max_price_usd=None)
    refused = intent.unwanted_categories | set(intent.categories)
    return replace(intent, wish=utterance.text, categories={}, constraints=kept, unwanted_categories=refused)


def _refined(act: Act, state: DialogueState, utterance: Utterance) -> Intent:
    """The previous request with what this message changes."""
    previous = state.previous or Intent(IntentKind.RECOMMEND, wish=utterance.text)
    said = utterance.constraints
    constraints = overlay(previous.constraints, said)
    categories = {c: w for c, w in previous.categories.items() if c not in utterance.refused}
    named = categories_named(utterance.hits)
    wanted = wanted_anew(act, previous, utterance)
    if (wanted or names_another_kind(named, previous)) and not utterance.says_setting:
        categories = dict(wanted or dict.fromkeys(named, 1.0))
        if not set(categories).intersection(previous.categories):
            constraints = replace(constraints, cuisines=said.cuisines, kinds=said.kinds)
    constraints = replace(constraints, **dict.fromkeys(utterance.amounts.let_go))  # type: ignore[arg-type]
    if "near_me" in utterance.forms and said.near is None:
        constraints = replace(constraints, near=None)
    if said.open_at is not None and previous.constraints.open_at is not None:
        constraints = replace(
            constraints, open_at=_on_that_day(previous.constraints.open_at, said.open_at, utterance, state)
        )
    if act.comparison is not None:
        # "closer" and "cheaper" bring their own bound, taken from the cards; the words' rough ones would be stricter.
        constraints = replace(
            constraints,
            max_walk_minutes=utterance.amounts.said_walk_minutes or previous.constraints.max_walk_minutes,
            max_price_usd=None if act.comparison == "fancier" else constraints.max_price_usd,
            tags=constraints.tags | _compared_tags(act.comparison),
        )
    return replace(
        previous,
        kind=IntentKind.EVENTS if previous.kind is IntentKind.EVENTS else IntentKind.REFINE,
        wish=wish_of(previous, utterance)[:MAX_WISH_CHARACTERS],
        categories=normalised_weights(categories),
        constraints=constraints,
        unwanted_categories=previous.unwanted_categories | utterance.refused,
        reference=act.reference,
        comparison=act.comparison,
        excluded=state.all_shown if act.comparison is not None else frozenset(),
        window=utterance.times.window if utterance.times.spoken else previous.window,
        confidence=act.confidence,
    )


def _on_that_day(before: datetime, said: datetime, utterance: Utterance, state: DialogueState) -> datetime:
    """ "At 11" after "brunch tomorrow" is tomorrow's eleven; before noon where the day's first moment is."""
    if not utterance.times.clock or utterance.times.day or before.date() == state.now.date():
        return said
    hours = (said.hour, (said.hour + 12) % 24)
    nearest = min(hours, key=lambda hour: abs(hour - before.hour)) if not utterance.times.half else said.hour
    return before.replace(hour=nearest, minute=said.minute)


def _compared_tags(comparison: Comparison) -> frozenset[str]:
    tag = COMPARED_TAGS.get(comparison)
    return frozenset({tag} if tag else ())
