"""Asking a source whether anything changed."""

from __future__ import annotations

from datetime import date
from typing import Final

from violet.domain.announcements import Validators
from violet.domain.open_rows import Seen
from violet.providers.event_sources.feed import FeedDocument

# Documents here do not depend on a day, as those of events do.
NO_DAY: Final = date.min


def validators_of(known: Seen | None) -> Validators | None:
    return Validators(NO_DAY, known.etag, known.last_modified) if known is not None else None


def seen_of(door: str, given: FeedDocument) -> Seen | None:
    """What to ask with the next time; None where the source gave nothing."""
    validators = given.validators
    return Seen(door, validators.etag, validators.last_modified) if validators is not None else None
