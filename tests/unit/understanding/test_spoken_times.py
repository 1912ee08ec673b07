"""Moments as students type them: shortened, in words, as stretches, and tied to a class or a show."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from violet.understanding.reading.lexicon import normalise
from violet.understanding.reading.moments import Times, times_in

NEW_YORK = ZoneInfo("America/New_York")
THURSDAY = datetime(2026, 10, 8, 15, 0, tzinfo=NEW_YORK)
MORNING = datetime(2026, 10, 8, 8, 30, tzinfo=NEW_YORK)
NIGHT = datetime(2026, 10, 9, 22, 0, tzinfo=NEW_YORK)


def times(text: str, now: datetime = THURSDAY) -> Times:
    return times_in(normalise(text), now)


def open_at(text: str, now: datetime = THURSDAY) -> str | None:
    moment = times(text, now).open_at
    return f"{moment:%m-%d %H:%M}" if moment is not None else None


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("place to study till 8", "10-08 15:00"),
        ("coffee b4 my 9:30", "10-09 08:45"),
        ("lunch tmrw arnd noon", "10-09 12:00"),
        ("brunch sunday 1ish", "10-11 13:00"),
        ("grabbing food in 20 min", "10-08 15:20"),
        ("coffee after my 3pm lab lets out at 4:15", "10-08 16:15"),
        ("late late tonight food", "10-08 23:30"),
        ("drinks thurs evening", "10-08 19:00"),
        ("dinner when i get out at 6", "10-08 18:00"),
        ("dinner half past 7", "10-08 19:30"),
        ("quarter to nine dinner", "10-08 20:45"),
        ("brunch this wknd", "10-10 11:00"),
        ("dancing next fri night", "10-09 20:00"),
        ("open on thanksgiving?", "11-26 12:00"),
        ("food open past midnight", "10-09 00:00"),
        ("coffee between 2 and 4 tomorrow", "10-09 14:00"),
        ("need a table for like an hour and a half at 5", "10-08 17:00"),
        ("ramen @ 7:15", "10-08 19:15"),
        ("where can i eat after my 7pm class", "10-08 19:00"),
        ("somewhere open at 6 am", "10-09 06:00"),
        ("breakfast b4 8", "10-09 07:15"),
        ("food rn", "10-08 15:00"),
        ("is anything open this late", "10-08 15:00"),
        ("halal sat at 2 in the morning", "10-10 02:00"),
        ("pizza at 1am", "10-09 01:00"),
        ("coffee first thing tomorrow", "10-09 08:00"),
        ("coffee at the crack of dawn", "10-09 06:00"),
        ("tacos 2nite round 10", "10-08 22:00"),
        ("dinner 2moro 7pm", "10-09 19:00"),
        ("sushi tomorrow nite", "10-09 20:00"),
        ("breakfast tmrw at 7", "10-09 07:00"),
        ("somewhere to chill for 2 hrs starting 5", "10-08 17:00"),
        ("study spot from 6 to 10", "10-08 18:00"),
        ("study spot 6-10pm", "10-08 18:00"),
        ("a bar thats open til 3am", "10-09 03:00"),
        ("lunch mon between classes 12:30-1:45", "10-12 12:30"),
        ("food after the show ends at 10:30", "10-08 22:30"),
        ("something quick before my 5 oclock shift", "10-08 16:15"),
        ("dinner wednesday", "10-14 19:00"),
        ("drinks on the 15th", "10-15 19:00"),
        ("brunch oct 18", "10-18 11:00"),
        ("dinner on halloween", "10-31 19:00"),
        ("a quiet place in an hr", "10-08 16:00"),
        ("food in like an hour n a half", "10-08 16:30"),
        ("wanna eat in a couple hours", "10-08 17:00"),
        ("coffee in 10", "10-08 15:10"),
        ("dinner arnd 8ish fri", "10-09 20:00"),
        ("whats open at 11 tonight", "10-08 23:00"),
        ("bagels open at 6 tmrw morning", "10-09 06:00"),
        ("boba after 9pm", "10-08 21:00"),
        ("somewhere open till late", "10-08 23:30"),
        ("dessert after dinner around 9", "10-08 21:00"),
        ("noodles by 6:45", "10-08 18:45"),
        ("place to read this afternoon", "10-08 15:00"),
        ("place to read tmrw afternoon", "10-09 14:00"),
        ("coffee sat morning", "10-10 09:00"),
        ("coffee sunday am", "10-11 09:00"),
        ("drinks fri pm", "10-09 19:00"),
        ("lunch next tuesday", "10-13 12:00"),
        ("dinner a week from today", "10-15 19:00"),
        ("brunch the day after tomorrow", "10-10 11:00"),
        ("dinner day after tmrw at 8", "10-10 20:00"),
        ("im free at four", "10-08 16:00"),
        ("out of class at quarter past 5, food?", "10-08 17:15"),
        ("class ends 6:45 then dinner", "10-08 18:45"),
        ("my lab gets out at 9 need food", "10-08 21:00"),
        ("i get off work at midnight whats open", "10-09 00:00"),
        ("dinner at seven thirty", "10-08 19:30"),
        ("drinks at eight fifteen", "10-08 20:15"),
        ("breakfast at six thirty am", "10-09 06:30"),
        ("dinner 730", "10-08 19:30"),
        ("dinner at 730pm", "10-08 19:30"),
        ("food at 1030pm", "10-08 22:30"),
        ("im done at 5:30p, drinks?", "10-08 17:30"),
        ("ramen 9p", "10-08 21:00"),
        ("coffee 8a tmrw", "10-09 08:00"),
        ("dinner after sunset", "10-08 19:00"),
        ("somewhere to sit until my 6pm", "10-08 15:00"),
        ("kill time til 7", "10-08 15:00"),
        ("place to wait until half past 5", "10-08 15:00"),
        ("midnight snack", "10-09 00:00"),
        ("food at 12 tonight", "10-09 00:00"),
        ("late dinner", "10-08 21:00"),
        ("early dinner tmrw", "10-09 17:30"),
        ("early dinner at 5", "10-08 17:00"),
        ("open sundays", "10-11 12:00"),
        ("open on weekends", "10-10 12:00"),
        ("open this weekend", "10-10 12:00"),
        ("dinner saturday night for my bday", "10-10 20:00"),
        ("tmr 4 coffee", "10-09 16:00"),
        ("meet at 3:30", "10-08 15:30"),
        ("after 8 somewhere w music", "10-08 20:00"),
        ("an hour from now", "10-08 16:00"),
        ("2 hours from now", "10-08 17:00"),
        ("45 minutes from now food", "10-08 15:45"),
        ("ill be hungry at like 6 or 7", "10-08 18:00"),
        ("dinner 6-7pm", "10-08 18:00"),
        ("dinner 7 or 8 pm", "10-08 19:00"),
        ("end of the week drinks fri", "10-09 19:00"),
        ("noonish tomorrow", "10-09 12:00"),
        ("lunchtime monday", "10-12 12:30"),
        ("monday 11-12 coffee", "10-12 11:00"),
        ("nov 3 dinner", "11-03 19:00"),
        ("christmas eve dinner", "12-24 19:00"),
        ("on new years day brunch", "01-01 11:00"),
        ("on labor day", "09-06 12:00"),
        ("is it open on xmas", "12-25 12:00"),
        ("veterans day lunch", "11-11 12:00"),
        ("open columbus day?", "10-12 12:00"),
        ("on black friday", "11-27 12:00"),
        ("is the park open at 2am", "10-09 02:00"),
        ("whats open after 2", "10-09 02:00"),
        ("whats open past 11", "10-08 23:00"),
        ("still open at 10 tmrw night", "10-09 22:00"),
        ("somewhere that opens at 7", "10-09 07:00"),
        ("where opens before 7am", "10-09 06:15"),
        ("exam in 2 days need a library rn", "10-08 15:00"),
        ("coffee before my exam tomorrow at 9", "10-09 08:15"),
        ("breakfast tomorrow", "10-09 09:00"),
        ("lunch with my mom tomorrow", "10-09 12:00"),
        ("dinner tn", "10-08 20:00"),
        ("b4 noon tmrw coffee", "10-09 12:00"),
        ("drinks thur 9", "10-08 21:00"),
        ("bfast wed 8", "10-14 08:00"),
        ("gym open thru 11pm", "10-08 23:00"),
        ("2pm tmrw or so", "10-09 14:00"),
        ("sat at 11", "10-10 11:00"),
        ("sat 11am", "10-10 11:00"),
        ("8pm sat", "10-10 20:00"),
        ("got class till 4 then food", "10-08 16:00"),
        ("im in class till 4 then food", "10-08 16:00"),
        ("stuck at work til 9, dinner after", "10-08 21:00"),
        ("free after 5", "10-08 17:00"),
        ("free from 5", "10-08 17:00"),
        ("we have reservations at 8, drinks before", "10-08 19:15"),
        ("movie at 9 so dinner at 7", "10-08 21:00"),
        ("tonight at 630 italian", "10-08 18:30"),
        ("fri 730 sushi", "10-09 19:30"),
        ("bars open past 3am on fri", "10-10 03:00"),
        ("its 3pm and im starving", "10-08 15:00"),
        ("its 3pm, dinner at 8", "10-08 20:00"),
    ],
)
def test_a_moment_is_read_as_it_is_typed(text: str, moment: str):
    assert open_at(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        "24 hr diner",
        "open 24/7",
        "open 24 hours",
        "coffee for 10 people",
        "bar for 8 of us",
        "pizza under 10",
        "coffee on 8th",
        "lunch near 3rd ave",
        "ramen for 2",
        "food within 5",
        "2 slices of pizza",
        "something w 4 stars",
        "bar in 5 min walk",
        "now that im done w exams where should we celebrate",
        "a 7 eleven",
        "late lunch",
        "midterm tomorrow, quiet place to study",
        "my parents are visiting this weekend, nice dinner spot",
        "paper due friday where can i write",
        "study till close",
        "food asap",
    ],
)
def test_no_moment_is_read_where_none_is_meant(text: str):
    assert open_at(text) is None


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("coffee b4 my 9:30", "10-08 08:45"),
        ("lunch after my 11am", "10-08 11:00"),
        ("dinner at 7", "10-08 19:00"),
        ("study till noon", "10-08 08:30"),
        ("lunch at 1", "10-08 13:00"),
        ("coffee before class at 11", "10-08 10:15"),
        ("class ends at 12:15 lunch?", "10-08 12:15"),
        ("food btw 1 and 2", "10-08 13:00"),
        ("drinks this thurs", "10-08 19:00"),
        ("this morning", "10-08 09:00"),
        ("later today", "10-08 11:30"),
        ("lunch 1215", "10-08 12:15"),
        ("brunch at half 11", "10-08 11:30"),
        ("dinner at eight", "10-08 20:00"),
        ("from 9 til 5", "10-08 09:00"),
    ],
)
def test_in_the_morning_the_day_is_still_to_come(text: str, moment: str):
    assert open_at(text, MORNING) == moment


@pytest.mark.parametrize(("text", "minutes"), [("study spot 6-10pm", 240), ("study spot from 6 to 10", 240)])
def test_a_stretch_lasts_until_its_end(text: str, minutes: int):
    said = times(text)
    assert said.open_at is not None
    assert said.busy_until is not None
    assert (said.busy_until - said.open_at).total_seconds() / 60 == minutes


@pytest.mark.parametrize(
    "text", ["dinner 7 or 8 pm", "stuck at work til 9, dinner after", "my lab gets out at 9 need food"]
)
def test_no_end_is_read_into_alternatives_or_classes(text: str):
    assert times(text).busy_until is None


def test_this_weekend_is_here_on_a_saturday():
    assert open_at("brunch this weekend", datetime(2026, 10, 10, 9, 0, tzinfo=NEW_YORK)) == "10-10 11:00"
