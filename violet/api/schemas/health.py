"""What probes are answered."""

from __future__ import annotations

from typing import Literal

from violet.api.schemas.common import ApiModel, ErrorBody

Link = Literal["connected", "disconnected", "not_configured"]
Migrations = Literal["at_head", "ahead", "behind", "unknown"]


class LiveAnswer(ApiModel):
    status: Literal["ok"]


class HealthAnswer(ApiModel):
    """`commit` is the version control's name of what runs; `you_come_from` the caller's address, for administrators."""

    status: Literal["ok", "degraded"]
    database: Link
    redis: Link
    version: str
    commit: str
    you_come_from: str | None = None


class ReadyAnswer(ApiModel):
    status: Literal["ready"]
    migrations: Migrations
    database: Link
    redis: Link
    version: str
    commit: str


class HealthRefusal(ErrorBody):
    """An error that also says what is missing."""

    status: Literal["unavailable", "not_ready"]
    database: Link
    redis: Link
    version: str
    commit: str
    migrations: Migrations | None = None
