"""A dashboard asked for again, soon and from nearly the same spot, is the same dashboard.

An app that reloads on every movement asks each five seconds. What it was answered is kept sealed for a minute, until
the person moves on or changes something that it was made of.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import blake2b

import orjson
from pydantic import BaseModel, ValidationError

from violet.domain.geo import LatLng, meters_between
from violet.domain.person import Person
from violet.services.calendar.agenda import account_of
from violet.services.calendar.calendar_ports import CalendarPorts
from violet.services.calendar.links import dashboard_key

KEPT = timedelta(seconds=60)
NEARLY_THERE_M = 50.0


class _Kept(BaseModel):
    """`person` is what of the person it was made of, `body` the answer as it was sent."""

    at: datetime
    location: LatLng | None
    person: str
    body: str


def kept_dashboard(ports: CalendarPorts, person: Person) -> bytes | None:
    """What was answered lately from within 50 m; None where nothing was."""
    sealed = ports.vault.store.get(dashboard_key(account_of(person)))
    text = ports.vault.cipher.decrypt(sealed.decode()) if sealed else None
    try:
        kept = _Kept.model_validate_json(text) if text else None
    except ValidationError:
        return None
    if kept is None or kept.person != _made_of(person) or ports.here.clock() - kept.at >= KEPT:
        return None
    return kept.body.encode() if _is_near(kept.location, person.location) else None


def keep_dashboard(ports: CalendarPorts, person: Person, body: bytes) -> None:
    kept = _Kept(at=ports.here.clock(), location=person.location, person=_made_of(person), body=body.decode())
    sealed = ports.vault.cipher.encrypt(kept.model_dump_json()).encode()
    ports.vault.store.set(dashboard_key(account_of(person)), sealed, ttl_s=int(KEPT.total_seconds()))


def _is_near(there: LatLng | None, here: LatLng | None) -> bool:
    if there is None or here is None:
        return there is here
    return meters_between(there, here) <= NEARLY_THERE_M


def _made_of(person: Person) -> str:
    """Settings and preferences, sets in their order, as the workers that share the store have to agree."""
    made_of = [person.settings, person.preferences]
    written = orjson.dumps(made_of, default=sorted, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)
    return blake2b(written, digest_size=16).hexdigest()
