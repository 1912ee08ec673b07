"""The way of a document from a draft to what students see, as a state machine. Pure.

    draft -> in_review -> approved -> published -> archived
    in_review -> draft (rejected), and any state -> draft (edited): what changes is read by somebody again

What is published stays so while a newer version is on its way, until that one takes its place or the document is
archived. Nobody approves what they wrote themselves, or any part of what is new in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class State(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class Step(StrEnum):
    EDIT = "edit"
    REVERT = "revert"
    SUBMIT = "submit"
    APPROVE = "approve"
    REJECT = "reject"
    PUBLISH = "publish"
    SCHEDULE = "schedule"
    ARCHIVE = "archive"


class Refusal(StrEnum):
    """Why a step cannot be taken: not from here, or not by this person."""

    STATE = "state"
    OWN_WORK = "own_work"


ANY = frozenset(State)
STEPS: Mapping[Step, tuple[frozenset[State], State]] = MappingProxyType(
    {
        Step.EDIT: (ANY, State.DRAFT),
        Step.REVERT: (ANY, State.DRAFT),
        Step.SUBMIT: (frozenset({State.DRAFT}), State.IN_REVIEW),
        Step.APPROVE: (frozenset({State.IN_REVIEW}), State.APPROVED),
        Step.REJECT: (frozenset({State.IN_REVIEW}), State.DRAFT),
        Step.PUBLISH: (frozenset({State.APPROVED}), State.PUBLISHED),
        Step.SCHEDULE: (frozenset({State.APPROVED}), State.APPROVED),
        Step.ARCHIVE: (frozenset({State.PUBLISHED}), State.ARCHIVED),
    }
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a document is: whether one of its versions is `live`, and the `authors` of what is new since."""

    state: State
    live: bool = False
    authors: frozenset[int] = frozenset()


def refusal(step: Step, standing: Standing, actor_id: int | None) -> Refusal | None:
    """Why `actor_id` may not take the step; None where they may."""
    sources, _ = STEPS[step]
    takes_down = step is Step.ARCHIVE and standing.live
    if standing.state not in sources and not takes_down:
        return Refusal.STATE
    if step is Step.APPROVE and actor_id in standing.authors:
        return Refusal.OWN_WORK
    return None


def after(step: Step) -> State:
    """The state a step leads to."""
    return STEPS[step][1]
