#!/usr/bin/env python
"""Makes places of the guide from New York's open data.

    python -m scripts.guide_from_open_data FOLDER [--guide violet/campuses/nyu]

FOLDER holds the files named in scripts/open_data/readers.py, comma separated, with `lat`, `lng`, `source` and `as_of`
columns; a file that is not there is left out. Writes `places/<campus>/open_<topic>.toml` for what is within reach of a
campus, and says how many. What the guide has already, by name and place, is not repeated. NOTICE.md beside the guide
names the publishers. Afterwards: `flask --app violet.wsgi guide lint`, `guide vectors`, and read the difference.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from scripts.open_data.readers import READERS
from scripts.open_data.records import Record, toml_of, with_ids
from violet.campus.campus import Campus, Site
from violet.campus.loader import CAMPUSES, load_campus
from violet.campus.naming import plain_name
from violet.campus.schema import GuidePlace
from violet.domain.geo import meters_between

GUIDE_ROOT = CAMPUSES / "nyu"
OURS = "open_"
# Of a campus, in meters: a little less than `guide lint` allows.
REACH_M = 2450.0
# What stands at every other corner is of use only near a campus, in meters.
NEAR_M = {"wifi": 1200.0}
# Within these meters a like name is the same place.
SAME_M = 250.0
HEADER = """Written by scripts/guide_from_open_data.py from open data; NOTICE.md names the publishers. Facts only: what
the source does not say is absent. `as_of` is the date up to which it is known to be true."""


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    guide = load_campus(options.guide)
    by_hand = [place for place in guide.places if place.source is None]
    for topic, records in _topics(options.folder, guide, by_hand).items():
        for campus in guide.sites:
            own = [record for record in records if record.campus == campus.id]
            path = options.guide / "places" / campus.id / f"{OURS}{topic}.toml"
            if own:
                path.write_text(toml_of(own, header=HEADER))
            print(f"{topic:<14} {campus.id:<20} {len(own):>4}")
    return 0


def _topics(folder: Path, guide: Campus, by_hand: Sequence[GuidePlace]) -> dict[str, list[Record]]:
    """The new records by topic, each with its campus and an id of its own."""
    taken, found = {place.id for place in by_hand}, {}
    for topic, (file, read) in READERS.items():
        if not (folder / file).is_file():
            continue
        with (folder / file).open(encoding="utf-8", newline="") as rows:
            reach = NEAR_M.get(topic, REACH_M)
            near = list(_within_reach(read(csv.DictReader(rows)), guide.sites, reach))
        new = sorted(_without_twins(near, by_hand), key=lambda record: (record.name, record.at.lat, record.at.lng))
        found[topic] = with_ids(new, taken)
        taken |= {record.id for record in found[topic]}
    return found


def _within_reach(records: Iterable[Record], sites: Sequence[Site], reach_m: float) -> Iterator[Record]:
    for record in records:
        meters, campus = min((meters_between(record.at, campus.location), campus.id) for campus in sites)
        if meters <= reach_m:
            yield replace(record, campus=campus)


def _without_twins(records: Iterable[Record], by_hand: Sequence[GuidePlace]) -> Iterator[Record]:
    kept: list[Record] = []
    for record in records:
        name = plain_name(record.name)
        known = any(
            plain_name(place.name).startswith(name) and meters_between(place.location, record.at) <= SAME_M
            for place in by_hand
        )
        twin = any(plain_name(one.name) == name and meters_between(one.at, record.at) <= SAME_M for one in kept)
        if not known and not twin:
            kept.append(record)
            yield record


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the open data lies")
    parser.add_argument("--guide", type=Path, default=GUIDE_ROOT, help="the campus's folder")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
