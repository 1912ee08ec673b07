"""Messages that only make sense after an earlier one: "the second one", "closer", "another", "is it open now"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from violet.services.ranking.categories import CATEGORY_NAMES, Category
from violet.services.understanding import amounts, moments
from violet.services.understanding.gazetteer import NamedPlace
from violet.services.understanding.intent import Aspect, Comparison, Intent, IntentKind, ShownCard
from violet.services.understanding.plans import edited
from violet.services.understanding.references import counts, find_reference, points_back
from violet.services.understanding.wishes import normalised_weights, overlay, says_something

if TYPE_CHECKING:
    from violet.services.understanding.understand import Context, Said

COMPARISONS: tuple[Comparison, ...] = ("closer", "cheaper", "fancier", "quieter", "livelier")
ASPECTS: tuple[Aspect, ...] = ("hours", "price", "distance", "address", "rating", "about")
REFINEMENT = re.compile(
    r"^(?:and|but|or|ok|okay|actually|what about|how about|maybe|make it|only|just|can it be|with|w|without|something|smth|anything|"
    r"somewhere|preferably|ideally|no|nah|not|in|near|under|for|at|is there (?:one|any)|are there (?:ones|any)|one|ones|that|more|less|"
    r"im|i meant|y|pero|que sea|algo|con)\b"
)
ONE_MORE = re.compile(r"^(?:is|are) there (?:a |an )?(?:one|ones|any|anything|place|spot|somewhere|something)\b")
ABOUT_IT = re.compile(
    r"^(?:(?:and|ok|okay|so|but|wait|hmm|cool) )*(?:does|do|did|is|are|was|can|could|will|how|what|whats|when|which|has|have)\b"
    r".*\b(?:it|its|they|them|that one|this one|that place|(?<!is )(?<!are )there)\b"
)
ASKS_WHETHER = re.compile(r"^(?:(?:and|ok|so|but|wait|hmm) )*(?:is|are|does|do|was|can)\b")
ONLY_MORE = re.compile(r"^(?:(?:show me |give me |any |some )?more|next)(?: please| pls)?\W*$")
THAT_ONE = re.compile(r"\b(?:that|this) (?:one|place|spot)\b")
NEAR_CARD = re.compile(
    r"\b(?:near|nearby|around|close to|next to|by|beside)\s+(?:to )?(?:the |that |this |it\b|there\b|them\b)"
)
SURE_OF_SCOPE = 0.7
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
    discussed = _last_discussed(context) if context.shown else None
    reference = find_reference(said.message, context.shown, discussed)
    cues = [hit.concept for hit in said.hits if hit.group == "cue" and not hit.negated]
    if context.previous is None and not context.shown:
        return _about_named(said, cues) or _about_nothing(said, cues)
    changed_plan = _changed_plan(said, context, cues)
    if changed_plan is not None:
        return changed_plan
    if _starts_anew(said, cues, reference):
        return None
    comparison = next((cue for cue in COMPARISONS if cue in cues), None)
    if "similar" in cues and context.shown and (reference or points_back(said.message) or _is_short(said)):
        return _similar(said, context, reference)
    if reference is not None and (ASKS_WHETHER.match(said.text) or (comparison is None and _asks(said, cues))):
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
    asks_back = any(cue in (*COMPARISONS, "another", "similar") for cue in cues)
    asks_back = asks_back or (points_back(said.message) and any(cue in ASPECTS for cue in cues))
    if not (asks_back or counts(said.message)) or said.wanted or said.named:
        return None
    if says_something(replace(said.constraints, open_at=None)):
        return None
    return Intent(IntentKind.SMALLTALK, wish=said.message, smalltalk="nothing_before")


def near_card(said: Said, context: Context) -> ShownCard | None:
    """The earlier card that something is wanted near to: "coffee near the second one", "a bar around there"."""
    if not context.shown or not _asks_near_card(said):
        return None
    discussed = _last_discussed(context)
    return find_reference(said.message, context.shown, discussed) or discussed


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
    if reference is not None or "another" in cues or "similar" in cues or any(cue in COMPARISONS for cue in cues):
        return False
    if points_back(said.message) and any(cue in ("directions", *ASPECTS) for cue in cues):
        return False
    if evidence.kind is IntentKind.SMALLTALK:
        more = ONLY_MORE.match(said.text) or THAT_ONE.search(said.text)
        return evidence.confidence > 0.5 and not more and not _changes(said) and not _asks(said, cues)
    if evidence.kind is IntentKind.OUT_OF_SCOPE:
        foreign = not _asks(said, cues) or any(hit.group == "task" for hit in said.hits)
        return foreign and evidence.confidence > SURE_OF_SCOPE and not points_back(said.message) and not _changes(said)
    if evidence.kind is IntentKind.WEATHER:
        return "weather" in cues or (evidence.confidence > 0.5 and not _asks(said, cues))
    if evidence.kind is IntentKind.PLAN:
        return evidence.confidence > 0.5
    if evidence.kind is IntentKind.EVENTS and _asks(said, cues) and not said.wanted:
        return "events" in cues
    return evidence.kind is IntentKind.EVENTS and ("events" in cues or not REFINEMENT.match(said.text))


def _about_card(said: Said, context: Context, cues: list[str], reference: ShownCard | None) -> Intent | None:
    """A question on a card that was shown: the way there, its hours, or more about it."""
    if not context.shown:
        return None
    card = reference
    names = [place for place in said.named if not place.refused and not place.after_near]
    if card is None and _asks(said, cues) and (points_back(said.message) or not said.wanted) and not names:
        card = _last_discussed(context)
    if card is None:
        return None
    if "directions" in cues or (said.evidence.kind is IntentKind.DIRECTIONS and not _aspects(cues)):
        return Intent(IntentKind.DIRECTIONS, wish=said.message, reference=card, constraints=said.constraints)
    return Intent(
        IntentKind.DETAIL, wish=said.message, reference=card, aspect=_aspect(said, cues), constraints=said.constraints
    )


def _about_named(said: Said, cues: list[str]) -> Intent | None:
    """A question on a place of the guide by its name: "tell me more about Bobst", "is Bobst open now"."""
    target = next((place for place in said.named if place.place_id is not None and _is_subject(place, said)), None)
    if target is None or _asks_what_is_on(said, cues):
        return None
    asked = _aspects(cues)
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


def _asks_what_is_on(said: Said, cues: list[str]) -> bool:
    """ "what's happening at Kimmel tomorrow": "what's" asks about a place, but here about what takes place there."""
    return said.evidence.kind is IntentKind.EVENTS and "events" in cues and set(_aspects(cues)) <= {"about"}


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
    if said.wanted:
        categories = normalised_weights(said.wanted)
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
    changes, begins = _changes(said), bool(REFINEMENT.match(said.text))
    same = not said.wanted or set(said.wanted) <= set(context.previous.categories)
    if changes and same and (_is_short(said) or begins):
        return True
    return begins and _is_short(said) and bool(said.wanted or changes)


def _changes(said: Said) -> bool:
    """Whether the message says anything about what is wanted, but for the kind of place."""
    return says_something(said.constraints) or bool(said.refused) or bool(amounts.limits_let_go(said.text))


def _is_short(said: Said) -> bool:
    return len(said.text.split()) <= SHORT_MESSAGE_WORDS


def _asks(said: Said, cues: list[str]) -> bool:
    """Whether the message asks after something that a place has or is: the way, its hours, its price, its wifi."""
    asks = "directions" in cues or bool(_aspects(cues)) or _asks_for_tag(said)
    the_way = said.evidence.kind is IntentKind.DIRECTIONS and not (said.wanted or said.named or _changes(said))
    return asks or the_way or bool(ABOUT_IT.match(said.text))


def _is_subject(place: NamedPlace, said: Said) -> bool:
    """Whether the message is about the place rather than about what is near it: "the menu at Bobst", not "lunch by"."""
    if place.refused:
        return False
    return not place.after_near or (not said.wanted and f"at {place.said}" in said.text.replace("&", "and"))


def _last_discussed(context: Context) -> ShownCard:
    """The card a bare "it" means: the one asked about last, else the first one shown last."""
    previous = context.previous
    if previous is not None and previous.reference is not None:
        return previous.reference
    return context.shown[-1][0]


def _asks_for_tag(said: Said) -> bool:
    """ "does it have wifi", "do they have vegan options", "is there outdoor seating there"."""
    asks = re.match(r"(?:(?:and|ok|so|but) )?(?:does|do|is|are|has|have|can|tiene|hay)\b", said.text)
    return bool(asks) and not ONE_MORE.match(said.text) and any(hit.group in ("tag", "diet") for hit in said.hits)


def _aspect(said: Said, cues: list[str]) -> Aspect:
    if any(hit.group == "diet" for hit in said.hits):
        return "diet"
    if _asks_for_tag(said):
        return "tags"
    return next(iter(_aspects(cues)), "about")


def _aspects(cues: list[str]) -> list[Aspect]:
    return [aspect for aspect in ASPECTS if aspect in cues]


def _all_shown(context: Context) -> frozenset[str]:
    return frozenset(card.key for cards in context.shown for card in cards)
