"""The attack table: what strangers and members try over HTTP, and what they get. What they try over sockets (a token in
the address, a token that expires while the socket is open, a foreign room, asking without end) is in `test_live`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.api.people import Person, sign_up
from tests.api.together.conftest import SQUARE
from tests.conftest import make_settings
from violet.app import create_app
from violet.container import Container
from violet.database import use_everywhere
from violet.security.tokens import Claims, TokenKind

PIN = "2468"


class Site:
    """A server with its limits on. Each attack comes from an address of its own, so that none is stopped by another's."""

    def __init__(self, client: FlaskClient, container: Container) -> None:
        self.client, self.container = client, container
        self.address = ""
        self._addresses = iter(range(1, 250))

    def moved(self) -> Site:
        self.address = f"10.0.0.{next(self._addresses)}"
        return self

    def person(self) -> Person:
        return sign_up(self.client, first_name="Ada")

    def status(self, method: str, path: str, body: Any = None, *, who: Person | None = None, token: str = "") -> int:
        return self.ask(method, path, body, who=who, token=token).status_code

    def ask(
        self, method: str, path: str, body: Any = None, *, who: Person | None = None, token: str = ""
    ) -> TestResponse:
        token = who.token if who else token
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        path = path if path.startswith(("/s/", "/c/")) else f"/api/v1{path}"
        return self.client.open(
            path, method=method, json=body, headers=headers, environ_overrides={"REMOTE_ADDR": self.address}
        )

    def room(self, who: Person) -> dict[str, Any]:
        return dict(self.ask("POST", "/rooms", {}, who=who).get_json()["room"])

    def walk(self, who: Person) -> dict[str, Any]:
        body = {"destination": SQUARE, "expected_minutes": 9, "pin": PIN}
        return dict(self.ask("POST", "/walks", body, who=who).get_json()["walk"])


def foreign_room(site: Site) -> list[int]:
    room, eve = f"/rooms/{site.room(site.person())['id']}", site.person()
    poll = {"question": "Where?", "options": [{"text": "a"}, {"text": "b"}]}
    calls: list[tuple[str, str, Any]] = [
        ("GET", room, None), ("GET", f"{room}/positions", None), ("PUT", f"{room}/position", SQUARE),
        ("DELETE", f"{room}/position", None), ("DELETE", f"{room}/members/me", None), ("POST", f"{room}/meet", {"wish": "tea"}),
        ("POST", f"{room}/polls", poll), ("GET", f"{room}/polls", None), ("POST", f"{room}/report", {}),
    ]  # fmt: skip
    return [site.status(*call, who=eve) for call in calls]


def guessed_codes(site: Site) -> list[int]:
    eve = site.person()
    return [site.status("POST", "/rooms/join", {"code": f"ABCD23{n}A"}, who=eve) for n in range(10, 18)]


def many_who_guess_codes(site: Site) -> list[int]:
    """New accounts buy tries only up to the address's own limit."""
    people = [site.person() for _ in range(14)]
    return [
        site.status("POST", "/rooms/join", {"code": f"WXYZ{n}{m}AA"}, who=person)
        for n, person in enumerate(people, start=20)
        for m in range(5)
    ]


def token_in_query(site: Site) -> list[int]:
    token = site.person().token
    return [site.status("GET", f"/rooms?{name}={token}") for name in ("token", "access_token", "authorization", "jwt")]


def expired_or_foreign_tokens(site: Site) -> list[int]:
    ada = site.person()
    signer, now = site.container.identity.tokens, datetime.now(UTC)
    claims, _ = signer.verify_until(TokenKind.ACCESS, ada.token)
    own = Claims(claims.user_id, claims.session_id)
    expired = signer.sign(TokenKind.ACCESS, own, now=now - timedelta(hours=2), ttl_s=3600)
    header, payload, _ = ada.token.split(".")
    return [
        site.status("GET", "/rooms", token=token) for token in (expired, ada.refresh_token, f"{header}.{payload}.", "x")
    ]


