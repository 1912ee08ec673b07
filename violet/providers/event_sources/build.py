"""The event sources of a server: those of NYU and the city, the feeds the guide lists, and the guide itself."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from violet.ports import EventSource
from violet.providers.event_sources import downtown_brooklyn, engage, ical_feed, nyc_parks, nyc_permitted
from violet.providers.event_sources.feed import Feed
from violet.providers.event_sources.guide_events import GuideEvents
from violet.providers.guide.schema import Feed as GuideFeed
from violet.providers.guide.schema import Guide
from violet.providers.http.documents import Documents
from violet.providers.http.upstream import Upstream
from violet.settings import Settings

# One attempt may take this part of a request's budget.
ATTEMPT_PART = 0.5


def build_event_sources(documents: Documents, settings: Settings, guide: Guide) -> tuple[EventSource, ...]:
    """In the order in which they are shown."""
    make = _Feeds(documents, settings)
    city, token = settings.nyc_open_data_base_url, settings.nyc_open_data_app_token
    app_token = {"X-App-Token": token} if token else {}
    return (
        engage.NyuEngage(make.feed(engage.NAME, settings.nyu_engage_base_url)),
        ical_feed.nyu_calendar(make.feed(ical_feed.NYU_CALENDAR, settings.nyu_events_base_url)),
        nyc_permitted.PermittedEvents(make.feed(nyc_permitted.NAME, city, app_token)),
        nyc_parks.ParksEvents(make.feed(nyc_parks.NAME, city, app_token)),
        downtown_brooklyn.DowntownBrooklyn(make.feed(downtown_brooklyn.NAME, settings.downtown_brooklyn_base_url)),
        *(make.listed(feed) for feed in guide.feeds),
        GuideEvents(guide),
    )


class _Feeds:
    def __init__(self, documents: Documents, settings: Settings) -> None:
        self._documents = documents
        self._settings = settings

    def feed(self, name: str, base_url: str, secret_headers: Mapping[str, str] | None = None) -> Feed:
        budget_s = self._settings.event_feed_budget_s
        upstream = Upstream(
            name=name,
            base_url=base_url,
            budget_s=budget_s,
            read_timeout_s=budget_s * ATTEMPT_PART,
            secret_headers=secret_headers or {},
        )
        return Feed(self._documents, upstream, pause_s=self._settings.event_feed_pause_s)

    def listed(self, feed: GuideFeed) -> EventSource:
        """An iCalendar feed of campus.toml."""
        parts = urlsplit(feed.url)
        name = f"ical_{feed.id}"
        origin = self.feed(name, f"{parts.scheme}://{parts.netloc}")
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        return ical_feed.ICalFeed(origin, name=name, title=feed.name, path=path)
