"""The simulated sources of events: NYU Engage, NYU's calendar, NYC Open Data, Downtown Brooklyn."""

from __future__ import annotations

from tests.simulator.http import Upstream
from tests.simulator.upstreams.events.downtown_brooklyn import DowntownBrooklyn
from tests.simulator.upstreams.events.engage import Engage
from tests.simulator.upstreams.events.nyc_open_data import NycOpenData, NycParks
from tests.simulator.upstreams.events.nyu_calendar import NyuCalendar


def event_upstreams() -> list[Upstream]:
    return [Engage(), NyuCalendar(), NycOpenData(), NycParks(), DowntownBrooklyn()]
