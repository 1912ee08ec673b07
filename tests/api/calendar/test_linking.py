"""Linking calendars: what is refused, what is kept and how, and letting go."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask_openapi3 import OpenAPI
from sqlalchemy import select

from tests.api.calendar.conftest import CLIENT, Clock, at, block, connect_google, get, oauth, put, state_of
from tests.api.people import PASSWORD, Person, sign_up
from tests.conftest import make_settings
from tests.simulator.faults import Fault
from tests.simulator.running import RunningSimulator
from violet.app import create_app
from violet.container import Container
from violet.models import CalendarLink
from violet.providers.http.public_address import PrivateAddressError, is_public, public_address_of
from violet.services.working.database import reading


def sealed(app: OpenAPI) -> list[str | None]:
    with app.app_context(), reading() as connection:
        return list(connection.execute(select(CalendarLink.sealed)).scalars())


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "blocks"),
        ({"blocks": "all day"}, "blocks"),
        ({"blocks": [{"start": "2026-11-24T10:00:00-05:00"}]}, "blocks.0.end"),
        ({"blocks": [block(at(11), at(10))]}, "blocks.0.end"),
        ({"blocks": [block(at(11), at(11))]}, "blocks.0.end"),
        ({"blocks": [{"start": "2026-11-24T10:00:00", "end": "2026-11-24T11:00:00"}]}, "blocks.0.start"),
        ({"blocks": [block(at(10), at(11), latitude=91, longitude=0)]}, "blocks.0.latitude"),
        ({"blocks": [block(at(10), at(11), title="x" * 301)]}, "blocks.0.title"),
        ({"blocks": [block(at(10), at(11))] * 1001}, "blocks"),
    ],
)
def test_bad_busy_times_are_refused_by_field(person: Person, body: Any, field: str) -> None:
    answer = person.client.put("/api/calendar/busy", json=body, headers=person.headers)
    assert answer.status_code == 400
    assert answer.get_json()["field"] == field


def test_posted_times_are_sealed_and_go_with_the_link_and_the_account(person: Person, app: OpenAPI) -> None:
    put(person, "/busy", {"blocks": [block(at(17), at(18), title="Therapy", place="12 Secret Street")]})
    (kept,) = sealed(app)
    assert kept
    assert "Therapy" not in kept
    exported = person.get("/user/export").get_json()
    assert "Therapy" in str(exported)
    assert person.delete("/calendar/busy").get_json() == {"status": "removed"}
    assert person.delete("/calendar/busy").get_json() == {"status": "not_linked"}
    put(person, "/busy", {"blocks": [block(at(17), at(18))]})
    person.delete("/user/me", {"password": PASSWORD})
    assert sealed(app) == []


def test_an_address_is_sealed_and_never_shown_or_logged(
    person: Person, app: OpenAPI, simulator: RunningSimulator, caplog: pytest.LogCaptureFixture
) -> None:
    url = f"{simulator.url}/ical/canary-secret-address/basic.ics"
    put(person, "/ical", {"url": url.replace("http://", "webcal://", 1)} if url.startswith("https") else {"url": url})
    get(person, "/today")
    simulator.state.set_fault("private_ical", Fault("status", status=500))
    put_again = person.client.put("/api/calendar/ical", json={"url": url}, headers=person.headers)
    assert put_again.status_code == 503
    assert "canary-secret" not in str(sealed(app)) + caplog.text + put_again.text + str(get(person, ""))


@pytest.mark.parametrize("answer", [{"body": "<html>Sign in</html>"}, {"body": ""}, {"body": b"\x00\xff" * 1000}])
def test_an_address_without_a_calendar_is_refused(
    person: Person, simulator: RunningSimulator, answer: dict[str, Any]
) -> None:
    simulator.state.set_mode("private_ical", answer)
    refused = person.client.put(
        "/api/calendar/ical", json={"url": f"{simulator.url}/ical/x/basic.ics"}, headers=person.headers
    )
    assert (refused.status_code, refused.get_json()["field"]) == (400, "url")
    assert get(person, "") == {"calendars": []}


@pytest.mark.parametrize("kind", ["timeout", "cut", "cut_body"])
def test_an_address_that_does_not_answer_is_503(person: Person, simulator: RunningSimulator, kind: Any) -> None:
    simulator.state.set_fault("private_ical", Fault(kind))
    refused = person.client.put(
        "/api/calendar/ical", json={"url": f"{simulator.url}/ical/x/basic.ics"}, headers=person.headers
    )
    assert refused.status_code == 503


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/ical/x/basic.ics",
        "https://127.0.0.1:{port}/ical/x/basic.ics",
        "https://localhost:{port}/ical/x/basic.ics",
        "https://[::1]:{port}/ical/x/basic.ics",
        "https://2130706433:{port}/ical/x/basic.ics",
        "https://0.0.0.0:{port}/ical/x/basic.ics",
        "https://[::ffff:127.0.0.1]:{port}/x",
        "webcal://localhost:{port}/ical/x/basic.ics",
        "ftp://example.com/basic.ics",
        "file:///etc/passwd",
        "https://somebody:secret@example.com/basic.ics",
        "https://",
        "nonsense",
        "https://exa mple.com/\r\nHost: evil",
    ],
)
def test_the_server_does_not_read_its_own_network(
    app: OpenAPI, settings: Any, simulator: RunningSimulator, url: str
) -> None:
    """As in production, where private addresses are not allowed."""
    strict = create_app(settings.model_copy(update={"calendar_allow_private_addresses": False}))
    person = sign_up(strict.test_client())
    port = simulator.url.rsplit(":", 1)[1]
    refused = person.client.put("/api/calendar/ical", json={"url": url.format(port=port)}, headers=person.headers)
    assert refused.status_code in (400, 503), refused.text
    assert refused.status_code == 400 or "nonsense" in url or "exa mple" in url
    assert simulator.state.requests("private_ical") == []


def test_a_redirect_is_followed_a_few_times_and_never_out_of_http(person: Person, simulator: RunningSimulator) -> None:
    url = f"{simulator.url}/ical/moved.ics"
    assert put(person, "/ical", {"url": url})["status"] == "linked"
    for target in ("file:///etc/passwd", "ftp://example.com/x", f"{simulator.url}/ical/moved.ics"):
        simulator.state.set_mode("private_ical", {"redirect_to": target})
        simulator.state.forget_requests()
        refused = person.client.put("/api/calendar/ical", json={"url": url}, headers=person.headers)
        assert refused.status_code in (400, 503)
        assert len(simulator.state.requests("private_ical")) <= 5


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True), ("2001:4860:4860::8888", True), ("10.0.0.1", False), ("172.16.3.4", False),
        ("192.168.1.1", False), ("127.0.0.1", False), ("169.254.169.254", False), ("100.64.0.1", False),
        ("0.0.0.0", False), ("224.0.0.1", False), ("255.255.255.255", False), ("::1", False), ("fe80::1%eth0", False),
        ("fc00::1", False), ("::ffff:10.0.0.1", False), ("64:ff9b::a00:1", False), ("2002:7f00:1::", False),
        ("198.18.0.1", False), ("240.0.0.1", False), ("192.0.2.1", False), ("fec0::1", False), ("feff::1", False),
        ("3fff::1", False), ("192.0.0.8", False), ("192.0.0.170", False), ("192.88.99.1", False), ("5f00::1", False),
        ("100::1", False), ("2001:db8::1", False), ("2001:10::1", False), ("2001:20::1", False), ("2001::1", False),
        ("64:ff9b:1::1", False), ("2002:808:808::1", False), ("::808:808", False), ("ff02::1", False), ("::", False),
        ("::ffff:8.8.8.8", True), ("64:ff9b::808:808", True), ("2606:4700::1111", True), ("192.0.1.1", True),
    ],
)  # fmt: skip
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_a_name_of_our_own_network_is_refused() -> None:
    with pytest.raises(PrivateAddressError):
        public_address_of("localhost", 443)


def test_the_way_to_google_and_back(person: Person, app: OpenAPI, simulator: RunningSimulator) -> None:
    begun = person.post("/calendar/google/connect").get_json()
    query = {name: values[0] for name, values in parse_qs(urlsplit(begun["authorization_url"]).query).items()}
    assert begun["authorization_url"].startswith("https://accounts.google.com/o/oauth2/v2/auth?")
    assert query["scope"] == "https://www.googleapis.com/auth/calendar.events.readonly"
    assert query["redirect_uri"] == "http://127.0.0.1:5001/api/v1/calendar/google/callback"
    assert begun["expires_in"] == 600
    code = oauth(simulator).agree(begun["authorization_url"])
    back = {"state": query["state"], "code": code}
    assert (
        person.client.get("/api/v1/calendar/google/callback", query_string=back, headers=person.headers).get_json()[
            "status"
        ]
        == "connected"
    )
    again = person.client.get("/api/v1/calendar/google/callback", query_string=back, headers=person.headers)
    assert (again.status_code, again.get_json()["field"]) == (400, "state")
    (kept,) = sealed(app)
    assert kept
    assert "ya29" not in kept
    assert "ya29" not in str(person.get("/user/export").get_json())


def test_a_way_back_that_nobody_began_is_refused(person: Person, clock: Clock, simulator: RunningSimulator) -> None:
    def back(**query: str) -> Any:
        return person.client.get("/api/v1/calendar/google/callback", query_string=query, headers=person.headers)

    assert back(state="made-up", code="x").status_code == 400
    assert back(code="x").status_code == 400
    begun = person.post("/calendar/google/connect").get_json()
    refused = back(state=state_of(begun), error="access_denied")
    assert (refused.status_code, refused.get_json()["error"]) == (400, "Google Calendar was not connected.")
    begun = person.post("/calendar/google/connect").get_json()
    assert back(state=state_of(begun), code="4/made-up").status_code == 400
    assert get(person, "") == {"calendars": []}
    assert len(simulator.state.requests("google_oauth")) == 1


def test_codes_of_two_people_cannot_be_swapped(app: OpenAPI, simulator: RunningSimulator) -> None:
    """Each code is bound to the verifier of who began (PKCE)."""
    mine, theirs = sign_up(app.test_client()), sign_up(app.test_client())
    my_way = mine.post("/calendar/google/connect").get_json()
    their_way = theirs.post("/calendar/google/connect").get_json()
    their_code = oauth(simulator).agree(their_way["authorization_url"])
    query = {"state": state_of(my_way), "code": their_code}
    assert (
        mine.client.get("/api/v1/calendar/google/callback", query_string=query, headers=mine.headers).status_code == 400
    )
    assert get(mine, "") == {"calendars": []}


def test_google_does_not_answer_on_the_way_back(person: Person, simulator: RunningSimulator) -> None:
    begun = person.post("/calendar/google/connect").get_json()
    code = oauth(simulator).agree(begun["authorization_url"])
    simulator.state.set_fault("google_oauth", Fault("status", status=503))
    query = {"state": state_of(begun), "code": code}
    assert (
        person.client.get("/api/v1/calendar/google/callback", query_string=query, headers=person.headers).status_code
        == 503
    )


def test_disconnecting_gives_access_back(person: Person, simulator: RunningSimulator) -> None:
    connect_google(person, simulator)
    assert person.delete("/calendar/google").get_json() == {"status": "removed"}
    assert [request.path for request in simulator.state.requests("google_oauth")] == ["/token", "/revoke"]
    assert get(person, "") == {"calendars": []}
    assert person.get("/user/settings").get_json()["google_calendar_enabled"] is False
    connect_google(person, simulator)
    simulator.state.set_fault("google_oauth", Fault("cut"))
    assert person.delete("/calendar/google").get_json() == {"status": "removed"}


def test_the_browser_goes_on_to_the_app_which_finishes_with_its_token(
    settings: Any, clock: Clock, simulator: RunningSimulator
) -> None:
    app = create_app(settings.model_copy(update={"google_oauth_return_url": "violetvibes://calendar"}))
    person = sign_up(app.test_client())
    begun = person.post("/calendar/google/connect").get_json()
    query = {"state": state_of(begun), "code": oauth(simulator).agree(begun["authorization_url"])}
    answer = app.test_client().get("/api/v1/calendar/google/callback", query_string=query)
    assert answer.status_code == 302
    address, _, passed = answer.headers["Location"].partition("?")
    assert address == "violetvibes://calendar"
    assert {name: values[0] for name, values in parse_qs(passed).items()} == query
    assert get(person, "") == {"calendars": []}, "a browser alone finishes nothing"
    finished = person.client.get("/api/v1/calendar/google/callback", query_string=query, headers=person.headers)
    assert finished.get_json()["status"] == "connected"
    denied = {"state": "x", "error": "access_denied"}
    answer = app.test_client().get("/api/v1/calendar/google/callback", query_string=denied)
    assert answer.headers["Location"] == "violetvibes://calendar?state=x&error=access_denied"


def test_nobody_gets_another_persons_calendar_into_their_own_account(app: OpenAPI, simulator: RunningSimulator) -> None:
    """Eve begins, and has Ana agree at Google: the way back ends with Ana's token or with none, never with Eve's calendar
    being Ana's."""
    eve, ana = sign_up(app.test_client()), sign_up(app.test_client())
    begun = eve.post("/calendar/google/connect").get_json()
    query = {"state": state_of(begun), "code": oauth(simulator).agree(begun["authorization_url"])}
    alone = app.test_client().get("/api/v1/calendar/google/callback", query_string=query)
    assert (alone.status_code, alone.get_json()["code"]) == (401, "unauthorized")
    refused = ana.client.get("/api/v1/calendar/google/callback", query_string=query, headers=ana.headers)
    assert (refused.status_code, refused.get_json()["field"]) == (400, "state")
    late = eve.client.get("/api/v1/calendar/google/callback", query_string=query, headers=eve.headers)
    assert late.status_code == 400, "used up by the attempt"
    assert get(eve, "") == get(ana, "") == {"calendars": []}
    assert simulator.state.requests("google_oauth") == []


def test_without_an_oauth_client_google_is_not_offered(database_url: str) -> None:
    person = sign_up(create_app(make_settings(database_url=database_url)).test_client())
    answer = person.post("/calendar/google/connect")
    assert (answer.status_code, answer.get_json()["error"]) == (503, "Google Calendar is not available on this server.")


def test_what_was_begun_ends_after_ten_minutes(person: Person, deps: Container) -> None:
    begun = person.post("/calendar/google/connect").get_json()
    assert timedelta(seconds=begun["expires_in"]) == timedelta(minutes=10)
    assert CLIENT["google_oauth_client_secret"] not in begun["authorization_url"]
    assert deps.google_calendar is not None
