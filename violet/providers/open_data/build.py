"""The open data sources of a campus: those of its data sets that are on the net."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from violet.campus.datasets import Dataset
from violet.domain.open_rows import RowSource
from violet.providers.event_sources.feed import Feed
from violet.providers.http.documents import Documents
from violet.providers.http.upstream import Upstream
from violet.providers.open_data.files import File
from violet.providers.open_data.opendatasoft import Opendatasoft
from violet.providers.open_data.socrata import Socrata
from violet.settings import Settings

ATTEMPT_PART = 0.5
MELBOURNE = "https://data.melbourne.vic.gov.au"
CITY = "https://data.cityofnewyork.us"


def build_row_sources(documents: Documents, settings: Settings, datasets: tuple[Dataset, ...]) -> dict[str, RowSource]:
    """By the data set's id. One that is only a file for `flask campus build` has no source."""
    return {dataset.id: _source(documents, settings, dataset) for dataset in datasets if dataset.base_url is not None}


def _source(documents: Documents, settings: Settings, dataset: Dataset) -> RowSource:
    base, path = _split(_elsewhere(settings).get(dataset.base_url or "", dataset.base_url or ""), dataset)
    token = settings.nyc_open_data_app_token if dataset.base_url == CITY else None
    budget_s = settings.event_feed_budget_s
    upstream = Upstream(
        name=f"open_data.{dataset.id}",
        base_url=base,
        budget_s=budget_s,
        read_timeout_s=budget_s * ATTEMPT_PART,
        secret_headers={"X-App-Token": token} if token else {},
    )
    feed = Feed(documents, upstream, pause_s=settings.event_feed_pause_s)
    match dataset.adapter:
        case "opendatasoft":
            return Opendatasoft(feed, dataset)
        case "socrata":
            return Socrata(feed, dataset)
        case _:
            return File(feed, dataset, path)


def _elsewhere(settings: Settings) -> Mapping[str, str]:
    """Portals that settings may have somewhere else, by their own address."""
    return {
        MELBOURNE: settings.open_data_melbourne_base_url,
        CITY: settings.open_data_nyc_base_url,
        **settings.open_data_base_urls,
    }


def _split(url: str, dataset: Dataset) -> tuple[str, str]:
    """A file's address as its site and its path, with the query; a portal's as it is."""
    if dataset.adapter in ("opendatasoft", "socrata"):
        return url.rstrip("/"), ""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}", parts.path + (f"?{parts.query}" if parts.query else "")
