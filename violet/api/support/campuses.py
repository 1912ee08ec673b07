"""Which campus a request is for: the one it names, else the account's, else the nearest, else the default.

From then on `container()` is that campus's.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any, Final

from flask import Flask, Request

from violet.api.support.guards import known_caller
from violet.api.support.request_context import choose_campus, in_address, server, this_request
from violet.container import Container
from violet.domain.geo import LatLng, meters_between
from violet.errors import BadInput

PARAMETER: Final = "campus"
HEADER: Final = "X-Campus"
IN_ENVIRON: Final = "HTTP_X_CAMPUS"
API: Final = "/api"
# Somebody farther from every campus than this is at none of them.
REACH_M: Final = 60_000.0
REACH_DEGREES: Final = REACH_M / 110_000  # of latitude, where a degree has 110.6 km at the least
PAIRS: Final = (("latitude", "longitude"), ("lat", "lng"), ("origin_lat", "origin_lng"))
NESTED: Final = ("from", "position", "location", "origin", "to", "destination")
# Whose bodies may name the campus too; in others the word means something else.
NAMED_IN_BODY: Final = ("chat.", "chat_alias.", "routes.", "routes_alias.")


def register_campuses(app: Flask) -> None:
    app.before_request(_choose)


def names_campus() -> bool:
    """Whether the request says itself which campus it is for."""
    return next(_named(this_request()), None) is not None


def _choose() -> None:
    asked = this_request()
    if asked.path.startswith(API) and asked.url_rule is not None:
        choose_campus(_chosen(asked, server()))


def _chosen(asked: Request, everywhere: Container) -> str:
    """Raises BadInput for a campus that is not served."""
    campuses = everywhere.campuses
    for field, campus_id in _named(asked):
        if campus_id not in campuses:
            raise BadInput(f"There is no campus {campus_id[:40]!r}; there are {', '.join(campuses)}.", field=field)
        return campus_id
    if len(campuses) == 1:
        return everywhere.campus.id
    return _of_account(everywhere) or _nearest(asked, everywhere) or everywhere.campus.id


def _named(asked: Request) -> Iterator[tuple[str, str]]:
    """What the request says, by the name of where it says so."""
    body = _body(asked) if (asked.endpoint or "").startswith(NAMED_IN_BODY) else {}
    given = ((PARAMETER, in_address(asked, PARAMETER)), (PARAMETER, body.get(PARAMETER)))
    for field, value in (*given, (HEADER, asked.environ.get(IN_ENVIRON))):
        if isinstance(value, str) and value.strip():
            yield field, value.strip()


def _of_account(everywhere: Container) -> str | None:
    caller = known_caller()
    campus_id = caller.account.settings.get(PARAMETER) if caller is not None else None
    return campus_id if campus_id in everywhere.campuses else None


def _nearest(asked: Request, everywhere: Container) -> str | None:
    here = next(_positions(asked), None)
    if here is None:
        return None
    within = (
        (meters_between(here, site.location), campus.id)
        for campus in everywhere.campuses.values()
        for site in campus.sites
        if abs(here.lat - site.location.lat) <= REACH_DEGREES
    )
    meters, campus_id = min(within, default=(math.inf, None))
    return campus_id if meters <= REACH_M else None


def _positions(asked: Request) -> Iterator[LatLng]:
    """Where the request says to be. What is no position is left to the view to refuse."""
    yield from _positions_in(asked.args)
    body = _body(asked)
    yield from _positions_in(body)
    for name in NESTED:
        if isinstance(inner := body.get(name), dict):
            yield from _positions_in(inner)


def _positions_in(given: Mapping[str, Any]) -> Iterator[LatLng]:
    for lat, lng in PAIRS:
        if lat not in given or lng not in given:
            continue  # most requests: what a lookup raises costs more than it
        try:
            north, east = float(given[lat]), float(given[lng])
        except (TypeError, ValueError, OverflowError):
            continue
        if math.isfinite(north) and math.isfinite(east) and abs(north) <= 90 and abs(east) <= 180:
            yield LatLng(north, east)


def _body(asked: Request) -> Mapping[str, Any]:
    body = asked.get_json(silent=True) if asked.is_json else None
    return body if isinstance(body, dict) else {}