def other_members_walk(site: Site) -> list[int]:
    """Also where both are in a room."""
    ada, eve = site.person(), site.person()
    site.ask("POST", "/rooms/join", {"code": site.room(ada)["code"]}, who=eve)
    walk = f"/walks/{site.walk(ada)['id']}"
    acts: dict[str, Any] = {act: {"pin": PIN} for act in ("arrive", "cancel", "resolve")} | {
        "extend": {"minutes": 5}, "alarm": None,
    }  # fmt: skip
    looks = [site.status("GET", walk, who=eve), site.status("PUT", f"{walk}/position", SQUARE, who=eve)]
    return looks + [site.status("POST", f"{walk}/{act}", body, who=eve) for act, body in acts.items()]


def pin_brute_force(site: Site) -> list[int]:
    """The right one is refused too by then."""
    ada = site.person()
    path = f"/walks/{site.walk(ada)['id']}/arrive"
    return [site.status("POST", path, {"pin": pin}, who=ada) for pin in ("0000", "1111", "2222", "3333", "4444", PIN)]


def contact_spam(site: Site) -> list[int]:
    """Three confirmations an hour, also where contacts are taken away again."""
    ada, statuses = site.person(), []
    for number in range(6):
        answer = site.ask("POST", "/contacts", {"name": "Mom", "email": f"m{number}@example.com"}, who=ada)
        statuses.append(answer.status_code)
        if answer.status_code == 201:
            site.ask("DELETE", f"/contacts/{answer.get_json()['contact']['id']}", who=ada)
    return statuses


def share_links_tried(site: Site) -> list[int]:
    """After thirty that lead nowhere the address waits, whichever way it asks, and also for one that is good."""
    good = site.walk(site.person())["share_url"].rpartition("/")[2]
    paths = ["/shared/{}", "/s/{}", "/consent/{}", "/c/{}"]
    guesses = [site.status("GET", paths[n % 4].format(f"{n:032x}")) for n in range(34)]
    return [*guesses, site.status("GET", f"/shared/{good}")]


ATTACKS: list[tuple[Callable[[Site], list[int]], dict[int, int]]] = [
    (foreign_room, {404: 9}),
    (guessed_codes, {404: 5, 429: 3}),
    (many_who_guess_codes, {404: 60, 429: 10}),
    (token_in_query, {401: 4}),
    (expired_or_foreign_tokens, {401: 4}),
    (other_members_walk, {404: 7}),
    (pin_brute_force, {403: 6}),
    (contact_spam, {201: 3, 429: 3}),
    (share_links_tried, {404: 30, 429: 5}),
]


@pytest.fixture(scope="module")
def _site(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    path = tmp_path_factory.mktemp("attacks") / "violet.db"
    path.write_bytes(_sqlite_template.read_bytes())
    app = create_app(make_settings(database_url=f"sqlite:///{path}", ratelimit_enabled=True))
    yield Site(app.test_client(), app.extensions["violet"])
    app.extensions["violet"].engine.dispose()


@pytest.fixture
def site(_site: Site) -> Site:
    use_everywhere(_site.container.engine)
    return _site.moved()


@pytest.mark.parametrize(("attack", "expected"), ATTACKS, ids=[attack.__name__ for attack, _ in ATTACKS])
def test_an_attack_comes_to_nothing(site: Site, attack: Callable[[Site], list[int]], expected: dict[int, int]) -> None:
    statuses = attack(site)
    assert Counter(statuses) == expected
    refused_from = statuses.index(429) if 429 in statuses else len(statuses)
    assert set(statuses[refused_from:]) <= {429}, "once stopped, stopped"


def test_a_good_link_works_elsewhere_meanwhile(site: Site) -> None:
    good = site.walk(site.person())["share_url"].rpartition("/")[2]
    for number in range(31):
        site.status("GET", f"/shared/{number:032x}")
    assert site.status("GET", f"/shared/{good}") == 429
    assert site.moved().status("GET", f"/shared/{good}") == 200
