"""Calendars as people really have them, each with what its owner has to see."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.calendar_cases import cases, differences, main

FOLDER = Path(__file__).parents[1] / "calendar_cases"


@pytest.mark.parametrize("case", cases(FOLDER), ids=lambda case: case.stem)
def test_case(case: Path) -> None:
    assert differences(case) == []


def test_a_case_that_is_wrong_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.ics").write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n")
    (tmp_path / "empty.expected.json").write_text(
        '{"kind": "ical", "today": [["Class", "Tue 24 10:00", "Tue 24 12:00"]]}'
    )
    (tmp_path / "alone.ics").write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n")
    assert main([str(tmp_path)]) == 1
    told = capsys.readouterr().out
    assert "wrong  empty.ics" in told
    assert "0 of 1 cases are right" in told


def test_a_folder_without_cases_is_not_all_right(tmp_path: Path) -> None:
    assert main([str(tmp_path)]) == 1
    assert main([]) == 2
