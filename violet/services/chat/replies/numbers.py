"""Sentences with the campus's numbers: a part in square brackets is left out where the campus has not told what stands
in it, and the sentence that says so comes last."""

from __future__ import annotations

import re
from collections.abc import Mapping

from violet.campus.campus import Safety

PART = re.compile(r"\[([^\[\]]*)\]")
FIELD = re.compile(r"\{(\w+)\}")
# Not a number that people would miss.
SILENT = frozenset({"always", "counseling_always", "no_security", "no_counseling"})


def with_numbers(pattern: str, safety: Safety, unknown: str, **more: str) -> str:
    """The pattern with the campus's numbers in it. Fields: emergency, crisis, name, phone, counseling,
    counseling_phone. `end`, `always`, `counseling_always`, `no_security` and `no_counseling` are empty: they keep a
    part to campuses that have told of security, that it always answers, and so on. `unknown` says that some number was
    not told."""
    facts = {**_facts(safety), **more}
    missing = False

    def part(found: re.Match[str]) -> str:
        nonlocal missing
        fields = FIELD.findall(found[1])
        lacking = {name for name in fields if facts[name] is None}
        missing = missing or bool(lacking - SILENT)
        return "" if lacking else found[1]

    words = PART.sub(part, pattern).format_map(facts).strip()
    return f"{words} {unknown}" if missing else words


def _facts(safety: Safety) -> Mapping[str, str | None]:
    security, counseling = safety.knows_security, safety.knows_counseling
    return {
        "emergency": safety.emergency,
        "crisis": safety.crisis,
        "name": safety.name if security else None,
        "phone": safety.phone if security else None,
        "end": "" if security else None,
        "always": "" if security and safety.day_and_night else None,
        "counseling": safety.counseling_name if counseling else None,
        "counseling_phone": safety.counseling_phone if counseling else None,
        "counseling_always": "" if counseling and safety.counseling_day_and_night else None,
        "no_security": None if security else "",
        "no_counseling": None if counseling else "",
    }
