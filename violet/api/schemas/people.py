"""Accounts, the trail and the overview as administrators see them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from violet.api.schemas.accounts import Secret, SecretsModel
from violet.api.schemas.common import ApiModel, OptionalBody
from violet.services.accounts.directory import Listed
from violet.services.working.audit import Entry

Role = Literal["user", "editor", "moderator", "admin"]
Cursor = Annotated[str, Field(max_length=200)]
Limit = Annotated[int, Field(ge=1, le=200)]


class ConfirmBody(SecretsModel):
    password: Secret


class ConfirmedAnswer(ApiModel):
    status: Literal["ok"]
    good_until: datetime


class UsersQuery(ApiModel):
    q: Annotated[str, Field(max_length=254)] | None = None
    cursor: Cursor | None = None
    limit: Limit = 50


class UserPath(ApiModel):
    user_id: Annotated[int, Field(ge=1, le=2**53)]


class RoleBody(ApiModel):
    """`campus` is where the role holds; everywhere without it."""

    role: Role
    campus: Annotated[str, Field(max_length=60)] | None = None


class SuspendBody(OptionalBody):
    reason: Annotated[str, Field(max_length=500)] | None = None


class CampusRole(ApiModel):
    """`campus` is null for the role that holds everywhere."""

    role: Role
    campus: str | None


class UserBody(ApiModel):
    """No password, no position, and nothing of what they said."""

    id: int
    email: str
    email_verified: bool
    first_name: str | None
    role: Role
    roles: list[CampusRole]
    suspended: bool
    suspended_at: datetime | None
    suspended_for: str | None
    created_at: datetime
    log_ins: int


class FoundUserAnswer(ApiModel):
    user: UserBody


class UsersAnswer(ApiModel):
    users: list[UserBody]
    next: str | None


class AuditQuery(ApiModel):
    """`object` is such as "user:5" or "document:4be1...", `action` such as "content.publish"."""

    actor: Annotated[int, Field(ge=1, le=2**53)] | None = None
    object: Annotated[str, Field(max_length=120)] | None = None
    action: Annotated[str, Field(max_length=60)] | None = None
    cursor: Cursor | None = None
    limit: Limit = 50


class AuditBody(ApiModel):
    """`actor_id` is null for the command line and for the clock. `hash` seals the row and the one before."""

    id: int
    at: datetime
    actor_id: int | None
    action: str
    object: str
    details: dict[str, Any]
    request_id: str | None
    hash: str
    previous_hash: str


class AuditAnswer(ApiModel):
    audit: list[AuditBody]
    next: str | None


class OverviewAnswer(ApiModel):
    """`latencies` are seconds by route, `costs` US dollars by provider since the processes started, `turns` by intent,
    `thumbs` by intent."""

    counts: dict[str, int]
    content: dict[str, int]
    queue: dict[str, int]
    jobs: dict[str, int]
    outbox: dict[str, int]
    sources: list[dict[str, Any]]
    requests: dict[str, int]
    latencies: dict[str, dict[str, float]]
    turns: dict[str, int]
    thumbs: dict[str, dict[str, int]]
    costs: dict[str, float]
    broken: int


def user_wire(account: Listed) -> dict[str, Any]:
    own = [{"role": role, "campus": campus} for campus, role in sorted(account.campus_roles.items())]
    return {
        "id": account.id,
        "email": account.email,
        "email_verified": account.email_verified,
        "first_name": account.first_name,
        "role": account.role,
        "roles": [{"role": account.role, "campus": None}, *own],
        "suspended": account.suspended_at is not None,
        "suspended_at": account.suspended_at,
        "suspended_for": account.suspended_for,
        "created_at": account.created_at,
        "log_ins": account.log_ins,
    }


def entry_wire(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "at": entry.at,
        "actor_id": entry.deed.actor_id,
        "action": entry.deed.action,
        "object": entry.deed.object,
        "details": dict(entry.deed.details),
        "request_id": entry.request_id,
        "hash": entry.hash,
        "previous_hash": entry.previous_hash,
    }
