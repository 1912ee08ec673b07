"""Who may do what, what is written down of it, and how it ends."""

from __future__ import annotations

import re
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI
from sqlalchemy import delete, func, select, update

from tests.api.content.conftest import Staff, promote, written
from tests.api.people import PASSWORD, Person, sign_up
from violet.database import use
from violet.models import AuditRow
from violet.services.working import audit
from violet.services.working.database import reading, writing

ROLES = ("user", "editor", "moderator", "admin")
# The role that each route asks for, beside those that ask for none; of /content and /admin there are no others.
NEEDED = {
    "GET /content/<kind>": "editor",
    "POST /content/<kind>": "editor",
    "GET /content/<kind>/<document_id>": "editor",
    "PUT /content/<kind>/<document_id>": "editor",
    "POST /content/<kind>/<document_id>/submit": "editor",
    "POST /content/<kind>/<document_id>/approve": "editor",
    "POST /content/<kind>/<document_id>/reject": "editor",
    "POST /content/<kind>/<document_id>/publish": "editor",
    "POST /content/<kind>/<document_id>/archive": "editor",
    "POST /content/<kind>/<document_id>/revert": "editor",
    "GET /content/<kind>/<document_id>/versions": "editor",
    "GET /content/<kind>/<document_id>/preview": "editor",
    "GET /admin/queue": "moderator",
    "POST /admin/queue/<int:item_id>/resolve": "moderator",
    "GET /admin/users": "admin",
    "GET /admin/users/<int:user_id>": "admin",
    "POST /admin/users/<int:user_id>/roles": "admin",
    "POST /admin/users/<int:user_id>/suspend": "admin",
    "POST /admin/users/<int:user_id>/restore": "admin",
    "GET /admin/audit": "admin",
    "GET /admin/overview": "admin",
    "GET /admin/jobs": "admin",
    "POST /admin/jobs/<job_id>/retry": "admin",
    "DELETE /admin/jobs/<job_id>": "admin",
    "POST /admin/events/refresh": "admin",
    "POST /admin/events/reindex": "admin",
    "GET /admin/open_data": "admin",
    "POST /admin/open_data/refresh": "admin",
}
FILLED = {"<kind>": "places", "<document_id>": "x", "<int:item_id>": "999", "<int:user_id>": "999", "<job_id>": "x"}
BODIES: dict[str, Any] = {
    "reject": {"reason": "no"}, "publish": {}, "revert": {"version": 1}, "resolve": {"action": "reject"},
    "roles": {"role": "user"}, "suspend": {}, "refresh": {"source": "none such"},
}  # fmt: skip


def test_every_route_asks_for_its_role_and_for_no_more(client: FlaskClient, app: OpenAPI, staff: Staff) -> None:
    people = {role: staff(role) for role in ROLES}
    routes = {
        f"{method} {rule.rule.removeprefix('/api/v1')}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) & {"GET", "POST", "PUT", "DELETE"}
        if rule.rule.startswith(("/api/v1/admin/", "/api/v1/content/"))
    }
    assert routes == set(NEEDED)
    for route, least in NEEDED.items():
        method, _, path = route.partition(" ")
        filled = re.sub(r"<[^>]+>", lambda part: FILLED[part[0]], path)
        for role, person in people.items():
            answer = client.open(
                f"/api/v1{filled}", method=method, headers=person.headers, json=BODIES.get(path.rpartition("/")[2], {})
            )
            allowed = ROLES.index(role) >= ROLES.index(least)
            assert (answer.status_code != 403) is allowed, (route, role, answer.text)
            assert answer.status_code < 500
        assert client.open(f"/api/v1{filled}", method=method, json={}).status_code == 401


def test_an_administrator_sees_accounts_and_nothing_that_is_nobodys_business(client: FlaskClient, staff: Staff) -> None:
    admin = staff("admin")
    person = sign_up(client, first_name="Ada")
    person.post("/user/profile", {"home_address": "1 Secret Street"})
    person.post("/v1/chat", {"message": "somewhere for my secret meeting"})
    found = admin.get(f"/v1/admin/users?q={person.email[:8].upper()}").get_json()["users"]
    assert [one["id"] for one in found] == [person.user["id"]]
    seen = admin.get(f"/v1/admin/users/{person.user['id']}")
    assert seen.get_json()["user"]["roles"] == [{"role": "user", "campus": None}]
    assert [word for word in ("secret", "password", "hash", "lat", "lng") if word in seen.text.lower()] == []
    looks = admin.get(f"/v1/admin/audit?object=user:{person.user['id']}").get_json()["audit"]
    assert [(one["action"], one["actor_id"]) for one in looks] == [("user.viewed", admin.user["id"])]
    lists = admin.get("/v1/admin/audit?action=users.listed").get_json()["audit"]
    assert lists[0]["details"] == {"seen": [person.user["id"]]}
    assert admin.get("/v1/admin/users/987654").status_code == 404
    assert admin.get("/v1/admin/users?cursor=x").get_json()["field"] == "cursor"


