"""Answers to the product's own question: "the first", "2" and "yes" mean one of its choices."""

from __future__ import annotations

from dataclasses import replace

from violet.domain.intent import Intent
from violet.understanding.reading.utterance import Utterance


def choice_of(utterance: Utterance, last: Intent | None) -> str | None:
    """The choice that a bare ordinal or a yes picks; None where nothing was asked, or something else is said."""
    choices = last.choices if last is not None else ()
    if not choices or utterance.wanted:
        return None
    if "says_yes" in utterance.forms:
        return choices[0]
    if utterance.pointers.last:
        return choices[-1]
    bare = utterance.tokens[0] if len(utterance.tokens) == 1 else ""
    at = int(bare) if bare.isdecimal() else utterance.pointers.position
    return choices[at - 1] if at is not None and 0 < at <= len(choices) else None


def where_asked(utterance: Utterance, last: Intent | None) -> Utterance:
    """The choice, near the place that was named before the question."""
    near = last.constraints.near if last is not None else None
    return replace(utterance, constraints=replace(utterance.constraints, near=near or utterance.constraints.near))
