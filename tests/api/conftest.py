"""What the API's tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

WEDNESDAY_AFTERNOON = "2026-11-18T15:00:00-05:00"


@pytest.fixture(autouse=True)
def _afternoon() -> Iterator[None]:
    """What is open and what is on depend on the hour; whether a test passes does not."""
    with time_machine.travel(WEDNESDAY_AFTERNOON):
        yield