def test_rights_are_given_with_the_password_of_the_last_ten_minutes(client: FlaskClient, staff: Staff) -> None:
    admin, person = staff("admin"), sign_up(client)
    path = f"/v1/admin/users/{person.user['id']}/roles"
    assert admin.post(path, {"role": "editor"}).get_json()["user"]["role"] == "editor"
    assert person.get("/v1/content/places").status_code == 200
    assert admin.post(path, {"role": "moderator", "campus": "moon"}).get_json()["field"] == "campus"
    with time_machine.travel("2026-11-18T15:11:00-05:00"):
        refused = admin.post(path, {"role": "admin"})
        assert (refused.status_code, refused.get_json()["code"]) == (403, "reauthentication_required")
        wrong = admin.post("/v1/auth/reauthenticate", {"password": "not the one"})
        assert (wrong.status_code, wrong.get_json()["field"]) == (403, "password")
        assert admin.post("/v1/auth/reauthenticate", {"password": PASSWORD}).status_code == 200
        given = admin.post(path, {"role": "moderator", "campus": "nyu"}).get_json()["user"]
    assert given["roles"] == [{"role": "editor", "campus": None}, {"role": "moderator", "campus": "nyu"}]
    assert person.get("/v1/admin/queue").status_code == 200
    own = f"/v1/admin/users/{admin.user['id']}/roles"
    assert admin.post(own, {"role": "user"}).status_code == 409
    admin.post(path, {"role": "user"})
    admin.post(path, {"role": "user", "campus": "nyu"})
    assert person.get("/v1/content/places").status_code == 403


def test_a_suspended_account_is_out_at_once_and_back_when_restored(client: FlaskClient, staff: Staff) -> None:
    admin, person = staff("admin"), sign_up(client)
    other_device = person.log_in_again()
    path = f"/v1/admin/users/{person.user['id']}"
    suspended = admin.post(f"{path}/suspend", {"reason": "Sent the same report a thousand times."}).get_json()["user"]
    assert suspended["suspended"] is True
    assert [device.get("/user/me").status_code for device in (person, other_device)] == [401, 401]
    refresh = client.post("/api/auth/refresh", json={"refresh_token": person.refresh_token})
    assert refresh.status_code == 401
    entry = client.post("/api/auth/login", json={"email": person.email, "password": PASSWORD})
    assert (entry.status_code, entry.get_json()["code"]) == (403, "account_suspended")
    wrong = client.post("/api/auth/login", json={"email": person.email, "password": "something else"})
    assert (wrong.status_code, wrong.get_json()["code"]) == (401, "unauthorized")
    assert admin.post(f"{path}/restore").get_json()["user"]["suspended"] is False
    assert person.log_in_again().get("/user/me").status_code == 200
    assert admin.post(f"{path}/restore").status_code == 409
    assert admin.post(f"/v1/admin/users/{admin.user['id']}/suspend", {}).status_code == 409


TAMPERING = {
    "changed": lambda: update(AuditRow).where(AuditRow.id == _row(1)).values(action="nothing.happened"),
    "details": lambda: update(AuditRow).where(AuditRow.id == _row(1)).values(details={"role": "user"}),
    "taken out": lambda: delete(AuditRow).where(AuditRow.id == _row(1)),
    "cut off": lambda: delete(AuditRow).where(AuditRow.id == _row(-1)),
    "all gone": lambda: delete(AuditRow),
}


def _row(index: int) -> int:
    with reading() as connection:
        ids = connection.execute(select(AuditRow.id).order_by(AuditRow.id)).scalars().all()
    return int(ids[index])


@pytest.mark.parametrize("how", TAMPERING)
def test_the_trail_does_not_verify_once_somebody_touched_it(
    client: FlaskClient, app: OpenAPI, staff: Staff, how: str
) -> None:
    author = staff("editor")
    written(author)
    promote(client, author, "admin")
    runner = app.test_cli_runner()
    sound = runner.invoke(args=["violet", "audit", "verify"])
    assert (sound.exit_code, sound.output) == (0, "The trail is sound: 3 rows.\n")
    use(app.extensions["violet"].engine)
    with writing() as connection:
        assert connection.execute(TAMPERING[how]()).rowcount > 0
    assert not audit.verify().sound
    with reading() as connection:
        assert connection.execute(select(func.count()).select_from(AuditRow)).scalar_one() <= 3
    use(None)
    assert runner.invoke(args=["violet", "audit", "verify"]).exit_code == 1


def test_the_overview_counts_what_there_is(client: FlaskClient, staff: Staff) -> None:
    admin = staff("admin")
    written(admin)
    client.post("/api/v1/chat", json={"message": "coffee near Bobst"}, buffered=True)
    overview = admin.get("/v1/admin/overview").get_json()
    assert (overview["counts"]["users"], overview["content"], overview["broken"]) == (1, {"draft": 1}, 0)
    assert overview["turns"]["recommend"] >= 1
    assert overview["requests"]["2xx"] >= 1
    times: dict[str, float] = overview["latencies"]["/api/v1/chat"]
    assert 0 < times["p50"] <= times["p95"] <= times["p99"]
    assert {"source", "status", "events"} <= set(overview["sources"][0])


def test_the_trail_is_read_by_pages(staff: Staff) -> None:
    admin: Person = staff("admin")
    for _ in range(3):
        admin.get(f"/v1/admin/users/{admin.user['id']}")
    first = admin.get("/v1/admin/audit?limit=2").get_json()
    second = admin.get(f"/v1/admin/audit?limit=2&cursor={first['next']}").get_json()
    assert len({one["id"] for one in (*first["audit"], *second["audit"])}) == 4
    assert second["next"] is None
    assert second["audit"][0]["hash"] == first["audit"][-1]["previous_hash"]
