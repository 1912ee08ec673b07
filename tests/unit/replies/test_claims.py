"""What a sentence claims in numbers, value by value: the grounding check compares nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from violet.services.chat.replies.claims import claims_in, clock_values, without_numbers

MILE, FOOT, YARD = 1609.344, 0.3048, 0.9144
# A bare hour may be of either half of the day: minus its minutes before noon, minus one.
READ: dict[str, list[tuple[str, Any]]] = {
    "It opens at 13:05.": [("clock", 785.0)],
    "It opens at 12:30.": [("clock", -31.0)],
    "It opens at 9:30.": [("clock", -571.0)],
    "It opens at 00:15.": [("clock", -16.0)],
    "It opens at 23:59.": [("clock", 1439.0)],
    "Open until 9:30 pm.": [("clock", 1290.0)],
    "Open until 12 am.": [("clock", 0.0)],
    "Open until 12 p.m.": [("clock", 720.0)],
    "Open until 1:05 AM.": [("clock", 65.0)],
    "Closes at midnight.": [("clock", 0.0)],
    "Opens at noon.": [("clock", 720.0)],
    "Opens at seven.": [("clock", -421.0)],
    "It is eleven o'clock.": [("clock", -661.0)],
    "Closes at 12.": [("clock", -1.0)],
    "It is $12.": [("money", 12.0)],
    "It is $12.50 to $20.": [("money", 12.5), ("money", 20.0)],
    "It is $10-$15.": [("money", 10.0), ("money", 15.0)],
    "It is twenty-five dollars.": [("money", 25.0)],
    "It is 8 bucks.": [("money", 8.0)],
    "A 7 minute walk.": [("minutes", 7.0)],
    "It takes 5-10 mins.": [("minutes", 5.0), ("minutes", 10.0)],
    "It takes fifteen minutes.": [("minutes", 15.0)],
    "It takes an hour.": [("hours", 60.0)],
    "It takes half an hour.": [("hours", 30.0)],
    "It takes 1.5 hours.": [("hours", 90.0)],
    "It is 0.3 miles away.": [("length", 0.3 * MILE)],
    "It is 2 mi away.": [("length", 2 * MILE)],
    "It is a quarter of a mile away.": [("length", 0.25 * MILE)],
    "It is half a mile away.": [("length", 0.5 * MILE)],
    "It is 400 feet away.": [("length", 400 * FOOT)],
    "It is 400 ft away.": [("length", 400 * FOOT)],
    "It is 50 yards away.": [("length", 50 * YARD)],
    "It is 300 m away.": [("length", 300.0)],
    "It is 300 meters away.": [("length", 300.0)],
    "It is 1,5 km away.": [("length", 1500.0)],
    "It is two kilometers away.": [("length", 2000.0)],
    "It is 3 blocks away.": [("length", -1.0)],
    "It has 4.6 stars.": [("stars", 4.6)],
    "It has 4.6 out of 5 stars.": [("stars", 4.6)],
    "It is rated 4.2.": [("stars", 4.2)],
    "It is five-star.": [("stars", 5.0)],
    "It is top-rated.": [("praise", "praise")],
    "It is around the corner.": [("vague_near", "near")],
    "It is open 24/7.": [("all_day", "24")],
    "It is open around the clock.": [("all_day", "24")],
    "Room 404 has 12.5 of it.": [("number", "404"), ("number", "12.5")],
    "Nothing is counted here.": [],
}
ECHOES = {
    "under $10": True, "for under $10": True, "within 5 minutes": True, "at most 2 miles": True, "by 6 pm": True,
    "you asked for 4 stars": True, "stay for an hour": True, "it costs $10": False, "a 5 minute walk": False,
    "open until 6 pm": False, "closes by 6 pm": False, "closing at 6 pm": False, "it is 2 miles": False,
}  # fmt: skip


@pytest.mark.parametrize("said", READ)
def test_every_value_is_read(said: str) -> None:
    read = [(claim.kind, claim.value) for claim in claims_in(said)]
    assert [kind for kind, _ in read] == [kind for kind, _ in READ[said]]
    assert [value for _, value in read] == pytest.approx([value for _, value in READ[said]])


@pytest.mark.parametrize("said", ECHOES)
def test_a_limit_is_told_from_a_fact(said: str) -> None:
    assert {claim.echo for claim in claims_in(said)} == {ECHOES[said]}


def test_what_one_pattern_has_read_no_other_reads() -> None:
    said = "Rated 4.5, $12, 5 minutes and 0.3 miles away, open until 9:30 pm."
    assert sorted(claim.kind for claim in claims_in(said)) == ["clock", "length", "minutes", "money", "stars"]
    assert not any(one.isdigit() for one in without_numbers(said))
    assert "open until" in without_numbers(said)


def test_a_bare_hour_stands_for_both_halves_of_the_day() -> None:
    assert clock_values("at 9") == {540.0, 1260.0}
    assert clock_values("at 9:30") == {570.0, 1290.0}
    assert clock_values("from 12 to 1 pm, at noon and at 13:00") == {0.0, 720.0, 780.0}
