"""A third campus, Helsinki: made with the commands of docs/campuses.md and files alone (tests/campuses/third)."""

from __future__ import annotations

import shutil
from pathlib import Path

from click.testing import CliRunner

from violet.cli.campus import campus_cli

ID = "helsinki"
FILES = Path(__file__).parent / "campuses" / "third"
ANSWERS = [
    "--name", "University of Helsinki", "--city", "Helsinki", "--timezone", "Europe/Helsinki", "--country", "FI",
    "--units", "metric", "--languages", "en,es", "--persona", "Pilvi", "--site", "City Campus",
    "--address", "Fabianinkatu 33, Helsinki", "--lat", "60.1695", "--lng", "24.94985", "--emergency", "112",
    "--crisis", "", "--security", "",
]  # fmt: skip


def make_third_pack(packs: Path) -> Path:
    """The folder of the new pack, below `packs`."""
    _run(packs, "new", *ANSWERS)
    for name in ("open_data.toml", "events.toml"):
        with (packs / ID / name).open("a", encoding="utf-8") as file:
            file.write((FILES / name).read_text(encoding="utf-8"))
    data = packs.parent / "data"
    data.mkdir()
    shutil.copy(FILES / "venues.csv", data)
    _run(packs, "build", "--data", str(data), "--no-vectors")
    return packs / ID


def _run(packs: Path, command: str, *rest: str) -> None:
    result = CliRunner().invoke(campus_cli, [command, ID, "--root", str(packs), *rest])
    assert result.exit_code == 0, result.output
