"""Accounts: the person, their log-ins, their activity and the phones to notify."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Float, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from violet.extensions import Model
from violet.models.types import Document, UtcDateTime

ID = BigInteger().with_variant(Integer, "sqlite")
"""SQLite counts up by itself only for INTEGER."""


class User(Model):
    """`email` is normalized. `home_address` is encrypted. `preferences` and `settings` hold only what was set.

    `password_version` goes up with every change of password, which ends reset tokens given out before. `role` holds
    everywhere, `campus_roles` (campus id to role) at one campus each. Who is suspended has no log-ins.
    """

    __tablename__ = "users"
    # SQLite would give the id of a deleted account to the next one; a token or a stored key must never change hands.
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(ID, primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    email_verified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    password_hash: Mapped[str] = mapped_column(String(200))
    password_version: Mapped[int] = mapped_column(Integer, default=1)
    role: Mapped[str] = mapped_column(String(20), default="user")
    campus_roles: Mapped[dict[str, str] | None] = mapped_column(Document)
    suspended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    suspended_for: Mapped[str | None] = mapped_column(String(500))
    first_name: Mapped[str | None] = mapped_column(String(100))
    home_address: Mapped[str | None] = mapped_column(Text)
    preferences: Mapped[dict[str, Any]] = mapped_column(Document, default=dict)
    settings: Mapped[dict[str, Any]] = mapped_column(Document, default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class LoginSession(Model):
    """One log-in on one device: the family of its refresh tokens. No row, no access: log-out deletes it.

    `generation` numbers the family's refresh tokens; only the newest is good. `id` is random and never used again.
    `password_at` is when the password was last given, null in rows from before that was noted.
    """

    __tablename__ = "login_sessions"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    generation: Mapped[int] = mapped_column(Integer, default=1)
    password_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Activity(Model):
    """What a person did in the app. Rows are only added, and the oldest beyond a bound removed."""

    __tablename__ = "activity"
    __table_args__ = (Index("ix_activity_user_id_id", "user_id", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(ID, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    type: Mapped[str] = mapped_column(String(50))
    place_id: Mapped[str | None] = mapped_column(String(300))
    name: Mapped[str | None] = mapped_column(String(300))
    vibe: Mapped[str | None] = mapped_column(String(50))
    category: Mapped[str | None] = mapped_column(String(40))
    score: Mapped[float | None] = mapped_column(Float)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class NotificationToken(Model):
    """A device's push address: a token, or a web push subscription as JSON. `token` is encrypted; `fingerprint` finds
    it again. It goes when its log-in is closed. `kind` is null in rows from before there were kinds."""

    __tablename__ = "notification_tokens"

    id: Mapped[int] = mapped_column(ID, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("login_sessions.id", ondelete="CASCADE"), index=True)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    token: Mapped[str] = mapped_column(Text)
    kind: Mapped[str | None] = mapped_column(String(10))
    locale: Mapped[str | None] = mapped_column(String(20))
    created_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
