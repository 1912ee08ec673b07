"""Links that open the way in a maps app, and distances as people read them."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal
from urllib.parse import urlencode

from violet.domain.geo import LatLng, TravelMode

METERS_A_MILE = 1609.344
FEET_A_MILE = 5280
# Below a tenth of a mile people think in feet.
LEAST_MILES = 0.095
# Below a kilometer in meters, unless they would round to it.
LEAST_KILOMETERS = 995

Units = Literal["imperial", "metric"]


@lru_cache(maxsize=20_000)
def directions_link(destination: str, *, origin: LatLng | None = None, mode: TravelMode = "walking") -> str:
    """Opens directions to `destination` ("name, address" or "lat,lng"), from where the person is without `origin`.

    Source: https://developers.google.com/maps/documentation/urls/get-started, `api=1`.
    """
    query = {"api": "1", "origin": as_text(origin) if origin else None, "destination": destination, "travelmode": mode}
    return f"https://www.google.com/maps/dir/?{urlencode({key: value for key, value in query.items() if value})}"


def as_text(position: LatLng) -> str:
    return f"{position.lat:.6f},{position.lng:.6f}"


def distance_words(meters: int, units: Units = "imperial") -> str:
    """ "0.3 mi", below a tenth of a mile "350 ft"; metric "1.2 km", below a kilometer "350 m"."""
    if units == "metric":
        return f"{meters / 1000:.1f} km" if meters >= LEAST_KILOMETERS else f"{round(meters / 10) * 10} m"
    miles = meters / METERS_A_MILE
    return f"{miles:.1f} mi" if miles >= LEAST_MILES else f"{round(miles * FEET_A_MILE / 10) * 10} ft"
