"""For administrators: accounts and their rights, the trail, and how everything is doing."""

from __future__ import annotations

from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from violet.api.schemas.people import (
    AuditAnswer,
    AuditQuery,
    FoundUserAnswer,
    OverviewAnswer,
    RoleBody,
    SuspendBody,
    UserPath,
    UsersAnswer,
    UsersQuery,
    entry_wire,
    user_wire,
)
from violet.api.support.documentation import SIGNED_IN, errors
from violet.api.support.guards import admin, current_caller
from violet.api.support.request_context import container, server
from violet.errors import BadInput
from violet.ports import LOG_INS_CLOSED
from violet.services import overview
from violet.services.accounts import directory, roles, suspension
from violet.services.accounts.confirmation import require_recent_password
from violet.services.working import audit

people_api = APIBlueprint(
    "people",
    __name__,
    url_prefix="/admin",
    abp_tags=[Tag(name="admin")],
    abp_security=SIGNED_IN,
    abp_responses=errors(400, 401, 403, 503),
)


@people_api.get("/users", responses={200: UsersAnswer}, operation_id="listUsers")
@admin
def get_users(query: UsersQuery) -> dict[str, Any]:
    """Accounts whose address or name has the text. Looking is noted in the trail."""
    wanted = directory.Search(query.q, query.cursor, query.limit)
    page = directory.search(container().accounts, wanted, actor_id=_user_id())
    return {"users": [user_wire(account) for account in page.accounts], "next": page.next}


@people_api.get("/users/<int:user_id>", responses={200: FoundUserAnswer, **errors(404)}, operation_id="getUser")
@admin
def get_user(path: UserPath) -> dict[str, Any]:
    """One account. Looking is noted in the trail."""
    return _user(path)


@people_api.post(
    "/users/<int:user_id>/roles", responses={200: FoundUserAnswer, **errors(404, 409)}, operation_id="giveRole"
)
@admin
def post_role(path: UserPath, body: RoleBody) -> dict[str, Any]:
    """Give somebody a role, everywhere or at one campus. Asks for the password of the last ten minutes."""
    ports = container().accounts
    if body.campus is not None and body.campus not in _campuses():
        raise BadInput(f"campus: has to be one of {', '.join(_campuses())}.", field="campus")
    require_recent_password(ports, current_caller())
    grant = roles.Grant(body.role, body.campus)
    roles.give(ports.identity.people, path.user_id, grant, actor_id=_user_id(), at=ports.here.clock())
    return _user(path)


@people_api.post(
    "/users/<int:user_id>/suspend", responses={200: FoundUserAnswer, **errors(404, 409)}, operation_id="suspendUser"
)
@admin
def post_suspend(path: UserPath, body: SuspendBody) -> dict[str, Any]:
    """End every log-in of an account, and let nobody in again. Asks for the password of the last ten minutes."""
    require_recent_password(container().accounts, current_caller())
    suspension.suspend(container().accounts, path.user_id, reason=body.reason, actor_id=_user_id())
    container().live.tell(f"user:{path.user_id}", LOG_INS_CLOSED, {})
    return _user(path)


@people_api.post(
    "/users/<int:user_id>/restore", responses={200: FoundUserAnswer, **errors(404, 409)}, operation_id="restoreUser"
)
@admin
def post_restore(path: UserPath) -> dict[str, Any]:
    """Let a suspended account in again. Asks for the password of the last ten minutes."""
    require_recent_password(container().accounts, current_caller())
    suspension.restore(container().accounts, path.user_id, actor_id=_user_id())
    return _user(path)


@people_api.get("/audit", responses={200: AuditAnswer}, operation_id="listAudit")
@admin
def get_audit(query: AuditQuery) -> dict[str, Any]:
    """What people with rights did, the newest first."""
    page = audit.page(audit.Filter(query.actor, query.object, query.action, query.cursor, query.limit))
    return {"audit": [entry_wire(entry) for entry in page.entries], "next": page.next}


@people_api.get("/overview", responses={200: OverviewAnswer}, operation_id="getOverview")
@admin
def get_overview() -> dict[str, Any]:
    """Counts of what there is, and the metrics' own numbers."""
    return overview.overview(container().intake)


def _user(path: UserPath) -> dict[str, Any]:
    return {"user": user_wire(directory.look(container().accounts, path.user_id, actor_id=_user_id()))}


def _campuses() -> list[str]:
    return list(server().campuses)


def _user_id() -> int:
    return current_caller().account.id
