"""The intent of a message that does not depend on an earlier one."""

from __future__ import annotations

from dataclasses import replace

from violet.domain.categories import Category, category_of_tag, vibe_weights
from violet.domain.intent import Comparison, Intent, IntentKind, Near
from violet.understanding.acts.act import Act
from violet.understanding.acts.state import DialogueState
from violet.understanding.dialogue.plans import stops_of
from violet.understanding.dialogue.tastes import preferred_categories
from violet.understanding.dialogue.weights import blended, normalised_weights
from violet.understanding.reading.unknown import corner_in, unknown_goal, unknown_target
from violet.understanding.reading.utterance import Utterance

VIBE_SHARE = 0.35
PREFERRED_SHARE = 0.5
# What a tag asks for where no kind of place is named: outlets are where one sits down to work.
TAGGED_SHARE = 0.6
# Who says a diet and nothing else wants to eat.
DIETARY = tuple(category for category in Category if category.row.eating)
USUAL_LIMIT = 3
# What an answer wants to know of how a wish was put.
SAID_FORMS = frozenset({"holiday", "asks_transit", "no_car", "asks_station", "nearest"})
# Forms that ask for the way.
WAYS = frozenset({"the_way", "way_by_preference"})
# Forms that ask for something no guide tells of.
WANTS = "wants_"
NOT_READ = frozenset({"de", "it", "pt", "ja", "ru"})


def fresh(act: Act, state: DialogueState, utterance: Utterance) -> Intent:
    kind = _kind(act, utterance)
    base = Intent(
        kind=kind,
        wish=utterance.text,
        constraints=utterance.constraints,
        unwanted_categories=utterance.refused,
        confidence=act.evidence.sure,
        limit=USUAL_LIMIT,
        forms=utterance.forms & SAID_FORMS | {form for form in utterance.forms if form.startswith(WANTS)},
        terms=utterance.terms,
    )
    if kind in (IntentKind.SMALLTALK, IntentKind.OUT_OF_SCOPE):
        return replace(base, smalltalk=_smalltalk(act, utterance))
    if kind is IntentKind.DIRECTIONS:
        return _directions(act, base, state, utterance)
    if kind in (IntentKind.EVENTS, IntentKind.WEATHER):
        return replace(base, window=utterance.times.window)
    if kind is IntentKind.PLAN:
        return _plan(base, utterance)
    if kind is IntentKind.RECOMMEND:
        return replace(base, categories=_categories(act, state, utterance), comparison=superlative(utterance))
    return base


def _smalltalk(act: Act, utterance: Utterance) -> str:
    """What kind of talk it is; a message in a language that is not read is told which ones are."""
    if utterance.language in NOT_READ and act.evidence.kind is IntentKind.OUT_OF_SCOPE:
        return "languages"
    if _asks_for_a_ride(utterance):
        return "transit"
    return "cannot_save" if "saves" in utterance.forms else act.evidence.smalltalk


def _asks_for_a_ride(utterance: Utterance) -> bool:
    """ "Is the train running", "how much is a cab": of rides nothing is known."""
    if "asks_service" in utterance.forms:
        return True
    wants = utterance.wanted or utterance.constraints.cuisines or utterance.constraints.kinds
    spends = utterance.constraints.open_minutes or "happenings" in utterance.forms
    return "asks_transit" in utterance.forms and not wants and not spends


def superlative(utterance: Utterance) -> Comparison | None:
    """ "The nearest library", "a fancy dinner": a comparison with all there is."""
    if "nearest" in utterance.forms:
        return "closer"
    return "fancier" if "fancy" in utterance.forms and utterance.constraints.max_price_usd is None else None


def _kind(act: Act, utterance: Utterance) -> IntentKind:
    """What the message means, but where its form says more: the way, one thing after another, or what is on."""
    if "way_by_preference" in utterance.forms or utterance.goes_between:
        return IntentKind.DIRECTIONS
    kind = act.evidence.kind
    asks_open = "asks_open" in utterance.forms and not utterance.says("cue", kind.value)
    if kind in (IntentKind.EVENTS, IntentKind.WEATHER) and asks_open:
        return IntentKind.RECOMMEND
    if kind is IntentKind.RECOMMEND and _rides_to_a_place(utterance):
        return IntentKind.DIRECTIONS
    if kind is IntentKind.RECOMMEND and _asks_for_a_ride(utterance):
        return IntentKind.OUT_OF_SCOPE
    if kind is not IntentKind.RECOMMEND:
        return kind
    if _asks_what_is_on(utterance):
        return IntentKind.EVENTS
    if _asks_where_it_is(utterance):
        return IntentKind.DIRECTIONS
    if utterance.steps.in_turn and "same_place" not in utterance.forms:
        return IntentKind.PLAN
    return IntentKind.DIRECTIONS if "the_way" in utterance.forms else kind


