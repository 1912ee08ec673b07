"""The simulated calendars: Google's API and its OAuth 2.0, and a private iCalendar address."""

from __future__ import annotations

from tests.simulator.http import Upstream
from tests.simulator.upstreams.calendars.google_calendar import GoogleCalendar
from tests.simulator.upstreams.calendars.google_oauth import GoogleOAuth
from tests.simulator.upstreams.calendars.private_ical import PrivateIcal


def calendar_upstreams() -> list[Upstream]:
    oauth = GoogleOAuth()
    return [oauth, GoogleCalendar(oauth), PrivateIcal()]
