"""The event sources of a campus: those its campus.toml lists, each through the adapter for its protocol, and its
guide."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from violet.campus.campus import Campus, Source
from violet.ports import EventSource
from violet.providers.event_sources import engage, events_calendar, ical_feed, nyc_parks, nyc_permitted
from violet.providers.event_sources.about import About
from violet.providers.event_sources.feed import Feed
from violet.providers.event_sources.guide_events import GuideEvents
from violet.providers.http.documents import Documents
from violet.providers.http.upstream import Upstream
from violet.settings import Settings

ADAPTERS: Mapping[str, Callable[[Feed, About], EventSource]] = {
    "engage": engage.Engage,
    "ical": ical_feed.ICalFeed,
    "events_calendar": events_calendar.EventsCalendar,
    "nyc_permitted": lambda feed, about: nyc_permitted.PermittedEvents(feed),
    "nyc_parks": lambda feed, about: nyc_parks.ParksEvents(feed),
}
# One attempt may take this part of a request's budget.
ATTEMPT_PART = 0.5


def build_event_sources(documents: Documents, settings: Settings, campus: Campus) -> tuple[EventSource, ...]:
    """In the order in which they are shown, and believed."""
    return tuple(
        GuideEvents(campus) if source.base_url is None else _fed(documents, settings, source, campus)
        for source in campus.sources
    )


def _fed(documents: Documents, settings: Settings, source: Source, campus: Campus) -> EventSource:
    """`EVENT_SOURCE_BASE_URLS` may have it elsewhere."""
    token = settings.nyc_open_data_app_token if source.adapter.startswith("nyc_") else None
    budget_s, site = settings.event_feed_budget_s, (source.base_url or "").rstrip("/")
    upstream = Upstream(
        name=source.id,
        base_url=settings.event_source_base_urls.get(source.id, site),
        budget_s=budget_s,
        read_timeout_s=budget_s * ATTEMPT_PART,
        secret_headers={"X-App-Token": token} if token else {},
    )
    feed = Feed(documents, upstream, pause_s=settings.event_feed_pause_s)
    about = About(source.id, source.name, campus.zone, site, source.path)
    return ADAPTERS[source.adapter](feed, about)
