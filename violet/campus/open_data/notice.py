"""The notice of a pack: who published what its places are made of, and under which license."""

from __future__ import annotations

from collections.abc import Sequence

from violet.campus.datasets import Dataset
from violet.campus.open_data.building import OURS

BEGIN = "<!-- open data: written by `flask campus build` -->"
END = "<!-- end of open data -->"
TEXT = """\
Files whose names begin with `open_` hold facts from open data, selected and reworded by `flask campus build`; each
place names its source and the date up to which that is known to be true. The publishers give no warranty, and endorse
nothing here.
"""


def with_notice(text: str, datasets: Sequence[Dataset]) -> str:
    """The notice with its part about open data made anew."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    rows = [
        f"| `{OURS}{one.id}.toml` | {one.title} | {one.publisher} | {one.license} |"
        for one in sorted(datasets, key=lambda one: one.id)
    ]
    table = "\n".join(["| files | source | publisher | license |", "|---|---|---|---|", *rows])
    return f"{before.rstrip()}\n\n{BEGIN}\n\n{TEXT}\n{table}\n\n{END}\n{after.lstrip()}"
