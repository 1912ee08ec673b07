"""The plan made before, as a later message changes it."""

from __future__ import annotations

from dataclasses import replace

from violet.domain.intent import Intent
from violet.understanding.acts.act import Act
from violet.understanding.acts.state import DialogueState
from violet.understanding.dialogue.fresh import fresh
from violet.understanding.dialogue.overlay import overlay
from violet.understanding.dialogue.plans import edited, index_of
from violet.understanding.reading.utterance import Utterance

USUAL_PLAN_BUDGET_USD = 60.0
CHEAPER_SHARE = 0.5


def edited_plan(act: Act, state: DialogueState, utterance: Utterance) -> Intent:
    """The plan made before with what this message changes; the same plan where it changes nothing."""
    plan = state.previous
    if plan is None or (planned := plan.window) is None:
        return fresh(act, state, utterance)
    if "undoes" in utterance.forms:
        before = state.plan_before
        kept = before or plan
        return replace(kept, wish=utterance.text, reference=None, forms=frozenset({"undoes"}) if before else kept.forms)
    plan = replace(plan, forms=frozenset(), comparison=None)
    constraints = overlay(plan.constraints, replace(utterance.constraints, open_at=None, tags=frozenset()))
    if act.comparison == "cheaper":
        budget = (plan.constraints.max_price_usd or USUAL_PLAN_BUDGET_USD) * CHEAPER_SHARE
        return replace(
            plan,
            wish=utterance.text,
            constraints=replace(constraints, max_price_usd=budget),
            reference=None,
            comparison="cheaper",
        )
    stops, window = edited(plan.stops, planned, utterance.steps) or (plan.stops, planned)
    plan = replace(plan, wish=utterance.text, stops=stops, window=window, constraints=constraints, reference=None)
    return replace(plan, excluded=_swapped_out(plan, state, utterance))


def _swapped_out(plan: Intent, state: DialogueState, utterance: Utterance) -> frozenset[str]:
    """All that was shown but for the stops that stay, where one stop is to be another: no stop comes back."""
    one, cards = utterance.steps.one_stop, state.latest_list
    at = index_of(one, plan.stops) if one is not None and not one.drops else None
    if at is None or at >= len(cards):
        return frozenset()
    return state.all_shown - {card.key for index, card in enumerate(cards) if index != at}
