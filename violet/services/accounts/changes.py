"""Changing what belongs to a person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from violet.services.working.database import writing
from violet.services.working.people import KnownPeople


@contextmanager
def changing(people: KnownPeople, user_id: int) -> Iterator[Connection]:
    """`writing`, for whatever `find_caller` answers about this person: afterwards no process knows it from before."""
    try:
        with writing() as connection:
            yield connection
    finally:  # a commit that failed may have taken effect all the same
        people.forget(user_id)
