"""Being together: rooms, their polls, trusted contacts, and safe walks. Nobody's position is in any of these tables."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from violet.extensions import Model
from violet.models.types import Document, UtcDateTime
from violet.models.user import ID


class RoomRow(Model):
    """A few people for some hours. `code` lets people in. `generated` is the name where it was made here, which no
    other open room of the campus has; null where a person gave it."""

    __tablename__ = "rooms"
    __table_args__ = (UniqueConstraint("campus", "generated"), Index(None, "expires_at"))

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    campus: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(80))
    generated: Mapped[str | None] = mapped_column(String(80))
    code: Mapped[str] = mapped_column(String(12), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class RoomMemberRow(Model):
    __tablename__ = "room_members"
    __table_args__ = (Index(None, "user_id"),)

    room_id: Mapped[str] = mapped_column(ForeignKey("rooms.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PositionShareRow(Model):
    """That somebody shared where they were in a room, from when to when: for them to look up, and never where."""

    __tablename__ = "position_shares"
    __table_args__ = (Index(None, "user_id", "room_id"), Index(None, "until_at"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(ID, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    room_id: Mapped[str] = mapped_column(String(32))
    room_name: Mapped[str] = mapped_column(String(80))
    from_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until_at: Mapped[datetime] = mapped_column(UtcDateTime)


class RoomReportRow(Model):
    """Somebody's word that a room's name should not stand. The name is kept, as rooms end."""

    __tablename__ = "room_reports"
    __table_args__ = (UniqueConstraint("room_id", "user_id"), Index(None, "user_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(ID, primary_key=True)
    room_id: Mapped[str] = mapped_column(String(32))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    text: Mapped[str | None] = mapped_column(String(500))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PollRow(Model):
    __tablename__ = "polls"
    __table_args__ = (Index(None, "room_id"), Index(None, "author_id"))

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    room_id: Mapped[str] = mapped_column(ForeignKey("rooms.id", ondelete="CASCADE"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    question: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PollOptionRow(Model):
    """One thing to vote for. `card` is what was known of the place or event when the poll was made; null for a text."""

    __tablename__ = "poll_options"
    __table_args__ = (UniqueConstraint("poll_id", "number"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(ID, primary_key=True)
    poll_id: Mapped[str] = mapped_column(ForeignKey("polls.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(Integer)
    text: Mapped[str] = mapped_column(String(300))
    card: Mapped[dict[str, Any] | None] = mapped_column(Document)


class PollVoteRow(Model):
    """That somebody is fine with an option; they may be with several."""

    __tablename__ = "poll_votes"
    __table_args__ = (Index(None, "user_id"),)

    option_id: Mapped[int] = mapped_column(ForeignKey("poll_options.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    voted_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ContactRow(Model):
    """Somebody a person trusts. `sealed` is encrypted JSON {name, address, token}; `mark` finds the address again, and
    `token_hash` the link by which they confirm and stop. `state` is pending, confirmed or stopped."""

    __tablename__ = "contacts"
    __table_args__ = (UniqueConstraint("user_id", "mark"), Index(None, "mark"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(ID, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    channel: Mapped[str] = mapped_column(String(10))
    sealed: Mapped[str] = mapped_column(Text)
    mark: Mapped[str] = mapped_column(String(64))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    state: Mapped[str] = mapped_column(String(10))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class StoppedAddressRow(Model):
    """An address that wants nothing from us, whoever names it."""

    __tablename__ = "stopped_addresses"

    mark: Mapped[str] = mapped_column(String(64), primary_key=True)
    stopped_at: Mapped[datetime] = mapped_column(UtcDateTime)


class WalkRow(Model):
    """A walk that somebody watches over. `state` is one of `domain.safe_walk`; `destination` (JSON), `pin` (a hash) and
    `share` (the link's token) are encrypted, `share_hash` finds the walk by its link. `position_at` is when a position
    last came; what it was is in the store alone."""

    __tablename__ = "walks"
    __table_args__ = (Index(None, "state", "due_at"), Index(None, "user_id"), Index(None, "ended_at"))

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    campus: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(10))
    destination: Mapped[str] = mapped_column(Text)
    pin: Mapped[str] = mapped_column(Text)
    pin_failures: Mapped[int] = mapped_column(Integer)
    confirm_arrival: Mapped[bool] = mapped_column(Boolean)
    share: Mapped[str] = mapped_column(Text)
    share_hash: Mapped[str] = mapped_column(String(64), unique=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    grace_minutes: Mapped[int] = mapped_column(Integer)
    escalates_at: Mapped[datetime] = mapped_column(UtcDateTime)
    near_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    position_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class WalkContactRow(Model):
    __tablename__ = "walk_contacts"
    __table_args__ = (Index(None, "contact_id"),)

    walk_id: Mapped[str] = mapped_column(ForeignKey("walks.id", ondelete="CASCADE"), primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True)


class WalkAlertRow(Model):
    """That a contact is told of a walk's stage, once: written with the outbox row that goes out and the walk's new
    state. `unreachable` where the message could not be delivered and the walker was told so."""

    __tablename__ = "walk_alerts"
    __table_args__ = (
        UniqueConstraint("walk_id", "stage", "contact_id", "channel"),
        Index(None, "contact_id"),
        Index(None, "outbox_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(ID, primary_key=True)
    walk_id: Mapped[str] = mapped_column(ForeignKey("walks.id", ondelete="CASCADE"))
    stage: Mapped[str] = mapped_column(String(10))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    channel: Mapped[str] = mapped_column(String(10))
    outbox_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id", ondelete="SET NULL"))
    unreachable: Mapped[bool] = mapped_column(Boolean)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
