"""Messages that only make sense after an earlier one: "the second one", "closer", "another", "is it open now"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from violet.services.ranking.categories import CATEGORY_NAMES, Category
from violet.services.understanding import moments
from violet.services.understanding.intent import Aspect, Comparison, Intent, IntentKind, ShownCard
from violet.services.understanding.plans import edited
from violet.services.understanding.references import counts, find_reference, points_back
from violet.services.understanding.wishes import normalised_weights, overlay, says_something

if TYPE_CHECKING:
    from violet.services.understanding.understand import Context, Said

COMPARISONS: tuple[Comparison, ...] = ("closer", "cheaper", "fancier", "quieter", "livelier")
ASPECTS: tuple[Aspect, ...] = ("hours", "price", "distance", "address", "rating", "about")
REFINEMENT = re.compile(
    r"^(?:and|but|or|ok|okay|actually|what about|how about|maybe|make it|only|just|can it be|with|without|something|anything|"
    r"somewhere|preferably|ideally|no|not|in|near|under|for|y|pero|que sea|algo)\b"
)
USUAL_PLAN_BUDGET_USD = 60.0
CHEAPER_SHARE = 0.5
SHORT_MESSAGE_WORDS = 7
SHORTEST_WORDS = 4
FOLLOWABLE = (
    IntentKind.RECOMMEND,
    IntentKind.REFINE,
    IntentKind.ANOTHER,
    IntentKind.MORE_LIKE_THIS,
    IntentKind.EVENTS,
    IntentKind.PLAN,
)


def follow_up(said: Said, context: Context) -> Intent | None:
    """The intent where the message continues what was before or names a known place; None where it stands alone."""
    reference = find_reference(said.message, context.shown)
    cues = [hit.concept for hit in said.hits if hit.group == "cue" and not hit.negated]
    if context.previous is None and not context.shown:
        return _about_named(said, cues) or _about_nothing(said, cues)
    changed_plan = _changed_plan(said, context, cues)
    if changed_plan is not None:
        return changed_plan
    if _starts_anew(said, cues, reference):
        return None
    comparison = next((cue for cue in COMPARISONS if cue in cues), None)
    if "similar" in cues and (reference or points_back(said.message)):
        return _similar(said, context, reference)
    if comparison is not None and context.shown and context.previous is not None:
        return _refined(said, context, reference or _last_discussed(context), comparison=comparison)
    if "another" in cues and context.previous is not None:
        return _another(said, context)
    return (
        _about_card(said, context, cues, reference)
        or _about_named(said, cues)
        or (_refined(said, context, None) if _refines(said, context) else None)
    )


def _about_nothing(said: Said, cues: list[str]) -> Intent | None:
    """ "the second one", "cheaper", "is it open" as the first words: there is nothing they could be about."""
    asks_back = any(cue in (*COMPARISONS, "another", "similar") for cue in cues)
    asks_back = asks_back or (points_back(said.message) and any(cue in ASPECTS for cue in cues))
    if not (asks_back or counts(said.message)) or said.wanted or said.named:
        return None
    if says_something(replace(said.constraints, open_at=None)):
        return None
    return Intent(IntentKind.SMALLTALK, wish=said.message, smalltalk="nothing_before")


def _changed_plan(said: Said, context: Context, cues: list[str]) -> Intent | None:
    """The plan made before with what this message changes; None where there is none, or another one is asked for."""
    plan = context.previous
    if plan is None or plan.kind is not IntentKind.PLAN or plan.window is None or "plan" in cues:
        return None
    constraints = overlay(plan.constraints, replace(said.constraints, open_at=None, tags=frozenset()))
    if "cheaper" in cues:
        budget = (plan.constraints.max_price_usd or USUAL_PLAN_BUDGET_USD) * CHEAPER_SHARE
        return replace(plan, wish=said.message, constraints=replace(constraints, max_price_usd=budget), reference=None)
    changed = edited(plan.stops, plan.window, said.text)
    if changed is None:
        return None
    stops, window = changed
    return replace(plan, wish=said.message, stops=stops, window=window, constraints=constraints, reference=None)


def _starts_anew(said: Said, cues: list[str], reference: ShownCard | None) -> bool:
    """A whole new question, although some word in it could be a follow-up's."""
    if reference is not None or "another" in cues or "similar" in cues:
        return False
    if points_back(said.message) and any(cue in ("directions", *ASPECTS) for cue in cues):
        return False
    if said.evidence.kind in (IntentKind.WEATHER, IntentKind.SMALLTALK, IntentKind.PLAN):
        return said.evidence.confidence > 0.5 and not any(cue in COMPARISONS for cue in cues)
    return said.evidence.kind is IntentKind.EVENTS and ("events" in cues or not REFINEMENT.match(said.text))


