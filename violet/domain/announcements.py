"""Events as their sources announce them, and what of an announcement was not taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from violet.domain.geo import LatLng


class Rejection(StrEnum):
    """Why an item of a feed is not taken. Counted by source and shown with its freshness."""

    MALFORMED = "malformed"
    NO_ID = "no_id"
    NO_TITLE = "no_title"
    NO_START = "no_start"
    BAD_TIME = "bad_time"
    ENDS_BEFORE_START = "ends_before_start"
    TOO_LONG = "too_long"
    OUTSIDE_WINDOW = "outside_window"
    TOO_FAR_AWAY = "too_far_away"
    NOT_PUBLIC = "not_public"
    REPEATED_ID = "repeated_id"
    TOO_MANY = "too_many"
    UNSAFE_RECURRENCE = "unsafe_recurrence"


@dataclass(frozen=True, slots=True)
class Event:
    """An event as one source announces it. Texts may hold HTML and entities; the services make them plain.

    `start` and `end` are aware; `end` is exclusive, and None where the source does not say. `source_id` is unique
    within the source and stable between fetches, one for each occurrence. `price` is the source's own words.
    """

    source: str
    source_id: str
    title: str
    start: datetime
    end: datetime | None = None
    all_day: bool = False
    description: str | None = None
    venue: str | None = None
    address: str | None = None
    location: LatLng | None = None
    organizer: str | None = None
    url: str | None = None
    image: str | None = None
    price: str | None = None
    free: bool | None = None
    categories: tuple[str, ...] = ()
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class RejectedItem:
    """An item that was not taken. `label` is its id or title, shortened: enough to find it in the feed. `title` is what
    its owner knows it by, "" where it has none or nobody is to see it."""

    reason: Rejection
    label: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a source said to tell whether it changed (RFC 9110): sent back with the next request, so that an unchanged
    feed costs nobody anything. `day` is the first day of the window they were given for."""

    day: date
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class EventBatch:
    """What one fetch brought. `complete` is False where the source has more than was read, so that an event that is
    missing here may still be on. `unchanged` means that nothing is new since the validators were given: no events
    are listed then."""

    events: tuple[Event, ...]
    rejected: tuple[RejectedItem, ...] = field(default=())
    complete: bool = True
    unchanged: bool = False
    validators: Validators | None = None
