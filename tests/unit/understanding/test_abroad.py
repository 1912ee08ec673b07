"""Clock times and weekdays in the languages read beside English, and what only looks like them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from violet.understanding.reading.lexicon import normalise
from violet.understanding.reading.moments import times_in

FRIDAY_AT_THREE = datetime(2026, 10, 9, 15, 0, tzinfo=ZoneInfo("America/New_York"))


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("오늘 밤 10시에 여는 카페", "Fri 22:00"),
        ("내일 아침 8시", "Sat 08:00"),
        ("일요일 오후 두 시 반", "Sun 14:30"),
        ("cena mañana a las 9", "Sat 21:00"),
        ("abierto hasta las diez y media de la noche", "Fri 22:30"),
        ("un resto ouvert dimanche soir", "Sun 19:00"),
        ("petit-déj à 8h", "Sat 08:00"),
        ("dîner demain à 20h30", "Sat 20:30"),
        ("明天早上九点半的咖啡店", "Sat 09:30"),
        ("周六下午三点", "Sat 15:00"),
        ("مقهى مفتوح حتى العاشرة مساء", "Fri 22:00"),
        ("السبت الساعة 8 صباحا", "Sat 08:00"),
        ("रविवार शाम ७ बजे", "Sun 19:00"),
        ("kal subah 8 baje khula cafe", "Sat 08:00"),
    ],
)
def test_an_hour_and_a_day_are_read(said: str, moment: str) -> None:
    open_at = times_in(normalise(said), FRIDAY_AT_THREE).open_at
    assert open_at is not None
    assert f"{open_at:%a %H:%M}" == moment


@pytest.mark.parametrize("said", ["点心", "一点儿", "두 시간 동안", "시장 근처", "a la tienda", "hasta luego"])
def test_what_only_looks_like_an_hour_is_none(said: str) -> None:
    assert times_in(normalise(said), FRIDAY_AT_THREE).open_at is None
