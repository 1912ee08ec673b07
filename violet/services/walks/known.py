"""What a reply says of a way that somebody wished lit, step-free or pretty: what is on record, and that the rest is not
known. Main streets and stairs on record are told as what they are, never as light or as a way without steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from violet.domain.geo import OnRecord
from violet.services.walks.reasons import UNKNOWN
from violet.services.walks.walk_ports import Preference

NAMED = 2
QUIET_UNKNOWN = "I can't say how quiet the way is: neither noise nor crowds are on record."
HARDLY_MAIN = "Hardly any of this way is on main streets."


def known_words(record: OnRecord | None, prefer: Sequence[Preference], *, quiet: bool = False) -> str:
    """Sentences, what is known first; empty where nothing was wished. `record` is None where no street is near; `quiet`
    is wished of the way too."""
    known = list(_known(record, prefer, quiet=quiet)) if record is not None else []
    return " ".join([*known, *(UNKNOWN[name] for name in prefer), *([QUIET_UNKNOWN] if quiet else [])])


def _known(record: OnRecord, prefer: Sequence[Preference], *, quiet: bool) -> Iterator[str]:
    if "lit" in prefer or quiet:
        share = round(record.main * 100)
        named = _named(record.main_streets)
        yield f"{share}% of this way is on main streets: {named}." if share else HARDLY_MAIN
    if "step_free" in prefer:
        stairs = _named(record.stairs)
        yield f"There are stairs on this way: {stairs}." if stairs else "No stairs are on record on this way."
    beside = _named([*record.parks[:1], *record.waters[:1]])
    if "scenic" in prefer and beside:
        yield f"It passes {beside}."


def _named(names: Sequence[str]) -> str:
    return " and ".join(names[:NAMED])