def _rides_to_a_place(utterance: Utterance) -> bool:
    """ "Is there a tram to RMIT": the way there, and no stop to sit at."""
    asks = "asks_transit" in utterance.forms and utterance.way.goal is not None
    stops = all(category.row.boarding for category in utterance.wanted)
    return asks and stops and not utterance.constraints.cuisines


def _asks_where_it_is(utterance: Utterance) -> bool:
    """ "Where is the Apple store": a place by name, and no more."""
    named = any(place.place_id is not None and not place.after_near for place in utterance.names)
    return named and utterance.says("cue", "directions") and not utterance.wanted and not utterance.constraints.cuisines


def _of_tags(utterance: Utterance) -> dict[Category, float]:
    """The categories that the tags of a message ask for by themselves."""
    asked = {category_of_tag(tag) for tag in utterance.constraints.tags} - {None} - utterance.refused
    return {category: 1 / len(asked) for category in asked if category is not None}


def _asks_what_is_on(utterance: Utterance) -> bool:
    """Whether a wish is for what takes place on a day or evening it names: a show, or something that is free. Whoever
    says "bar" or "where" asks for a place, also where it is for a show."""
    constraints = utterance.constraints
    if utterance.forms & {"place_words", "now"} or not utterance.times.spoken:
        return False
    if constraints.cuisines or constraints.diets:
        return False
    free = not utterance.wanted and constraints.tags == {"free"}
    return (bool(utterance.wanted) and all(category.row.happens for category in utterance.wanted)) or free


def _plan(base: Intent, utterance: Utterance) -> Intent:
    constraints = replace(base.constraints, open_at=None, tags=frozenset(), cuisines=frozenset(), kinds=frozenset())
    return replace(base, window=utterance.steps.window, stops=stops_of(utterance.steps), constraints=constraints)


def _directions(act: Act, base: Intent, state: DialogueState, utterance: Utterance) -> Intent:
    """Directions to a known place, to a street, or to the nearest of a kind ("how do I get to a pharmacy"); "where is
    the nearest pub" asks for places, not for the way to one."""
    origin = utterance.way.start
    others = [place for place in utterance.names if origin is None or place.name != origin.name]
    target = utterance.way.goal or next((place for place in others if place.place_id is not None), None)
    target = target or next(iter(others), None)
    if origin is not None:
        base = replace(base, start=origin)
    if target is not None:
        return replace(base, named=target.name, constraints=replace(base.constraints, near=origin))
    street: Near | None = corner_in(utterance.plain) or unknown_target(utterance.plain)
    if street is not None:
        return replace(base, constraints=replace(base.constraints, near=street))
    if utterance.wanted or utterance.constraints.cuisines:
        kind = IntentKind.DIRECTIONS if utterance.forms & WAYS else IntentKind.RECOMMEND
        return replace(base, kind=kind, categories=_categories(act, state, utterance))
    unknown = unknown_goal(utterance.plain)
    if unknown is None and utterance.unknown_name is not None:
        unknown = Near(utterance.unknown_name)
    if unknown is None and (origin is None or "asks_station" in utterance.forms):
        return base
    return replace(base, constraints=replace(base.constraints, near=unknown))


def _categories(act: Act, state: DialogueState, utterance: Utterance) -> dict[Category, float]:
    """The categories a message asks for, blended with the picked vibe and, where it says little, stored preferences."""
    weights = {c: w for c, w in act.evidence.categories.items() if c not in utterance.refused}
    if {"needs_no_drink", "goes_out"} <= utterance.forms:  # a show, not a coffee
        return normalised_weights({category: 1.0 for category in Category if category.row.happens})
    if not utterance.wanted and not utterance.constraints.cuisines:
        weights = blended(weights, _of_tags(utterance), TAGGED_SHARE)
        if utterance.constraints.diets:
            eaten = {category: weight for category, weight in weights.items() if category in DIETARY}
            weights = normalised_weights(eaten or dict.fromkeys(DIETARY, 1.0))
    vibe = vibe_weights(state.vibe)
    if vibe:
        weights = blended(weights, vibe, VIBE_SHARE if utterance.wanted else 1.0)
    elif not utterance.wanted and not utterance.constraints.cuisines:
        weights = blended(weights, preferred_categories(state.preferences), PREFERRED_SHARE)
    return normalised_weights({c: w for c, w in weights.items() if c not in utterance.refused})
