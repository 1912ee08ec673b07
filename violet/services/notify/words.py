"""The words of notices in the person's language."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from violet.models import NotificationToken

ENGLISH = "en"
WORDS = Path(__file__).parent / "words.toml"


def say(language: str, key: str, **facts: object) -> str:
    """A text in a language, in English where there is none. `key` is one of words.toml."""
    texts = _texts()
    return texts.get(language, texts[ENGLISH])[key].format(**facts)


def when(language: str, moment: datetime, zone: ZoneInfo, *, now: datetime) -> str:
    """A time as a person says it: the hour today, with the date on any other day."""
    local = moment.astimezone(zone)
    today = local.date() == now.astimezone(zone).date()
    hour = clock_time(language, moment, zone)
    if language != ENGLISH:
        return hour if today else f"{local:%d.%m.} {hour}"
    return f"at {hour}" if today else f"{local:%a}, {local:%b} {local.day}, {hour}"


def clock_time(language: str, moment: datetime, zone: ZoneInfo) -> str:
    """The hour alone: "3 PM", "15:00"."""
    local = moment.astimezone(zone)
    return f"{local:%I:%M %p}".lstrip("0").replace(":00 ", " ") if language == ENGLISH else f"{local:%H:%M}"


def languages_of(connection: Connection, user_ids: Collection[int]) -> Mapping[int, str]:
    """The language of the device each person registered last; who said none is left out."""
    table = NotificationToken
    spoken = select(table.user_id, table.locale).where(table.user_id.in_(user_ids), table.locale.is_not(None))
    rows = connection.execute(spoken.order_by(table.updated_at))
    return {row.user_id: language_of(row.locale) for row in rows}


def language_of(locale: str) -> str:
    """ "pt-BR" is not spoken here: English. "es_MX" is Spanish."""
    language = locale.replace("_", "-").partition("-")[0].lower()
    return language if language in _texts() else ENGLISH


@cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))
