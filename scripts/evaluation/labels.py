"""Constraints as sets of (field, value), so that what was said and what was understood can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from scripts.evaluation.cases import when_of
from violet.domain.intent import Constraints, Near

Item = tuple[str, str]
MOMENT_TOLERANCE = timedelta(minutes=45)
# Kinds and names are judged by the cards: that is what "top" and "never" are for.
JUDGED_BY_CARDS = frozenset({"kinds", "unwanted_kinds", "unwanted_names", "unwanted_words"})
FIELDS = tuple(field.name for field in fields(Constraints) if field.name not in JUDGED_BY_CARDS)


def labeled_items(label: Mapping[str, Any], now: datetime) -> set[Item]:
    """The items of a label. Raises ValueError for a field that constraints do not have."""
    unknown = set(label) - set(FIELDS)
    if unknown:
        raise ValueError(f"no such constraint: {', '.join(sorted(unknown))}")
    return {item for name, value in label.items() for item in _items(name, _moment(name, value, now))}


def understood_items(constraints: Constraints, labeled: set[Item]) -> set[Item]:
    """The items of what was understood. A moment close to the labeled one and a name that holds it count as equal."""
    items = {item for name in FIELDS for item in _items(name, getattr(constraints, name))}
    return {_as_labeled(item, labeled) for item in items}


def without_either(items: set[Item], either: Iterable[str]) -> set[Item]:
    """`either` names whole fields ("tags") or single values ("cuisines:pizza") that count neither way."""
    ignored = set(either)
    return {item for item in items if item[0] not in ignored and f"{item[0]}:{item[1]}" not in ignored}


def names_near(label: str, name: str) -> bool:
    """Whether a place understood is the labeled one; `|` parts the names it goes by."""
    return any(part.casefold() in name.casefold() for part in label.split("|"))


def _items(name: str, value: Any) -> list[Item]:
    if value is None or value is False or value == 0:
        return []
    if isinstance(value, list | tuple | set | frozenset):
        return [(name, str(each)) for each in value]
    if isinstance(value, Near):
        return [(name, value.name)]
    if isinstance(value, datetime):
        return [(name, f"{value:%Y-%m-%d %H:%M}")]
    return [(name, f"{value:g}" if isinstance(value, float | int) else str(value))]


def _moment(name: str, value: Any, now: datetime) -> Any:
    if name != "open_at":
        return value
    return now if value == "now" else when_of(value, now)


def _as_labeled(item: Item, labeled: set[Item]) -> Item:
    name, value = item
    for other_name, other in labeled:
        if name == other_name == "near" and names_near(other, value):
            return name, other
        if name == other_name == "open_at" and abs(when_of(value) - when_of(other)) <= MOMENT_TOLERANCE:
            return name, other
    return item
