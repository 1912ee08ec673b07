"""What a language model took a message for. Nothing in it has been checked: every word of it may be wrong."""

from __future__ import annotations

from dataclasses import dataclass

# What a model may take a message for: nothing that somebody's safety or an earlier card depends on.
READ_KINDS = ("recommend", "events", "weather", "directions", "smalltalk", "out_of_scope")


@dataclass(frozen=True, slots=True)
class Reading:
    """`kind` is one of READ_KINDS, `categories` are names of the taxonomy, the likeliest first; `near` is where it is
    wanted, `max_price_usd` dollars a person, `max_walk_minutes` minutes on foot; None where nothing is said of it."""

    kind: str
    categories: tuple[str, ...] = ()
    cuisines: tuple[str, ...] = ()
    diets: tuple[str, ...] = ()
    near: str | None = None
    max_price_usd: float | None = None
    max_walk_minutes: int | None = None
