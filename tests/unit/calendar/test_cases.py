"""Calendars as people really have them, each with what its owner has to see."""

from __future__ import annotations

import shutil
from pathlib import Path

import orjson
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


def test_one_list_may_hold_what_is_expected_of_a_whole_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = []
    for case in cases(FOLDER):
        shutil.copy(case, tmp_path)
        expected = orjson.loads(case.with_name(f"{case.stem}.expected.json").read_bytes())
        listed.append({"n": int(case.stem.removeprefix("case")), "today": None, "free": None} | expected)
    (tmp_path / "expected.json").write_bytes(orjson.dumps(listed))
    assert main([str(tmp_path)]) == 0
    assert f"{len(listed)} of {len(listed)} cases are right" in capsys.readouterr().out
    (tmp_path / "case22.json").write_text(
        '{"hours": "Mo-Su 09:00-17:00", "at": "2026-11-24T12:00:00-05:00", "is_open": null}'
    )
    (tmp_path / "case17.json").write_text("no JSON")
    assert main([str(tmp_path)]) == 1
    assert f"{len(listed) - 2} of {len(listed)} cases are right" in capsys.readouterr().out


def test_a_folder_without_cases_is_not_all_right(tmp_path: Path) -> None:
    assert main([str(tmp_path)]) == 1
    assert main([]) == 2
