"""Whether a message sets cards or places against each other."""

from __future__ import annotations

from violet.understanding.acts.possible import has_plan
from violet.understanding.acts.references import MIN_SEVERAL
from violet.understanding.acts.signals import Signals

BARE_WORDS = 4
# A constraint by itself ("under 10", "outside if it's warm") has no more words than this.
BARE_CONSTRAINT_WORDS = 7
PURPOSE = "best_for_"


def weighs_the_list(signals: Signals) -> bool:
    """ "Closest to Bobst", "which is better for studying": the cards of the list against each other, by how far they
    are from somewhere else, or by what they are good for."""
    utterance = signals.utterance
    if len(signals.state.latest_list) < MIN_SEVERAL or has_plan(signals.state.previous):
        return False
    elsewhere = bool(utterance.names or utterance.constraints.near)
    if "closest_to" in utterance.forms and elsewhere:
        return not utterance.wanted or signals.same_kind
    told = any(form.startswith(PURPOSE) for form in utterance.forms) or any(
        hit.group in ("tag", "diet") for hit in utterance.hits
    )
    return "best_for" in utterance.forms and told


def compares(signals: Signals) -> bool:
    """ "Compare the first two", "X or Y?", and "which is closer" of what was shown."""
    utterance = signals.utterance
    two = bool(signals.several or signals.names_several)
    if two and ("compares" in utterance.forms or signals.names_either):
        return True
    # "Via carota or lupa for a birthday" says of two cards what they are for.
    plain = bool(signals.several) or not signals.changes
    pointed = bool(signals.several) and len(utterance.pointers.kinds) >= MIN_SEVERAL
    if two and "either_or" in utterance.forms and (pointed or not utterance.wanted) and plain:
        return True
    if len(signals.compared_before) < MIN_SEVERAL and len(signals.state.latest_list) < MIN_SEVERAL:
        return False
    hours = utterance.forms & {"opens_first", "closes_last"} and "which_of_them" in utterance.forms
    if hours or ("compares_all" in utterance.forms and not utterance.wanted):
        return True
    if "which_extreme" in utterance.forms and not utterance.wanted and not utterance.names:
        return True
    bare = len(utterance.tokens) <= BARE_WORDS and "?" in utterance.tokens and signals.comparison is not None
    return bare and len(signals.compared_before) >= MIN_SEVERAL
