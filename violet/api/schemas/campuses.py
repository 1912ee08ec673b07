"""Campuses on the wire."""

from __future__ import annotations

from typing import Any, Literal

from violet.api.schemas.cards import Location
from violet.api.schemas.common import ApiModel
from violet.campus.campus import Campus
from violet.domain.geo import LatLng


class SiteBody(ApiModel):
    """A site of the university."""

    id: str
    name: str
    location: Location


class CampusBody(ApiModel):
    """`timezone` is what times are told in, `units` ways and temperatures, `languages` (ISO 639) what is spoken;
    `location` is that of the first site."""

    id: str
    name: str
    city: str
    timezone: str
    country: str
    units: Literal["imperial", "metric"]
    languages: list[str]
    location: Location
    sites: list[SiteBody]


class CampusesAnswer(ApiModel):
    campuses: list[CampusBody]


def campus_wire(campus: Campus) -> dict[str, Any]:
    return {
        "id": campus.id,
        "name": campus.name,
        "city": campus.city,
        "timezone": campus.timezone,
        "country": campus.country,
        "units": campus.units,
        "languages": list(campus.languages),
        "location": _location(campus.home),
        "sites": [{"id": site.id, "name": site.name, "location": _location(site.location)} for site in campus.sites],
    }


def _location(at: LatLng) -> dict[str, float]:
    return {"lat": at.lat, "lng": at.lng}
