"""Where a search is around, and where walks begin."""

from __future__ import annotations

from dataclasses import dataclass, replace

from violet.domain.geo import FARTHEST_GUESS_M, LatLng, meters_between
from violet.domain.intent import Intent, Near
from violet.domain.person import Person
from violet.ports import ProviderError
from violet.services.places.around import FindingPorts

SAME_NEIGHBORHOOD_M = 300


@dataclass(frozen=True, slots=True)
class Origin:
    location: LatLng
    name: str | None
    unknown: str | None = None
    away_from: LatLng | None = None


def where(ports: FindingPorts, intent: Intent, person: Person) -> tuple[Origin, LatLng]:
    """Where walks start, and the middle of the search. A named place far from the person is where the walk starts:
    somebody who asks for dinner near Union Square will be at Union Square."""
    near = _located(ports, intent.constraints.near, person)
    own = person.location
    if near is None or near.location is None:
        start, said = own or ports.here.home, intent.constraints.near
        unknown = said.name if said is not None else None
        if own is not None and not ports.sources.has_upstreams and _is_away(ports, own):
            away = from_campus(ports, own)
            return replace(away, unknown=unknown), away.location
        return Origin(start, None, unknown), start
    if own is not None and meters_between(own, near.location) <= SAME_NEIGHBORHOOD_M:
        return Origin(own, None), near.location
    return Origin(near.location, near.name), near.location


def _is_away(ports: FindingPorts, own: LatLng) -> bool:
    """Whether no site of the campus can be walked to."""
    site = _nearest_site(ports, own)
    far = meters_between(own, site) > FARTHEST_GUESS_M
    return far or not ports.surroundings.walks.reaches(own, site)


def from_campus(ports: FindingPorts, own: LatLng) -> Origin:
    return Origin(_nearest_site(ports, own), None, away_from=own)


def _nearest_site(ports: FindingPorts, own: LatLng) -> LatLng:
    return min((site.location for site in ports.here.campus.sites), key=lambda site: meters_between(own, site))


def is_theirs(origin: Origin, person: Person) -> bool:
    """Whether the search is around the person rather than around a place that was named."""
    return person.location is not None and origin.location == person.location


def _located(ports: FindingPorts, near: Near | None, person: Person) -> Near | None:
    if near is None or near.location is not None:
        return near
    try:
        found = ports.surroundings.geocoder.geocode(near.name, person.location or ports.here.home)
    except ProviderError:
        return None
    if found is None:
        return None
    return Near(found.name if found.of_street else near.name, found.location)
