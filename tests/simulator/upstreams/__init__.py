"""The simulated vendors, one module each. A new one is added to `all_upstreams`; nothing else needs to know it.

All of them share one port, so their paths must not overlap (they do not in the real world either).
"""

from __future__ import annotations

from tests.simulator.http import Upstream
from tests.simulator.upstreams.calendars import calendar_upstreams
from tests.simulator.upstreams.events import event_upstreams
from tests.simulator.upstreams.gemini import Gemini
from tests.simulator.upstreams.geocoding import Geocoding
from tests.simulator.upstreams.mapbox import Mapbox
from tests.simulator.upstreams.messages import message_upstreams
from tests.simulator.upstreams.open_data import OpenData
from tests.simulator.upstreams.openweather import OpenWeather
from tests.simulator.upstreams.places import Places
from tests.simulator.upstreams.routes import Routes
from tests.simulator.upstreams.translation import Translation


def all_upstreams() -> list[Upstream]:
    """Fresh simulated vendors, with no state."""
    return [
        Places(),
        Routes(),
        Mapbox(),
        Geocoding(),
        Gemini(),
        OpenWeather(),
        *event_upstreams(),
        *calendar_upstreams(),
        *message_upstreams(),
        OpenData(),
        Translation(),
    ]
