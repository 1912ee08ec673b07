"""The first files of a new pack: what a few questions tell, and room for the rest."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from violet.campus.datasets import FILE as OPEN_DATA
from violet.campus.pack_lint import NOTICE

CAMPUS_FILE: Final = "campus.toml"


class Answers(BaseModel):
    """What `flask campus new` asks. `languages` are codes; what is None stays out."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    city: str
    timezone: str
    country: str
    units: str
    languages: tuple[str, ...]
    persona: str
    site: str
    address: str
    lat: float
    lng: float
    emergency: str
    crisis: str | None = None
    security_name: str | None = None
    security_phone: str | None = None


OPEN_DATA_TEXT: Final = """\
# Data sets whose rows become places: `campus build {id} --data FOLDER` reads their files, and
# docs/campuses.md explains every key. For example, for a file cafes.csv with the columns name, address, latitude and
# longitude:
#
# [[dataset]]
# id = "cafes"
# adapter = "csv"
# title = "Cafes of {city}"
# publisher = "City of {city}"
# license = "CC BY 4.0"
# file = "cafes.csv"
# as_of = "2026-01"
# key = ["name", "address"]
# name = "{{name}}"
# address = "{{address}}"
# point = {{ lat = "latitude", lng = "longitude" }}
# kinds = ["cafe"]
# about = ["Cafe at {{address}}, in the city's list as of {{as_of_words}}, and close to the campus."]
"""
EVENTS_TEXT: Final = """\
# What recurs near the campus: [[event]] tables with id, title, about, dtstart, start, end, rrule,
# categories, and place, or venue, address, lat and lng.
"""
NOTICE_TEXT: Final = """# Sources of the guide

What a person wrote for this guide is under the license of its makers.
"""


def write_pack(root: Path, answers: Answers) -> None:
    """Raises FileExistsError where there is something already."""
    root.mkdir(parents=True)
    site = _site_id(answers.site)
    (root / "places" / site).mkdir(parents=True)
    texts = {
        CAMPUS_FILE: _campus(answers, site),
        OPEN_DATA: OPEN_DATA_TEXT.format(id=answers.id, city=answers.city),
        "events.toml": EVENTS_TEXT,
        NOTICE: NOTICE_TEXT,
    }
    for name, text in texts.items():
        (root / name).write_text(text, encoding="utf-8")


def _campus(answers: Answers, site: str) -> str:
    safety = {
        "name": answers.security_name, "phone": answers.security_phone, "emergency": answers.emergency,
        "crisis": answers.crisis,
    }  # fmt: skip
    tables: list[tuple[str, Mapping[str, Any]]] = [
        ("", answers.model_dump(include={"name", "city", "timezone", "country", "units", "languages"})),
        ("[persona]", {
            "name": answers.persona, "whom": f"students of {answers.name}", "around": answers.name,
            "where": f"{answers.name} in {answers.city}", "nearby": answers.site,
        }),
        ("[words]", {"own": [answers.name], "city": [answers.city]}),
        ("[safety]", safety),
        ("[[source]]", {"id": "campus_guide", "adapter": "guide", "name": "Campus guide"}),
        ("[[campus]]", {
            "id": site, "name": answers.site, "lat": answers.lat, "lng": answers.lng, "address": answers.address,
        }),
    ]  # fmt: skip
    heading = f"# {answers.name}: its sites, the areas that students name, and whom to call.\n"
    return "\n".join([heading, *(_table(title, values) for title, values in tables)])


def _table(title: str, values: Mapping[str, Any]) -> str:
    lines = [title] if title else []
    lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items() if value is not None]
    return "\n".join(lines) + "\n"


def _site_id(name: str) -> str:
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in name.casefold())
    return "_".join(filter(None, plain.split("_"))) or "main"
