"""What tests of safe walks share: contacts that agreed, walks, alerts as rows, and a way to die in the middle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event, select

from tests.api.people import Person
from tests.api.together.conftest import SQUARE, World, ok
from violet.models import OutboxRow
from violet.services.together import alerts, sweeper
from violet.services.working.database import reading

PIN, WRONG = "2468", "1357"


class Killed(Exception):
    """The process died here."""


@contextmanager
def killing(engine: Engine, dies: Callable[[], bool]) -> Iterator[None]:
    """Every statement asks whether the process dies before it."""

    def before(*args: Any) -> None:
        if dies():
            raise Killed

    event.listen(engine, "before_cursor_execute", before)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", before)


def contact_of(world: World, person: Person, *, agreed: bool = True, **fields: Any) -> dict[str, Any]:
    """Mind that a person can ask three in an hour."""
    contact = ok(person.post("/v1/contacts", {"name": "Mom", **fields}), 201)["contact"]
    if agreed:
        agree(world, contact)
    return dict(contact)


def agree(world: World, contact: dict[str, Any], answer: str = "confirm") -> None:
    with reading() as connection:
        asked = select(OutboxRow.data).where(OutboxRow.subject == f"contact:{contact['id']}")
        data = connection.execute(asked).scalar_one()
    token = data["url"].rpartition("/c/")[2]
    ok(world.client.post(f"/api/v1/consent/{token}", json={"answer": answer}))


def start(person: Person, *contacts: dict[str, Any], **fields: Any) -> dict[str, Any]:
    body = {
        "destination": SQUARE | {"name": "the square"}, "contact_ids": [one["id"] for one in contacts],
        "expected_minutes": 20, "grace_minutes": 5, "pin": PIN,
    } | fields  # fmt: skip
    return dict(ok(person.post("/v1/walks", body), 201)["walk"])


def walk_of(person: Person, walk: dict[str, Any]) -> dict[str, Any]:
    return dict(ok(person.get(f"/v1/walks/{walk['id']}"))["walk"])


def sweep(world: World) -> None:
    sweeper.sweep(world.container.together)


def deliver(world: World) -> None:
    while world.container.courier.deliver():
        pass
    alerts.note_unreachable(world.container.together)


def alerts_of(walk: dict[str, Any]) -> Counter[tuple[str, str]]:
    """How often each contact is told of each stage."""
    with reading() as connection:
        columns = (OutboxRow.recipient, OutboxRow.occurrence)
        about = select(*columns).where(OutboxRow.subject == f"walk:{walk['id']}", OutboxRow.recipient.like("contact:%"))
        return Counter((row.recipient, row.occurrence) for row in connection.execute(about))


def share_token(walk: dict[str, Any]) -> str:
    return str(walk["share_url"].rpartition("/s/")[2])
