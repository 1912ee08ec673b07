"""Saved places: what a person keeps, newest first, with cards as fresh as their providers."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from violet.domain.cards import Card
from violet.domain.intent import ShownCard
from violet.domain.person import Person
from violet.domain.places import Place
from violet.errors import BadInput, Conflict, NotFound, Unauthorized, Unavailable
from violet.models import SavedPlace, User
from violet.ports import Failure, ProviderError
from violet.services.places.around import FindingPorts
from violet.services.places.cards import bare_card, place_card
from violet.services.places.photos import photo_url
from violet.services.working import parallel
from violet.services.working.database import reading, writing

MAX_SAVED = 500
MAX_ID_CHARS, MAX_NAME_CHARS = 300, 300
NOT_A_PLACE = "We don't know that place."
NOT_SAVED = "You have not saved that place."
FULL = f"You can save up to {MAX_SAVED} places. Remove one first."
COLUMNS = (SavedPlace.id, SavedPlace.provider, SavedPlace.place_id, SavedPlace.name, SavedPlace.saved_at)


@dataclass(frozen=True, slots=True)
class Saved:
    """`saved_at` is aware."""

    id: int
    provider: str
    place_id: str
    name: str
    saved_at: datetime

    @property
    def shown(self) -> ShownCard:
        return ShownCard(self.provider, self.place_id, self.name, position=0)


@dataclass(frozen=True, slots=True)
class SavedPage:
    """`next` is the cursor of the following page, None on the last."""

    saved: tuple[Saved, ...]
    next: str | None


def find_place(ports: FindingPorts, place_id: str) -> Place:
    """The place with this id, whichever provider it is from. Raises NotFound, Unavailable where its provider is
    down."""
    providers = dict.fromkeys((ports.sources.guide, ports.sources.provider))
    for provider in providers:
        try:
            return ports.sources.facts.add_to([provider.details(place_id)])[0]
        except ProviderError as error:
            if error.failure not in (Failure.NOT_FOUND, Failure.BAD_REQUEST):
                raise Unavailable from error
    raise NotFound(NOT_A_PLACE, field="place_id")


def save(user_id: int, place: ShownCard | Place, *, now: datetime) -> bool:
    """Keeps a place; False where it was kept before. Raises Conflict where there are too many, Unauthorized where the
    account is gone, DATABASE_DOWN."""
    mine = (SavedPlace.user_id == user_id, SavedPlace.place_id == place.id)
    row = {
        "user_id": user_id, "provider": place.provider, "place_id": place.id, "name": place.name[:MAX_NAME_CHARS],
        "saved_at": now,
    }  # fmt: skip
    try:
        with writing() as connection:
            # Holding the person's row makes two devices that save at once take turns.
            person = select(User.id).where(User.id == user_id).with_for_update()
            if connection.execute(person).first() is None:
                raise Unauthorized
            if connection.execute(select(SavedPlace.id).where(*mine)).first() is not None:
                return False
            count = connection.execute(select(func.count()).where(SavedPlace.user_id == user_id)).scalar_one()
            if count >= MAX_SAVED:
                raise Conflict(FULL)
            connection.execute(insert(SavedPlace).values(row))
    except IntegrityError:  # SQLite locks no rows: somebody else just kept the same
        return False
    return True


def unsave(user_id: int, place_id: str) -> None:
    """Raises NotFound where it is not saved, DATABASE_DOWN."""
    with writing() as connection:
        mine = delete(SavedPlace).where(SavedPlace.user_id == user_id, SavedPlace.place_id == place_id)
        if connection.execute(mine).rowcount == 0:
            raise NotFound(NOT_SAVED, field="place_id")


def saved_page(user_id: int, *, cursor: str | None, limit: int) -> SavedPage:
    """Newest first. Raises BadInput for a cursor that is none of ours, DATABASE_DOWN."""
    statement = select(*COLUMNS).where(SavedPlace.user_id == user_id)
    if cursor is not None:
        statement = statement.where(SavedPlace.id < _read_cursor(cursor))
    with reading() as connection:
        rows = connection.execute(statement.order_by(SavedPlace.id.desc()).limit(limit + 1)).all()
    found = [Saved(*row) for row in rows]
    shown = found[:limit]
    return SavedPage(tuple(shown), str(shown[-1].id) if len(found) > limit else None)


def all_of(user_id: int) -> list[dict[str, Any]]:
    """For the export: everything a person saved, oldest first."""
    mine = select(*COLUMNS[1:]).where(SavedPlace.user_id == user_id).order_by(SavedPlace.id)
    with reading() as connection:
        return [dict(row) for row in connection.execute(mine).mappings()]


def cards_of(ports: FindingPorts, saved: Sequence[Saved], person: Person) -> list[Card]:
    """A card for each, as its provider knows it now; with its name alone where that does not answer in time."""
    tasks = {one.place_id: partial(_details, ports, one) for one in saved}
    if ports.sources.has_upstreams:
        done = parallel.gather(tasks, deadline_s=ports.here.settings.gather_deadline_s)
        places = {place_id: future.result() for place_id, future in done.items()}
    else:
        places = {place_id: task() for place_id, task in tasks.items()}
    known = [place for place in places.values() if place is not None]
    origin = person.location or ports.here.home
    walks = ports.surroundings.walks.walks(origin, [place.location for place in known])
    legs = {place.id: leg for place, leg in zip(known, walks, strict=True)}
    photos = partial(photo_url, ports.here.settings)
    cards = []
    for one in saved:
        place = places.get(one.place_id)
        if place is None:
            cards.append(bare_card(one.shown, person.now))
        else:
            cards.append(place_card(place, legs[place.id], person.now, photo_url=photos))
    return cards


def _details(ports: FindingPorts, saved: Saved) -> Place | None:
    with suppress(ProviderError):
        return ports.sources.facts.add_to([ports.sources.named(saved.provider).details(saved.place_id)])[0]
    return None


def _read_cursor(cursor: str) -> int:
    if not cursor.isascii() or not cursor.isdigit() or len(cursor) > 18:
        raise BadInput("That page of saved places does not exist.", field="cursor")
    return int(cursor)
