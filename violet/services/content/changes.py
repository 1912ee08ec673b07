"""What one version of a document says differently from another, field by field. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MISSING: Any = None


@dataclass(frozen=True, slots=True)
class Change:
    """`field` is a name, with a dot where it is one of several ("tags.wifi"); None is not said."""

    field: str
    before: Any
    after: Any


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """The fields that differ, by name."""
    old, new = _flat(before), _flat(after)
    names = sorted(old.keys() | new.keys())
    found = (Change(name, old.get(name, MISSING), new.get(name, MISSING)) for name in names)
    return [change for change in found if change.before != change.after]


def _flat(data: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in data.items():
        inner = value if isinstance(value, Mapping) else None
        flat |= {f"{name}.{key}": one for key, one in inner.items()} if inner is not None else {name: value}
    return flat
