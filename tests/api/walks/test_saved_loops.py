"""Round walks that a person keeps, and the links under which others see them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api.people import Person, sign_up
from tests.conftest import make_settings
from violet.container import Container
from violet.services.walks import named_loops, pictures
from violet.services.walks.saved_loops import MAX_SAVED
from violet.settings import Settings
from violet.store.memory_store import MemoryStore

BOBST = {"lat": 40.72939, "lng": -73.997132, "name": "Bobst"}
UNKNOWN = "AAAAAAAAAAAAAAAA"


@pytest.fixture
def settings(sqlite_database: str) -> Settings:
    return make_settings(database_url=sqlite_database)


@pytest.fixture
def person(client: FlaskClient) -> Person:
    return sign_up(client)


def found(client: FlaskClient) -> dict[str, Any]:
    body = {"from": BOBST, "minutes": 30, "wish": "a coffee"}
    [route] = client.post("/api/v1/routes/loop", json=body).get_json()["routes"]
    loop: dict[str, Any] = route
    return loop


def put(person: Person, loop_id: str) -> Any:
    return person.client.put(f"/api/v1/saved/loops/{loop_id}", headers=person.headers)


def forget_the_day(client: FlaskClient, loop_id: str) -> None:
    """As a day later: what the store had of it is gone."""
    for kind in (named_loops.KIND, pictures.KIND):
        served(client).loops.sealed.forget(kind, loop_id)


def served(client: FlaskClient) -> Container:
    container: Container = client.application.extensions["violet"]
    return container


def test_a_loop_has_a_name_and_a_link_that_shows_it_to_anybody(client: FlaskClient) -> None:
    loop = found(client)
    same = client.get(f"/api/v1/routes/loops/{loop['id']}").get_json()["loop"]
    assert {key: same[key] for key in ("id", "name", "meters", "steps", "facts", "share_url")} == {
        key: loop[key] for key in ("id", "name", "meters", "steps", "facts", "share_url")
    }
    assert [stop["place_id"] for stop in same["stops"]] == [stop["place_id"] for stop in loop["stops"]]
    page = client.get(f"/r/{loop['id']}")
    assert page.status_code == 200
    for shown in (loop["name"], "from Bobst", loop["stops"][0]["name"], f"/api/v1/routes/{loop['id']}.png"):
        assert shown in page.text
    assert "img-src 'self'" in page.headers["Content-Security-Policy"]
    assert "noindex" in page.headers["X-Robots-Tag"]


def test_a_saved_loop_is_there_when_its_day_is_over_with_its_picture(person: Person) -> None:
    client, loop = person.client, found(person.client)
    assert put(person, loop["id"]).get_json()["loop"]["name"] == loop["name"]
    assert put(person, loop["id"]).status_code == 200
    forget_the_day(client, loop["id"])
    [kept] = person.get("/v1/saved/loops").get_json()["loops"]
    assert (kept["id"], kept["polyline"][0]) == (loop["id"], loop["polyline"][0])
    assert client.get(f"/api/v1/routes/{loop['id']}.png").data.startswith(b"\x89PNG")
    assert client.get(f"/r/{loop['id']}").status_code == 200
    assert person.delete(f"/v1/saved/loops/{loop['id']}").get_json() == {"saved": False, "loop_id": loop["id"]}
    assert person.delete(f"/v1/saved/loops/{loop['id']}").status_code == 404
    for path in (f"/api/v1/routes/loops/{loop['id']}", f"/api/v1/routes/{loop['id']}.svg", f"/r/{loop['id']}"):
        assert client.get(path).status_code == 404
    assert person.get("/v1/saved/loops").get_json() == {"loops": []}


def test_the_store_holds_neither_where_a_walk_begins_nor_its_link(client: FlaskClient) -> None:
    loop = found(client)
    store = served(client).store
    assert isinstance(store, MemoryStore)
    held = store.snapshot()
    assert sum(key.startswith(("loop:", "route:")) for key, *_ in held) == 2
    told = " ".join(f"{key} {value!r}" for key, value, _ in held)
    for clear in (loop["id"], loop["name"], "Bobst", "40.7", "-73.9", loop["stops"][0]["name"]):
        assert clear not in told
    assert client.get(f"/api/v1/routes/{loop['id']}.png").status_code == 200


def test_the_day_of_a_loop_that_nobody_saves_ends(client: FlaskClient) -> None:
    loop = found(client)
    assert client.get(f"/api/v1/routes/loops/{loop['id']}").status_code == 200
    forget_the_day(client, loop["id"])
    assert client.get(f"/api/v1/routes/loops/{loop['id']}").status_code == 404


def test_others_see_it_by_its_link_and_their_own_alone_in_their_list(person: Person) -> None:
    loop = found(person.client)
    put(person, loop["id"])
    friend = sign_up(person.client.application.test_client())
    assert friend.get("/v1/saved/loops").get_json() == {"loops": []}
    assert friend.delete(f"/v1/saved/loops/{loop['id']}").status_code == 404
    forget_the_day(person.client, loop["id"])
    assert put(friend, loop["id"]).status_code == 200
    person.delete(f"/v1/saved/loops/{loop['id']}")
    assert person.client.get(f"/r/{loop['id']}").status_code == 200


def test_it_is_in_the_export_and_goes_with_the_account(person: Person) -> None:
    loop = found(person.client)
    put(person, loop["id"])
    [exported] = person.get("/user/export").get_json()["saved_loops"]
    assert exported["loop"]["name"] == loop["name"]
    assert datetime.now(UTC) - datetime.fromisoformat(exported["saved_at"]) < timedelta(minutes=5)
    assert person.delete("/user/me", {"password": "a long walk over the bridge"}).status_code == 200
    forget_the_day(person.client, loop["id"])
    assert person.client.get(f"/r/{loop['id']}").status_code == 404


def test_so_many_are_kept_and_no_more(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_SAVED == 100
    monkeypatch.setattr("violet.services.walks.saved_loops.MAX_SAVED", 1)
    first, second = found(person.client), found(person.client)
    assert put(person, first["id"]).status_code == 200
    assert put(person, second["id"]).status_code == 409
    assert put(person, first["id"]).status_code == 200


def test_what_is_no_loop_is_not_there(person: Person) -> None:
    assert put(person, UNKNOWN).status_code == 404
    assert put(person, "short").get_json()["field"] == "loop_id"
    assert person.client.get(f"/api/v1/routes/loops/{UNKNOWN}").status_code == 404
    assert person.client.get(f"/r/{UNKNOWN}").status_code == 404
    assert person.client.get("/api/v1/saved/loops").status_code == 401
