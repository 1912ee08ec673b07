"""Days by date and by name."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from violet.understanding.reading.dates import MONTHS, month_named, named_date, without_dates

TODAY = date(2026, 10, 8)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("anything on october 15", date(2026, 10, 15)), ("on the 14th", date(2026, 10, 14)), ("march 5th", date(2027, 3, 5)),
        ("the 2nd of this month", date(2026, 11, 2)), ("the 31st of oct.", date(2026, 10, 31)), ("10/8", TODAY),
        ("dinner on 11/3", date(2026, 11, 3)), ("halloween party", date(2026, 10, 31)), ("thanksgiving", date(2026, 11, 26)),
        ("new years eve", date(2026, 12, 31)), ("christmas eve", date(2026, 12, 24)), ("4th of july", date(2027, 7, 4)),
        ("feb 29", None), ("the second one", None), ("2nd avenue", None), ("what about the 3rd", None), ("june 31", None),
        ("may 5 people come", None), ("table for 5", None),
    ],
)  # fmt: skip
def test_the_next_day_of_that_date_or_name(text: str, day: date | None) -> None:
    assert named_date(text, TODAY) == day


@given(day=st.dates(TODAY, TODAY + timedelta(days=364)))
def test_every_date_of_the_coming_year_is_read(day: date) -> None:
    month = list(MONTHS)[day.month - 1]
    for text in (f"{month} {day.day}", f"{day.day} {month}", f"{day:%B} {day.day}th", f"{day.month}/{day.day}"):
        assert named_date(text.casefold(), TODAY) == day


def test_a_day_of_a_month_counts_to_no_card() -> None:
    assert "2nd" not in without_dates("weather on the 2nd of may")
    assert "second" in without_dates("is the second one open on may 3rd")


@pytest.mark.parametrize(
    ("month", "first", "last"),
    [("october", TODAY.replace(day=1), date(2026, 10, 31)), ("feb", date(2027, 2, 1), date(2027, 2, 28))],
)
def test_a_month_is_the_next_of_that_name(month: str, first: date, last: date) -> None:
    assert month_named(month, TODAY) == (first, last)
