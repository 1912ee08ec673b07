"""Messages that only make sense after an earlier one: "the second one", "closer", "another", "is it open now"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from violet.domain.categories import CATEGORY_NAMES, Category
from violet.domain.intent import Comparison, Intent, IntentKind, ShownCard
from violet.services.understanding import amounts, moments
from violet.services.understanding.asking import (
    ASKS_WHETHER,
    COMPARISONS,
    asks,
    asks_what_is_on_there,
    asks_what_it_has,
    aspect,
    aspects,
    changes,
    compares_or_varies,
    cues_of,
    is_short,
    is_subject,
    is_task,
    opens_with,
)
from violet.services.understanding.features import categories_named
from violet.services.understanding.nearness import NEAR_CARD
from violet.services.understanding.plans import edited
from violet.services.understanding.references import (
    counts,
    find_compared,
    find_reference,
    points_back,
    refuses_a_card,
)
from violet.services.understanding.standalone import (
    SURE_OF_SCOPE,
    asks_for_another_kind,
    is_whole,
    stands_alone,
)
from violet.services.understanding.wishes import normalised_weights, overlay, says_something

if TYPE_CHECKING:
    from violet.services.understanding.understand import Context, Said

REFINEMENT = re.compile(
    r"^(?:and|but|or|ok|okay|actually|what about|how about|maybe|make it|only|just|can it be|with|w|without|something|smth|anything|"
    r"somewhere|preferably|ideally|no|nah|not|in|near|under|for|at|is there (?:one|any)|are there (?:ones|any)|one|ones|that|more|less|"
    r"im|i meant|y|pero|que sea|algo|con)\b"
)
ONLY_MORE = re.compile(
    r"^(?:ok |and )?(?:(?:show me |give me |any |some |i want |list )?(?:\d+ |two |three |four |five |a few |a couple |some )?more"
    r"(?: (?:places|spots|options|ideas|ones|suggestions|of (?:these|those|them)))?|next)(?: please| pls)?\W*$"
)
THAT_ONE = re.compile(r"\b(?:that|this) (?:one|place|spot)\b")
VAGUE = re.compile(
    r"^(?:ok |and |but |maybe |actually |or )?(?:somewhere|something|smth|someplace|anything|anywhere|a place|places?|a spot)\b"
)
USUAL_PLAN_BUDGET_USD = 60.0
CHEAPER_SHARE = 0.5
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
    discussed = _last_discussed(context) if context.shown else None
    reference = find_reference(said.message, context.shown, discussed)
    cues = cues_of(said)
    if context.previous is None and not context.shown:
        return _about_named(said, cues) or _about_nothing(said, cues)
    if reference is None and not compares_or_varies(cues) and stands_alone(said, context.previous):
        return None
    changed_plan = _changed_plan(said, context, cues)
    if changed_plan is not None or _starts_anew(said, cues, reference):
        return changed_plan
    compared = find_compared(said.message, context.shown)
    if compared is not None:
        return _about_card(said, context, cues, compared)
    return _continued(said, context, cues, reference)


def _continued(said: Said, context: Context, cues: list[str], reference: ShownCard | None) -> Intent | None:
    """The intent of a message that may go on from the one before, about the card `reference` where it names one."""
    discussed = _last_discussed(context) if context.shown else None
    comparison = next((cue for cue in COMPARISONS if cue in cues), None)
    if context.previous is not None and refuses_a_card(said.message) and not asks(said, cues):
        return _another(said, context)
    if "similar" in cues and context.shown and (reference or points_back(said.message) or is_short(said)):
        return _similar(said, context, reference)
    if reference is not None and (ASKS_WHETHER.match(said.text) or (comparison is None and asks(said, cues))):
        return _about_card(said, context, cues, reference)
    if comparison is not None and discussed is not None and context.previous is not None:
        return _refined(said, context, reference or discussed, comparison=comparison)
    if ("another" in cues or ONLY_MORE.match(said.text)) and context.previous is not None:
        return _another(said, context)
    return (
        _about_card(said, context, cues, reference)
        or _about_named(said, cues)
        or (_refined(said, context, None) if _refines(said, context) else None)
    )


def _about_nothing(said: Said, cues: list[str]) -> Intent | None:
    """ "the second one", "cheaper", "is it open" as the first words: there is nothing they could be about."""
    asks_back = compares_or_varies(cues) or (points_back(said.message) and bool(aspects(cues)))
    if not (asks_back or counts(said.message)) or said.wanted or said.named or is_whole(said):
        return None
    if says_something(replace(said.constraints, open_at=None)):
        return None
    return Intent(IntentKind.SMALLTALK, wish=said.message, smalltalk="nothing_before")


def near_card(said: Said, context: Context) -> ShownCard | None:
    """The earlier card that something is wanted near to: "coffee near the second one", "a bar around there"."""
    if not context.shown or not _asks_near_card(said):
        return None
    discussed = _last_discussed(context)
    found = find_reference(said.message, context.shown, discussed)
    # "near the water" is near no card, but "near that place" and "near there" are.
    return found or (discussed if points_back(said.message) else None)


def _asks_near_card(said: Said) -> bool:
    wants = bool(said.wanted) or bool(said.constraints.cuisines)
    return wants and said.constraints.near is None and bool(NEAR_CARD.search(said.text))


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
    evidence = said.evidence
    if reference is not None or compares_or_varies(cues):
        return False
    if points_back(said.message) and ("directions" in cues or aspects(cues)):
        return False
    if evidence.kind is IntentKind.SMALLTALK:
        more = ONLY_MORE.match(said.text) or THAT_ONE.search(said.text)
        return evidence.confidence > 0.5 and not more and not changes(said) and not asks(said, cues)
    if evidence.kind is IntentKind.OUT_OF_SCOPE:
        foreign = not asks(said, cues) or is_task(said)
        goes_on = points_back(said.message) or changes(said) or ONLY_MORE.match(said.text)
        return foreign and evidence.confidence > SURE_OF_SCOPE and not goes_on
    if evidence.kind is IntentKind.WEATHER:
        return "weather" in cues or (evidence.confidence > 0.5 and not asks(said, cues))
    if evidence.kind is IntentKind.PLAN:
        return evidence.confidence > 0.5
    if evidence.kind is IntentKind.EVENTS and asks(said, cues) and not said.wanted:
        return "events" in cues
    return evidence.kind is IntentKind.EVENTS and ("events" in cues or not REFINEMENT.match(said.text))


def _about_card(said: Said, context: Context, cues: list[str], reference: ShownCard | None) -> Intent | None:
    """A question on a card that was shown: the way there, its hours, or more about it."""
    if not context.shown:
        return None
    card = reference
    names = [place for place in said.named if is_subject(place, said)]
    if card is None and asks(said, cues) and (points_back(said.message) or not said.wanted) and not names:
        card = _last_discussed(context)
    if card is None:
        return None
    if "directions" in cues or (said.evidence.kind is IntentKind.DIRECTIONS and not aspects(cues)):
        return Intent(IntentKind.DIRECTIONS, wish=said.message, reference=card, constraints=said.constraints)
    return Intent(
        IntentKind.DETAIL, wish=said.message, reference=card, aspect=aspect(said, cues), constraints=said.constraints
    )


def _about_named(said: Said, cues: list[str]) -> Intent | None:
    """A question on a place of the guide by its name: "tell me more about Bobst", "is Bobst open now"."""
    target = next((place for place in said.named if place.place_id is not None and is_subject(place, said)), None)
    if target is None or asks_what_is_on_there(said, cues):
        return None
    asked = aspects(cues)
    if "directions" in cues:
        return Intent(
            IntentKind.DIRECTIONS,
            wish=said.message,
            named=target.name,
            constraints=replace(said.constraints, near=None),
        )
    if (
        asked
        or asks_what_it_has(said)
        or opens_with(target, said)
        or (len(said.text.split()) <= SHORTEST_WORDS and not said.wanted)
    ):
        return Intent(IntentKind.DETAIL, wish=said.message, named=target.name, aspect=aspect(said, cues))
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
    constraints = overlay(previous.constraints, said.constraints)
    if said.wanted or asks_for_another_kind(said, context.previous):
        categories = normalised_weights(said.wanted or dict.fromkeys(categories_named(said.hits), 1.0))
        if not set(categories).intersection(previous.categories):
            constraints = replace(constraints, cuisines=said.constraints.cuisines, kinds=said.constraints.kinds)
    constraints = replace(constraints, **dict.fromkeys(amounts.limits_let_go(said.text)))  # type: ignore[arg-type]
    if comparison is not None:
        # "closer" and "cheaper" bring their own bound, taken from the cards; the words' rough ones would be stricter.
        constraints = replace(
            constraints,
            max_walk_minutes=amounts.said_walk_minutes(said.text) or previous.constraints.max_walk_minutes,
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
    if said.evidence.kind is IntentKind.WEATHER or (said.evidence.kind is IntentKind.DIRECTIONS and said.named):
        return False
    changed, begins = changes(said), bool(REFINEMENT.match(said.text))
    same = not asks_for_another_kind(said, context.previous) and (
        not said.wanted or set(said.wanted) <= set(context.previous.categories)
    )
    if changed and same and (is_short(said) or begins):
        return True
    if VAGUE.match(said.text) and is_short(said) and not said.wanted:
        return _agrees(said, context.previous)
    return begins and is_short(said) and bool(said.wanted or changed)


def _agrees(said: Said, previous: Intent) -> bool:
    """Whether what the message seems to want is of the kind that was asked for: "somewhere romantic" after dinner."""
    meant = said.evidence.categories
    best = max(meant, key=lambda category: meant[category], default=None)
    return said.evidence.kind is IntentKind.RECOMMEND and (best is None or best in previous.categories)


def _last_discussed(context: Context) -> ShownCard:
    """The card a bare "it" means: the one asked about last, else the first one shown last."""
    previous = context.previous
    if previous is not None and previous.reference is not None:
        return previous.reference
    return context.shown[-1][0]


def _all_shown(context: Context) -> frozenset[str]:
    return frozenset(card.key for cards in context.shown for card in cards)
