"""docs/campuses.md: a stranger who follows it has a campus. Its commands are run, and its keys exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from click.testing import CliRunner

from tests.architecture.source import ROOT
from tests.conftest import make_settings
from violet.campus.datasets import Dataset
from violet.cli.campus import campus_cli
from violet.wiring import campuses_of

TEXT = (ROOT / "docs" / "campuses.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PREFIX = "$ flask --app violet.wsgi campus "


def steps() -> list[tuple[str, list[str]]]:
    """Each command with the lines that it prints."""
    found: list[tuple[str, list[str]]] = []
    for kind, body in BLOCK.findall(TEXT):
        for line in body.splitlines() if kind == "console" else ():
            if line.startswith("$ "):
                assert line.startswith(PREFIX), line
                found.append((line.removeprefix(PREFIX), []))
            else:
                found[-1][1].append(line)
    return found


def test_its_commands_make_a_campus_that_is_served_in_production(tmp_path: Path):
    blocks = dict(BLOCK.findall(TEXT))
    packs, data, key = tmp_path / "packs", tmp_path / "data", ""
    (data).mkdir()
    (data / "cafes.csv").write_text(blocks["csv"])
    for command, lines in steps():
        if command.startswith("build"):
            with (packs / "harbor_bay" / "open_data.toml").open("a") as file:
                file.write(blocks["toml"])
        words = [
            word.replace("PACKS", str(packs)).replace("DATA", str(data)) if word != "KEY" else key
            for word in shlex.split(command)
        ]
        result = CliRunner().invoke(campus_cli, words)
        assert result.exit_code == 0, (command, result.output)
        for line in lines:
            wanted = re.escape(line.replace("PACKS", str(packs))).replace(re.escape("..."), r"\S+")
            assert re.search(f"^{wanted}$", result.output, re.MULTILINE), (line, result.output)
        if command.startswith("sign"):
            key = result.output.split()[-1]
    served = make_settings(environment="production", campuses_dir=packs, campuses=("harbor_bay",), campus_keys=(key,))
    (campus,) = campuses_of(served)
    assert {place.name for place in campus.places} == {"Kahvila Nokka", "Kahvila Aalto"}


def test_the_keys_it_names_are_those_of_a_data_set():
    table = TEXT.partition("| key | what |")[2].partition("\n\n")[0]
    named = {key for row in re.findall(r"^\| (`.+?) \|", table, re.MULTILINE) for key in re.findall(r"`(\w+)`", row)}
    assert named <= set(Dataset.model_fields)
    assert {"key", "requires", "point", "tags"} <= named