def _about_card(said: Said, context: Context, cues: list[str], reference: ShownCard | None) -> Intent | None:
    """A question on a card that was shown: the way there, its hours, or more about it."""
    if not context.shown:
        return None
    card = reference
    asks = "directions" in cues or any(aspect in cues for aspect in ASPECTS) or _asks_for_tag(said)
    if card is None and asks and (points_back(said.message) or not said.wanted) and not said.named:
        card = _last_discussed(context)
    if card is None:
        return None
    if "directions" in cues:
        return Intent(IntentKind.DIRECTIONS, wish=said.message, reference=card, constraints=said.constraints)
    return Intent(
        IntentKind.DETAIL, wish=said.message, reference=card, aspect=_aspect(said, cues), constraints=said.constraints
    )


def _about_named(said: Said, cues: list[str]) -> Intent | None:
    """A question on a place of the guide by its name: "tell me more about Bobst", "is Bobst open now"."""
    target = next((place for place in said.named if place.place_id is not None and not place.after_near), None)
    if target is None:
        return None
    asked = [aspect for aspect in ASPECTS if aspect in cues]
    if "directions" in cues:
        return Intent(
            IntentKind.DIRECTIONS,
            wish=said.message,
            named=target.name,
            constraints=replace(said.constraints, near=None),
        )
    if asked or _asks_for_tag(said) or (len(said.text.split()) <= SHORTEST_WORDS and not said.wanted):
        return Intent(IntentKind.DETAIL, wish=said.message, named=target.name, aspect=_aspect(said, cues))
    return None


def _similar(said: Said, context: Context, reference: ShownCard | None) -> Intent:
    card = reference or _last_discussed(context)
    base = _refined(said, context, card)
    categories = {Category(card.category): 1.0} if card and card.category in CATEGORY_NAMES else base.categories
    return replace(base, kind=IntentKind.MORE_LIKE_THIS, categories=categories, excluded=_all_shown(context))


def _another(said: Said, context: Context) -> Intent:
    intent = _refined(said, context, None)
    kind = IntentKind.EVENTS if intent.kind is IntentKind.EVENTS else IntentKind.ANOTHER
    return replace(intent, kind=kind, excluded=_all_shown(context))


def _refined(
    said: Said, context: Context, reference: ShownCard | None, *, comparison: Comparison | None = None
) -> Intent:
    """The previous request with what this message changes."""
    previous = context.previous or Intent(IntentKind.RECOMMEND, wish=said.message)
    categories = {c: w for c, w in previous.categories.items() if c not in said.refused}
    if said.wanted:
        categories = normalised_weights(said.wanted)
    constraints = overlay(previous.constraints, said.constraints)
    if comparison is not None:
        # "closer" and "cheaper" bring their own bound, taken from the cards; the words' rough ones would be stricter.
        constraints = replace(
            constraints,
            max_walk_minutes=previous.constraints.max_walk_minutes,
            max_price_usd=None if comparison == "fancier" else constraints.max_price_usd,
            tags=constraints.tags | {"quieter": {"quiet"}, "livelier": {"lively"}}.get(comparison, set()),
        )
    return replace(
        previous,
        kind=IntentKind.EVENTS if previous.kind is IntentKind.EVENTS else IntentKind.REFINE,
        wish=f"{previous.wish} {said.message}"[:600],
        categories=normalised_weights(categories),
        constraints=constraints,
        unwanted_categories=previous.unwanted_categories | said.refused,
        reference=reference,
        comparison=comparison,
        excluded=_all_shown(context) if comparison is not None else frozenset(),
        window=moments.wanted_window(said.text, context.now) if moments.speaks_of_time(said.text) else previous.window,
        confidence=said.evidence.confidence,
    )


def _refines(said: Said, context: Context) -> bool:
    """Whether a message without a cue changes the previous request rather than making a new one."""
    if context.previous is None or context.previous.kind not in FOLLOWABLE:
        return False
    if said.evidence.kind in (IntentKind.SMALLTALK, IntentKind.WEATHER, IntentKind.DIRECTIONS):
        return False
    words = len(said.text.split())
    changes = says_something(said.constraints) or bool(said.refused)
    same = not said.wanted or set(said.wanted) <= set(context.previous.categories)
    if changes and same and (words <= SHORT_MESSAGE_WORDS or REFINEMENT.match(said.text)):
        return True
    return bool(REFINEMENT.match(said.text)) and words <= SHORT_MESSAGE_WORDS and bool(said.wanted or changes)


def _last_discussed(context: Context) -> ShownCard:
    """The card a bare "it" means: the one asked about last, else the first one shown last."""
    previous = context.previous
    if previous is not None and previous.reference is not None:
        return previous.reference
    return context.shown[-1][0]


def _asks_for_tag(said: Said) -> bool:
    """ "does it have wifi", "do they have vegan options", "is there outdoor seating there"."""
    asks = re.match(r"(?:does|do|is|are|has|have|can|tiene|hay)\b", said.text)
    return bool(asks) and any(hit.group in ("tag", "diet") for hit in said.hits)


def _aspect(said: Said, cues: list[str]) -> Aspect:
    if any(hit.group == "diet" for hit in said.hits):
        return "diet"
    if _asks_for_tag(said):
        return "tags"
    return next((aspect for aspect in ASPECTS if aspect in cues), "about")


def _all_shown(context: Context) -> frozenset[str]:
    return frozenset(card.key for cards in context.shown for card in cards)
