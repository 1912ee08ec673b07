"""How large a query may be: its tokens, its depth, and how often it may ask for the same under other names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

# Kinds of nodes, as graphql-core calls them.
FIELD, SPREAD, FRAGMENT = "field", "fragment_spread", "fragment_definition"
MAX_TOKENS: Final = 1000
MAX_DEPTH: Final = 8
MAX_ALIASES: Final = 10
MAX_FIELDS: Final = 200


@dataclass(frozen=True, slots=True)
class Size:
    """`fields` and `aliases` count every time that a fragment is used."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0


class TooLargeError(Exception):
    """The message says which limit a query breaks."""


def check_size(document: Any) -> None:
    """For a document that is valid, so that no fragment holds itself. Raises TooLargeError."""
    fragments = {one.name.value: one for one in document.definitions if one.kind == FRAGMENT}
    known: dict[str, Size] = {}
    for definition in document.definitions:
        selections = getattr(definition, "selection_set", None)
        if selections is None or definition.kind == FRAGMENT:
            continue
        size = _size(selections, fragments, known)
        for name, limit in (("depth", MAX_DEPTH), ("aliases", MAX_ALIASES), ("fields", MAX_FIELDS)):
            if getattr(size, name) > limit:
                raise TooLargeError(f"The query is too large: its {name} may be {limit} at the most.")


def _size(selections: Any, fragments: dict[str, Any], known: dict[str, Size]) -> Size:
    sizes = list(_parts(selections, fragments, known))
    return Size(
        max((size.depth for size in sizes), default=0),
        sum(size.fields for size in sizes),
        sum(size.aliases for size in sizes),
    )


def _parts(selections: Any, fragments: dict[str, Any], known: dict[str, Size]) -> Iterator[Size]:
    """The size of each selection; a fragment is measured once, however often it is used."""
    for selection in selections.selections:
        if selection.kind == FIELD:
            inner = _size(selection.selection_set, fragments, known) if selection.selection_set else Size()
            yield Size(inner.depth + 1, inner.fields + 1, inner.aliases + (selection.alias is not None))
        elif selection.kind == SPREAD:
            name = selection.name.value
            if name not in known:
                known[name] = _size(fragments[name].selection_set, fragments, known)
            yield known[name]
        else:
            yield _size(selection.selection_set, fragments, known)
