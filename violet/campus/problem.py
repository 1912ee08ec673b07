"""One thing wrong with the guide, as the lint and the comparison with public records report it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Problem:
    """`subject` is the id of the place, event, area or campus; for a building code, the code."""

    severity: Literal["error", "warning"]
    subject: str
    message: str

    def __str__(self) -> str:
        return f"{self.severity}: {self.subject}: {self.message}"


def error(subject: str, message: str) -> Problem:
    return Problem("error", subject, message)


def warning(subject: str, message: str) -> Problem:
    return Problem("warning", subject, message)
