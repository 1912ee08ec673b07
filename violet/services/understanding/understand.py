"""Message + conversation -> Intent: the first step of a turn. Pure: time and what was said before come as arguments."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from violet.domain.categories import VIBE_WEIGHTS, Category
from violet.domain.intent import Comparison, Constraints, Intent, IntentKind, Near, ShownCard
from violet.domain.preferences import NO_PREFERENCES, Preferences
from violet.services.understanding import amounts, moments
from violet.services.understanding.evidence import Evidence, gather_evidence
from violet.services.understanding.features import hits_in
from violet.services.understanding.followups import follow_up, near_card
from violet.services.understanding.gazetteer import Gazetteer, NamedPlace, unknown_target
from violet.services.understanding.lexicon import Hit, normalise
from violet.services.understanding.meaning import Meaning
from violet.services.understanding.occasions import asks_for_steps, asks_what_is_on
from violet.services.understanding.plans import plan_window, wishes_in
from violet.services.understanding.tastes import blended, preferred_categories
from violet.services.understanding.wishes import categories_said, constraints_of, normalised_weights

SPANISH = re.compile(
    r"\b(?:el|la|los|las|un|una|unos|para|dónde|donde|quiero|quisiera|cerca|hay|estoy|puedo|lugar|con|por|qué|cómo|algo|sitio|busco|muy|"
    r"necesito|este|esta|fin|semana|gratis|sin|personas|comida|restaurante|barato|barata|favor|en|que|están|siguiendo|abierto|noche|hoy|mañana|"
    r"tranquilo|tarde|más|del|al|es|está|siguen|ayuda|cerveza|parque|museo|librería|biblioteca|veganos|italiano)\b"
)
CHINESE = re.compile(r"[\u3400-\u9fff]")
HINDI = re.compile(r"[\u0900-\u097f]")
THE_WAY = re.compile(
    r"\bhow (?:do|can|would|should|could) (?:i|we|you) (?:get|go|walk|travel) (?:to|from|there)\b|\bhow to (?:get|go|walk) to\b"
    r"|\b(?:directions?|route|navigate|quickest way|fastest way|shortest way|best way|subway|bus|train) (?:me )?to (?!go\b|eat\b)"
    r"|\bhow (?:far|long|many minutes) (?:is|will|would|does|away)\b.*\b(?:walk|get to|drive|from (?:here|me|campus|my)|away)\b"
)
NEAREST = re.compile(r"\b(?:nearest|closest|most nearby|mas cercan[oa]|más cercan[oa])\b|最近的|सबसे पास")
FANCY = re.compile(
    r"(?<!not )(?<!nothing )(?<!not too )(?<!isnt )\b(?:fancy|upscale|fine dining|bougie|boujee|bougee|classy|splurge|high end|white tablecloth|elegante)\b"
)
LEAST_SPANISH = 2
VIBE_SHARE = 0.35
PREFERRED_SHARE = 0.5
EVERY_DAY_LIMIT = 3


@dataclass(frozen=True, slots=True)
class Said:
    """One message, read once: what every step of understanding looks at."""

    message: str
    text: str
    hits: tuple[Hit, ...]
    named: tuple[NamedPlace, ...]
    constraints: Constraints
    wanted: Mapping[Category, float]
    refused: frozenset[Category]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Context:
    """What was before the message. `shown` holds the cards of each earlier turn that had some, oldest first;
    `previous` the last intent that asked for places or events; `now` is aware New York time."""

    now: datetime
    shown: Sequence[Sequence[ShownCard]] = ()
    previous: Intent | None = None
    preferences: Preferences = NO_PREFERENCES
    vibe: str | None = None


def understand(message: str, context: Context, *, meaning: Meaning, gazetteer: Gazetteer) -> Intent:
    """The intent of `message` in its conversation. Never raises: what is not understood is out of scope."""
    said = read(message, context.now, meaning=meaning, gazetteer=gazetteer)
    beside = near_card(said, context)
    if beside is not None:
        said = replace(said, constraints=replace(said.constraints, near=Near(beside.name)))
    intent = _safety(said) or (None if beside else follow_up(said, context)) or _fresh(said, context)
    limit = amounts.card_count(said.text) or intent.limit
    return replace(intent, limit=limit, language=language_of(message))


def read(message: str, now: datetime, *, meaning: Meaning, gazetteer: Gazetteer) -> Said:
    text = normalise(message)
    named = gazetteer.find(message)
    hits = hits_in(message, named)
    wanted, refused = categories_said(hits)
    constraints = constraints_of(text, hits, named, now)
    return Said(
        message=message,
        text=text,
        hits=hits,
        named=named,
        constraints=constraints,
        wanted=wanted,
        refused=refused,
        evidence=gather_evidence(text, hits, named, meaning),
    )


def language_of(message: str) -> str:
    """The language as far as the template and the prompt need to know: "zh", "hi", "es" or "en"."""
    if CHINESE.search(message):
        return "zh"
    if HINDI.search(message):
        return "hi"
    return "es" if len(set(SPANISH.findall(message.casefold()))) >= LEAST_SPANISH or "¿" in message else "en"


def _safety(said: Said) -> Intent | None:
    concepts = {hit.concept for hit in said.hits if hit.group == "safety"}
    if not concepts and said.evidence.kind is not IntentKind.SAFETY:
        return None
    need = next((concept for concept in ("crisis", "lost") if concept in concepts), "urgent")
    return Intent(IntentKind.SAFETY, wish=said.message, smalltalk=need)


def _fresh(said: Said, context: Context) -> Intent:
    """The intent of a message that does not depend on an earlier one."""
    evidence = said.evidence
    kind = evidence.kind
    if kind is IntentKind.RECOMMEND and THE_WAY.search(said.text):
        kind = IntentKind.DIRECTIONS
    if kind is IntentKind.RECOMMEND and asks_for_steps(said.text):
        kind = IntentKind.PLAN
    if kind is IntentKind.RECOMMEND and asks_what_is_on(said.text, said.wanted, said.constraints):
        kind = IntentKind.EVENTS
    base = Intent(
        kind=kind,
        wish=said.message,
        constraints=said.constraints,
        unwanted_categories=said.refused,
        confidence=evidence.confidence,
        limit=EVERY_DAY_LIMIT,
    )
    if kind is IntentKind.SMALLTALK:
        return replace(base, smalltalk=evidence.smalltalk)
    if kind is IntentKind.DIRECTIONS:
        return _fresh_directions(said, base, context)
    if kind in (IntentKind.EVENTS, IntentKind.WEATHER):
        return replace(base, window=moments.wanted_window(said.text, context.now))
    if kind is IntentKind.PLAN:
        window = plan_window(said.text, context.now)
        constraints = replace(said.constraints, open_at=None, tags=frozenset(), cuisines=frozenset(), kinds=frozenset())
        return replace(base, window=window, stops=wishes_in(said.text, window.start), constraints=constraints)
    if kind is IntentKind.RECOMMEND:
        return replace(base, categories=wanted_categories(said, context), comparison=_superlative(said))
    return base


def _superlative(said: Said) -> Comparison | None:
    """ "The nearest library", "a fancy dinner": a comparison with all there is."""
    if NEAREST.search(said.text):
        return "closer"
    return "fancier" if FANCY.search(said.text) and said.constraints.max_price_usd is None else None


def _fresh_directions(said: Said, base: Intent, context: Context) -> Intent:
    """Directions to a known place, to a street, or to the nearest of a kind ("how do I get to a pharmacy"); "where is
    the nearest pub" asks for places, not for the way to one."""
    target = next((place for place in said.named if place.place_id is not None), None)
    target = target or (said.named[0] if said.named else None)
    if target is not None:
        return replace(base, named=target.name, constraints=replace(base.constraints, near=None))
    street = unknown_target(said.text)
    if street is not None:
        return replace(base, constraints=replace(base.constraints, near=street))
    if said.wanted or said.constraints.cuisines:
        kind = IntentKind.DIRECTIONS if THE_WAY.search(said.text) else IntentKind.RECOMMEND
        return replace(base, kind=kind, categories=wanted_categories(said, context))
    return base


def wanted_categories(said: Said, context: Context) -> dict[Category, float]:
    """The categories a message asks for, blended with the picked vibe and, where it says little, stored preferences."""
    weights: dict[Category, float] = dict(said.evidence.categories)
    for category in said.refused:
        weights.pop(category, None)
    vibe = VIBE_WEIGHTS.get(context.vibe or "", {})
    if vibe:
        share = VIBE_SHARE if said.wanted else 1.0
        weights = blended(weights, vibe, share)
    elif not said.wanted and not said.constraints.cuisines:
        weights = blended(weights, preferred_categories(context.preferences), PREFERRED_SHARE)
    return normalised_weights({c: w for c, w in weights.items() if c not in said.refused})
