"""What holds of earlier constraints after a refinement."""

from __future__ import annotations

from dataclasses import replace

from violet.domain.intent import Constraints


def overlay(earlier: Constraints, later: Constraints) -> Constraints:
    """What holds after a refinement: the later word wins, lists add up, and a later refusal undoes an earlier wish."""
    changes: dict[str, object] = {}
    for name in ("max_price_usd", "open_at", "max_walk_minutes", "group_size", "setting", "near"):
        if getattr(later, name) is None:
            changes[name] = getattr(earlier, name)
    return replace(
        later,
        **changes,  # type: ignore[arg-type]
        open_minutes=later.open_minutes or earlier.open_minutes,
        diets=earlier.diets | later.diets,
        cuisines=later.cuisines or (earlier.cuisines - later.unwanted_cuisines),
        unwanted_cuisines=earlier.unwanted_cuisines - later.cuisines | later.unwanted_cuisines,
        tags=(earlier.tags - later.unwanted_tags) | later.tags,
        unwanted_tags=(earlier.unwanted_tags - later.tags) | later.unwanted_tags,
        kinds=later.kinds or (earlier.kinds - later.unwanted_kinds),
        unwanted_kinds=earlier.unwanted_kinds - later.kinds | later.unwanted_kinds,
        unwanted_names=earlier.unwanted_names | later.unwanted_names,
        unwanted_words=earlier.unwanted_words | later.unwanted_words,
        transit=later.transit or earlier.transit,
        allergies=earlier.allergies | later.allergies,
        under_21=later.under_21 or earlier.under_21,
    )
