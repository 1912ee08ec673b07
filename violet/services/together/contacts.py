"""Trusted contacts: asked once whether they want to be, by a link that also stops it, and told nothing before."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, delete, func, select, update

from violet.errors import BadInput, Conflict, NotFound, RateLimited, Unauthorized
from violet.models import ContactRow, OutboxRow, StoppedAddressRow, User
from violet.security.encryption import FieldCipher, fingerprint
from violet.services.notify.kinds import Channel, Kind
from violet.services.notify.notices import insert_new
from violet.services.notify.words import languages_of, say
from violet.services.together import addresses
from violet.services.together.alerts import tell_newly_confirmed
from violet.services.together.sealed import opened, sealed
from violet.services.together.together_ports import TogetherPorts
from violet.services.working.database import lock_writers, reading, writing

ContactState = Literal["pending", "confirmed", "stopped"]
Consent = Literal["confirm", "stop"]
MAX_CONTACTS = 20
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# Requests for a confirmation: by one person in an hour, and to one address by whomever in a day.
ASKED_AN_HOUR = 3
ASKED_AN_ADDRESS_A_DAY = 3
ASKED_FOR = timedelta(days=2)
SUBJECT = "contact"
COLUMNS = (ContactRow.id, ContactRow.channel, ContactRow.sealed, ContactRow.state, ContactRow.created_at)


@dataclass(frozen=True, slots=True)
class NewContact:
    """Either `phone` or `email`."""

    name: str
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    id: int
    name: str
    channel: str
    address: str
    state: str
    created_at: datetime

    @property
    def phone(self) -> str | None:
        return self.address if self.channel == Channel.SMS else None

    @property
    def email(self) -> str | None:
        return self.address if self.channel == Channel.EMAIL else None


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody sees who opens the link of a request."""

    first_name: str | None
    name: str
    state: str


def add(ports: TogetherPorts, user_id: int, new: NewContact) -> Contact:
    """Asks somebody whether they want to be a contact; one whose address stopped us before is not asked.

    Raises BadInput, Conflict where the person has that contact already or MAX_CONTACTS, RateLimited where they, or the
    address, were asked for often enough, Unauthorized where the account is gone.
    """
    channel, address = _address(ports, new)
    mark, token = addresses.mark_of(address), secrets.token_urlsafe(18)
    with writing() as connection:
        lock_writers(connection, ContactRow)
        person = connection.execute(select(User.first_name).where(User.id == user_id).with_for_update()).first()
        if person is None:
            raise Unauthorized
        now = ports.now(connection)
        stopped = connection.execute(select(StoppedAddressRow.mark).where(StoppedAddressRow.mark == mark)).first()
        _require_room(connection, user_id, mark)
        row = {
            "user_id": user_id, "channel": channel.value, "mark": mark, "token_hash": fingerprint(token),
            "sealed": sealed(ports.cipher, new.name, address, token), "state": "stopped" if stopped else "pending",
            "created_at": now,
        }  # fmt: skip
        [added] = insert_new(connection, ContactRow, [row], COLUMNS)
        if not stopped:
            _require_not_too_often(connection, user_id, mark, now)
            _ask(connection, ports, added.id, person.first_name, now)
    return _contact(ports.cipher, added)


def of_person(ports: TogetherPorts, user_id: int) -> list[Contact]:
    """In the order they were added."""
    mine = select(*COLUMNS).where(ContactRow.user_id == user_id).order_by(ContactRow.id)
    with reading() as connection:
        return [_contact(ports.cipher, row) for row in connection.execute(mine)]


def remove(user_id: int, contact_id: int) -> None:
    """Raises NotFound for one that is not this person's."""
    with writing() as connection:
        mine = (ContactRow.id == contact_id, ContactRow.user_id == user_id)
        if connection.execute(delete(ContactRow).where(*mine)).rowcount == 0:
            raise NotFound("There is no such contact.")


def asked_by(ports: TogetherPorts, token: str) -> Asked:
    """Whose contact the link is about. Raises NotFound."""
    columns = (ContactRow.sealed, ContactRow.state, User.first_name)
    found = select(*columns).join(User, User.id == ContactRow.user_id)
    with reading() as connection:
        row = connection.execute(found.where(ContactRow.token_hash == fingerprint(token))).first()
    if row is None:
        raise NotFound("There is nothing to answer at this link.")
    return Asked(row.first_name, opened(ports.cipher, row.sealed)["name"], row.state)


def consent(ports: TogetherPorts, token: str, answer: Consent) -> Asked:
    """The contact's own answer. Stopping holds for the address, whoever names it; confirming takes that back, and tells
    what there is to tell just now. Raises NotFound."""
    with writing() as connection:
        lock_writers(connection, ContactRow)
        found = select(ContactRow.id, ContactRow.mark).where(ContactRow.token_hash == fingerprint(token))
        contact = connection.execute(found.with_for_update()).first()
        if contact is not None:
            _answer(connection, ports, contact, answer)
    return asked_by(ports, token)


