"""What may honestly be said of a way: shares of what is on record along it, each with its source; the rest is unknown.

No open data says where streets are lit, where curbs are lowered or where trees give shade. So `lit` and `step_free`
are never claimed: main streets and places that are open stand in for the one under their own names, and stairs on
record speak against the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from violet.domain.geo import TravelMode
from violet.routing.features import Along
from violet.services.walks.walk_ports import Fact, Reasons

GUIDE = "campus guide"
NAMED = 3
UNKNOWN: Mapping[str, str] = {
    "lit": "I can't say whether the way is lit: there are no street lights on record.",
    "step_free": "I can't say whether the way is step-free: curbs, ramps and most stairs are not on record.",
    "shade": "I can't say whether the way is in the shade: there are no trees or building heights on record.",
    "busy": "I can't say how many people are about: only places of the campus guide that are open are counted.",
    "scenic": "Of views I only know which parks and rivers are near the way.",
}
BARELY = 0.05


def reasons_for(
    along: Along, prefer: Sequence[str], *, at: datetime, park_source: Mapping[str, str], warnings: Sequence[str] = ()
) -> Reasons:
    """`park_source` is who publishes the parks. `warnings` are those of the provider, which must be shown."""
    wanted = tuple(dict.fromkeys(prefer))
    stairs = tuple(f"There are stairs on this way: {name}." for name in along.stairs)
    return Reasons(
        score=_score(along, wanted),
        facts=tuple(_facts(along, wanted, at, park_source)),
        unknown=tuple(UNKNOWN[name] for name in wanted),
        warnings=(*warnings, *stairs),
    )


def _score(along: Along, prefer: Collection[str]) -> dict[str, float | None]:
    known: dict[str, float | None] = {
        "lit": None,
        # Stairs on record are known not to be step-free; that there are none on record proves nothing.
        "step_free": 0.0 if along.stairs else None,
        "scenic": along.scenic,
        "busy": along.busy,
        "shade": None,
    }
    score = {name: known[name] for name in prefer}
    if "lit" in prefer:
        score |= {"main_streets": along.main, "busy": along.busy}
    if "shade" in prefer:
        score["parks"] = along.park
    return score


def _facts(along: Along, prefer: Collection[str], at: datetime, parks: Mapping[str, str]) -> Iterator[Fact]:
    source, as_of = (" · ".join(one[key] for one in along.sources) for key in ("name", "as_of"))
    if along.main_streets and ("lit" in prefer or along.main > BARELY):
        yield Fact(
            f"{_percent(along.main)} of the way is on main streets: {_listed(along.main_streets)}.", source, as_of
        )
    if along.busy is not None:
        text = f"{_percent(along.busy)} of the way passes places that are open at this hour."
        yield Fact(text, GUIDE, at.isoformat(timespec="minutes"))
    if along.parks:
        yield Fact(f"In or beside {_listed(along.parks)}.", parks["name"], parks["as_of"])
    if along.waters:
        yield Fact(f"Near {_listed(along.waters)}.", source, as_of)
    for bridge in along.bridges:
        yield Fact(f"Crosses a bridge on the {bridge}.", source, as_of)
    if "step_free" in prefer:
        stairs = (
            f"Stairs on record: {_listed(along.stairs)}." if along.stairs else "No stairs are on record on this way."
        )
        yield Fact(stairs, source, as_of)


def transit_reasons(prefer: Sequence[str], *, operator: str, as_of: str, mode: TravelMode) -> Reasons:
    """Of a ride: only that its minutes are without waiting."""
    text = f"Minutes are the {operator}'s median running times, without waiting."
    return Reasons(
        score=dict.fromkeys(prefer),
        facts=(Fact(text, operator, as_of),),
        unknown=("When the next train comes: there is no timetable here.", *(UNKNOWN[name] for name in prefer)),
        warnings=(f"Without timetable: check the {operator}'s service before you go.",) if mode == "transit" else (),
    )


def _percent(share: float) -> str:
    return f"{round(share * 100)}%"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:NAMED])
