"""What people are told: their inbox, what is on its way, what they want to hear of, and the events they go to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from violet.extensions import Model
from violet.models.types import Document, UtcDateTime
from violet.models.user import ID


class NotificationRow(Model):
    """One thing a person was told, once: unique by what it is about and which time it happened. Rows that are not
    `in_inbox` are there so that nothing is told twice to somebody who does not want it in the inbox."""

    __tablename__ = "notifications"
    __table_args__ = (
        UniqueConstraint("user_id", "kind", "subject", "occurrence"),
        Index("ix_notifications_user_id_id", "user_id", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(ID, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(80))
    occurrence: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(400))
    body: Mapped[str] = mapped_column(Text)
    data: Mapped[dict[str, Any]] = mapped_column(Document)
    in_inbox: Mapped[bool] = mapped_column(Boolean)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class OutboxRow(Model):
    """One message to one device, mail address or phone, written in the transaction of its cause.

    `state` is queued, claimed, sending (the provider may have it), sent, dropped (nobody is to get it any more) or dead
    (nobody can). `recipient` is "user:5"; `target` is the device. `address` is encrypted; where it is null, the
    device's or the account's own is used. `check_at` is when the provider is asked what became of it.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("kind", "subject", "recipient", "channel", "target", "occurrence"),
        Index(None, "state", "due_at"),
        Index(None, "check_at"),
        Index(None, "user_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(ID, primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    recipient: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(80))
    channel: Mapped[str] = mapped_column(String(10))
    target: Mapped[str] = mapped_column(String(40))
    occurrence: Mapped[str] = mapped_column(String(80))
    address: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str] = mapped_column(String(400))
    body: Mapped[str] = mapped_column(Text)
    data: Mapped[dict[str, Any]] = mapped_column(Document)
    state: Mapped[str] = mapped_column(String(10))
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(Integer)
    claim: Mapped[str | None] = mapped_column(String(32))
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    provider: Mapped[str | None] = mapped_column(String(20))
    provider_id: Mapped[str | None] = mapped_column(String(200))
    reason: Mapped[str | None] = mapped_column(String(80))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    check_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class NotificationPreferences(Model):
    """What a person switched on and off, by kind and channel (only what differs from the defaults), and the hours
    ("23:00") in which nothing is sent; null where there are none."""

    __tablename__ = "notification_preferences"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    kinds: Mapped[dict[str, Any]] = mapped_column(Document)
    quiet_start: Mapped[str | None] = mapped_column(String(5))
    quiet_end: Mapped[str | None] = mapped_column(String(5))


class RsvpRow(Model):
    """Somebody's answer to an event, with what they know of it: a change is where the event says otherwise.

    `revision` counts the changes told. `remind_at` is null where no reminder is to come (any more). `walk_minutes` is
    what the way took from where they were when they asked.
    """

    __tablename__ = "rsvps"
    __table_args__ = (
        UniqueConstraint("user_id", "event_id"),
        Index(None, "remind_at"),
        Index(None, "event_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(ID, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    event_id: Mapped[int] = mapped_column(BigInteger)
    status: Mapped[str] = mapped_column(String(12))
    remind_minutes_before: Mapped[int | None] = mapped_column(Integer)
    walk_minutes: Mapped[int | None] = mapped_column(Integer)
    remind_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    title: Mapped[str] = mapped_column(String(300))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    venue: Mapped[str | None] = mapped_column(String(400))
    cancelled: Mapped[bool] = mapped_column(Boolean)
    revision: Mapped[int] = mapped_column(Integer)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