def stop_address(ports: TogetherPorts, address: str) -> int:
    """Somebody answered STOP. Returns how many contacts that are."""
    with writing() as connection:
        return stop_mark(connection, addresses.mark_of(address), ports.now(connection))


def stop_mark(connection: Connection, mark: str, now: datetime) -> int:
    insert_new(connection, StoppedAddressRow, [{"mark": mark, "stopped_at": now}], (StoppedAddressRow.mark,))
    stopped = update(ContactRow).where(ContactRow.mark == mark).values(state="stopped")
    _drop_queued(connection, select(ContactRow.id).where(ContactRow.mark == mark))
    return connection.execute(stopped).rowcount


def _answer(connection: Connection, ports: TogetherPorts, contact: Any, answer: Consent) -> None:
    now = ports.now(connection)
    if answer == "stop":
        stop_mark(connection, contact.mark, now)
        return
    connection.execute(delete(StoppedAddressRow).where(StoppedAddressRow.mark == contact.mark))
    connection.execute(update(ContactRow).where(ContactRow.id == contact.id).values(state="confirmed"))
    tell_newly_confirmed(connection, ports, contact.id, now)


def _drop_queued(connection: Connection, contact_ids: Any) -> None:
    """What waits to go out to them does not any more."""
    waiting = (OutboxRow.state == "queued", OutboxRow.kind == Kind.SAFETY.value)
    for contact_id in connection.execute(contact_ids).scalars().all():
        theirs = update(OutboxRow).where(*waiting, OutboxRow.recipient == f"contact:{contact_id}")
        connection.execute(theirs.values(state="dropped", reason="stopped"))


def _address(ports: TogetherPorts, new: NewContact) -> tuple[Channel, str]:
    if (new.phone is None) == (new.email is None):
        raise BadInput("phone: Give either a phone number or an e-mail address.", field="phone")
    if new.phone is not None:
        return Channel.SMS, addresses.phone_number(new.phone, ports.here.campus.country)
    return Channel.EMAIL, addresses.email_address(new.email or "")


def _require_room(connection: Connection, user_id: int, mark: str) -> None:
    known = connection.execute(select(ContactRow.mark).where(ContactRow.user_id == user_id)).scalars().all()
    if mark in known:
        raise Conflict("You have that contact already.")
    if len(known) >= MAX_CONTACTS:
        raise Conflict("You have as many contacts as one can have. Please remove one first.")


def _require_not_too_often(connection: Connection, user_id: int, mark: str, now: datetime) -> None:
    """Counted in what went out, which stays when a contact is removed."""
    asked = select(func.count(), func.min(OutboxRow.created_at)).where(
        OutboxRow.kind == Kind.SAFETY.value, OutboxRow.subject.like(f"{SUBJECT}:%")
    )
    by_person = (OutboxRow.user_id == user_id, OutboxRow.created_at > now - HOUR)
    to_address = (OutboxRow.target == mark[:40], OutboxRow.created_at > now - DAY)
    for conditions, bound, span in ((by_person, ASKED_AN_HOUR, HOUR), (to_address, ASKED_AN_ADDRESS_A_DAY, DAY)):
        count, oldest = connection.execute(asked.where(*conditions)).one()
        if count >= bound:
            left_s = int((oldest + span - now).total_seconds()) + 1
            raise RateLimited("That was a lot of requests to confirm. Please wait.", retry_after_s=max(1, left_s))


def _ask(connection: Connection, ports: TogetherPorts, contact_id: int, first_name: str | None, now: datetime) -> None:
    """The request, to go out with this transaction."""
    row = connection.execute(
        select(*COLUMNS, ContactRow.user_id, ContactRow.mark).where(ContactRow.id == contact_id)
    ).one()
    known = opened(ports.cipher, row.sealed)
    language = languages_of(connection, [row.user_id]).get(row.user_id, "en")
    url = f"{ports.here.settings.public_base_url}/c/{known['token']}"
    facts = {"who": first_name or say(language, "somebody"), "url": url}
    text = "contact_sms" if row.channel == Channel.SMS else "contact_mail"
    outgoing = {
        "user_id": row.user_id, "recipient": f"contact:{contact_id}", "kind": Kind.SAFETY.value,
        "subject": f"{SUBJECT}:{contact_id}", "channel": row.channel, "target": row.mark[:40], "occurrence": "1",
        "address": ports.cipher.encrypt(known["address"]), "title": say(language, "contact_title", **facts),
        "body": say(language, text, **facts), "data": {"url": url, "stop": url}, "state": "queued", "due_at": now,
        "expires_at": now + ASKED_FOR, "attempts": 0, "created_at": now,
    }  # fmt: skip
    insert_new(connection, OutboxRow, [outgoing], (OutboxRow.id,))


def _contact(cipher: FieldCipher, row: Any) -> Contact:
    known = opened(cipher, row.sealed)
    return Contact(row.id, known["name"], row.channel, known["address"], row.state, row.created_at)
