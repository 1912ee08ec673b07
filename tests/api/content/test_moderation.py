"""What students say is wrong, until somebody has put it right."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import time_machine
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI

from tests.api.content.conftest import Staff, promote, step
from tests.api.people import Person, sign_up
from tests.conftest import make_settings
from violet.app import create_app
from violet.database import use
from violet.services.moderation import feedback

ASKED = "a quiet library near Washington Square, I am Zed Quirkle, call 212-555-0147 or zq123@nyu.edu"


def asked(person: Person, message: str = ASKED) -> dict[str, Any]:
    answer = person.post("/v1/chat", {"message": message})
    assert answer.status_code == 200
    turn: dict[str, Any] = answer.get_json()
    return turn


def reported(person: Person, place_id: str, **body: Any) -> Any:
    return person.post(f"/v1/places/{place_id}/reports", body)


def queue_of(person: Person, query: str = "") -> list[dict[str, Any]]:
    answer = person.get(f"/v1/admin/queue{query}")
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.get_json()["items"]
    return items


def test_an_opinion_is_one_a_turn_and_of_ones_own_turns(client: FlaskClient, app: OpenAPI, staff: Staff) -> None:
    person, other, moderator = sign_up(client, first_name="Zed"), sign_up(app.test_client()), staff("moderator")
    turn_id = asked(person)["turn_id"]
    path = f"/v1/chat/turns/{turn_id}/feedback"
    first = person.post(path, {"rating": "down", "reason": "not_what_i_asked", "text": "I wanted silence."})
    assert (first.status_code, first.get_json()["rating"]) == (200, "down")
    assert other.post(path, {"rating": "up"}).status_code == 404
    assert person.post(f"/v1/chat/turns/{'0' * 32}/feedback", {"rating": "up"}).status_code == 404
    assert person.post(path, {"rating": "sideways"}).get_json()["field"] == "rating"
    [item] = queue_of(moderator)
    assert (item["kind"], item["turn_id"], item["count"], item["reason"]) == (
        "feedback", turn_id, 1, "not_what_i_asked"
    )  # fmt: skip
    [said] = item["said"]
    assert said["explanation"]["intent"]["kind"] == "recommend"
    assert "Quirkle" not in json.dumps(item), "moderators see what was understood, and no conversation"
    assert person.email not in json.dumps(item)
    assert "user_id" not in json.dumps(item)
    assert person.post(path, {"rating": "up"}).status_code == 200
    assert queue_of(moderator) == []
    export = person.get("/user/export").get_json()["feedback"]
    assert [(one["turn_id"], one["rating"]) for one in export] == [(turn_id, "up")]


def test_somebody_without_an_account_has_an_opinion_of_their_own_turn(client: FlaskClient, app: OpenAPI) -> None:
    turn_id = client.post("/api/v1/chat", json={"message": "coffee near Bobst"}).get_json()["turn_id"]
    stranger = app.test_client()
    path = f"/api/v1/chat/turns/{turn_id}/feedback"
    assert stranger.post(path, json={"rating": "up"}).status_code == 404
    assert client.post(path, json={"rating": "up"}).status_code == 200


def test_what_was_said_is_kept_for_thirty_days_and_exported_without_who_it_was(
    client: FlaskClient, app: OpenAPI
) -> None:
    person = sign_up(client, first_name="Quirkle")
    turn_id = asked(person)["turn_id"]
    person.post(f"/v1/chat/turns/{turn_id}/feedback", {"rating": "down"})
    exported = app.test_cli_runner().invoke(args=["violet", "feedback", "export"])
    assert exported.exit_code == 0, exported.output
    [line] = exported.output.splitlines()
    case = json.loads(line)
    assert case["message"].startswith("a quiet library near Washington Square")
    assert [word for word in ("Quirkle", "0147", "zq123", "nyu.edu") if word in line] == []
    assert (case["labels"], case["rating"], case["understood"]["kind"]) == (None, "down", "recommend")
    container = app.extensions["violet"]
    use(container.engine)
    assert feedback.prune(container.clock() + timedelta(days=29)) == 0
    assert feedback.prune(container.clock() + timedelta(days=31)) == 1
    use(None)
    assert app.test_cli_runner().invoke(args=["violet", "feedback", "export"]).output == ""


def test_three_people_mark_a_place_as_reported_closed_until_somebody_has_looked(
    client: FlaskClient, app: OpenAPI, staff: Staff
) -> None:
    people, moderator = [sign_up(app.test_client()) for _ in range(3)], staff("moderator")

    def card() -> dict[str, Any]:
        question = {"message": "tell me about Bobst Library"}
        answer = client.application.test_client().post("/api/v1/chat", json=question).get_json()
        found: dict[str, Any] = answer["places"][0]
        return found

    for person in (people[0], people[0], people[1]):
        answer = reported(person, "bobst-library", kind="closed")
        assert (answer.status_code, answer.get_json()["reported_closed"]) == (201, False)
    assert "reported_closed" not in card(), "one person is one person, however often"
    last = reported(people[2], "bobst-library", kind="closed").get_json()
    assert last == {
        "id": last["id"], "place_id": "bobst-library", "kind": "closed", "state": "open", "count": 3, "reported_closed": True
    }  # fmt: skip
    assert card()["reported_closed"] is True
    assert "reported closed" in card()["why"]
    [item] = queue_of(moderator)
    assert (item["place_id"], item["name"], item["count"]) == ("bobst-library", "Elmer Holmes Bobst Library", 3)
    resolved = moderator.post(f"/v1/admin/queue/{item['id']}/resolve", {"action": "reject", "note": "I went there."})
    assert (resolved.status_code, resolved.get_json()["item"]["state"]) == (200, "rejected")
    assert "reported_closed" not in card()
    assert moderator.post(f"/v1/admin/queue/{item['id']}/resolve", {"action": "reject"}).status_code == 409


def test_an_accepted_report_becomes_a_draft_with_the_change_filled_in(client: FlaskClient, staff: Staff) -> None:
    person, moderator, author, reviewer = sign_up(client), staff("moderator"), staff("editor"), staff("editor")
    hours = {"kind": "wrong_hours", "value": "Mo-Fr 10:00-11:00", "text": "There is a note on the door."}
    assert reported(person, "bobst-library", **hours).status_code == 201
    [item] = queue_of(moderator)
    assert item["said"][0]["text"] == "There is a note on the door."
    accepted = moderator.post(f"/v1/admin/queue/{item['id']}/resolve", {"action": "accept", "note": "Checked."})
    item = accepted.get_json()["item"]
    assert item["state"] == "accepted"
    document = author.get(f"/v1/content/places/{item['document_id']}").get_json()
    assert (document["state"], document["data"]["opening_hours"]) == ("draft", "Mo-Fr 10:00-11:00")
    assert document["data"]["name"] == "Elmer Holmes Bobst Library"
    step(author, document, "submit")
    step(reviewer, document, "approve")
    step(reviewer, document, "publish", {})
    assert [each["state"] for each in queue_of(moderator, "?state=all")] == ["done"]
    open_now = client.post("/api/v1/chat", json={"message": "is Bobst open now?"}).get_json()["places"][0]["open_now"]
    assert open_now is False


def test_every_kind_of_report_is_accepted_whatever_was_filled_in(client: FlaskClient, staff: Staff) -> None:
    person, moderator = sign_up(client), staff("moderator")
    wrong: list[dict[str, Any]] = [
        {"kind": "wrong_hours", "value": {"not": "hours"}},
        {"kind": "wrong_location", "value": {"lat": 400, "lng": None}},
        {"kind": "wrong_location", "value": {"lat": 40.7295, "lng": -73.997}},
        {"kind": "wrong_diet", "value": {"vegan": True, "astral": True}},
        {"kind": "missing", "value": {"name": "Nowhere"}},
        {"kind": "other", "value": [1, 2, 3]},
    ]
    for number, body in enumerate(wrong):
        assert reported(person, "bobst-library", **body).status_code == 201
        [item] = queue_of(moderator)
        answer = moderator.post(f"/v1/admin/queue/{item['id']}/resolve", {"action": "accept"})
        assert answer.status_code == 200, (number, answer.text)
        assert answer.get_json()["item"]["document_id"] is not None, number
    assert reported(person, "no-such-place", kind="closed").status_code == 404
    assert reported(person, "a-new-bakery", kind="missing", text="It is lovely.").status_code == 201
    assert reported(person, "bobst-library", kind="rude").get_json()["field"] == "kind"
    assert reported(person, "bobst-library", kind="other", value="a" * 5000).status_code == 400
    assert client.post("/api/v1/places/bobst-library/reports", json={"kind": "closed"}).status_code == 401


def test_a_role_at_one_campus_is_one_there(client: FlaskClient) -> None:
    elsewhere = client.application.test_cli_runner().invoke(
        args=["users", "promote", sign_up(client).email, "--role", "editor", "--campus", "moon"]
    )
    assert elsewhere.exit_code != 0
    person = promote(client, sign_up(client), "editor", "--campus", "nyu")
    assert person.get("/v1/content/places").status_code == 200
    assert person.get("/v1/admin/queue").status_code == 403


def test_reports_and_opinions_go_with_the_account(client: FlaskClient, staff: Staff) -> None:
    person, moderator = sign_up(client, first_name="Zed"), staff("moderator")
    reported(person, "bobst-library", kind="other", text="zedwashere")
    person.post(f"/v1/chat/turns/{asked(person)['turn_id']}/feedback", {"rating": "down", "text": "zedwashere"})
    export = person.get("/user/export").get_json()
    assert [one["text"] for one in (*export["reports"], *export["feedback"])] == ["zedwashere"] * 2
    from_now = person.delete("/user/me", {"password": "a long walk over the bridge"})
    assert from_now.status_code == 200
    assert "zedwashere" not in json.dumps(queue_of(moderator))


def test_reports_are_limited_by_person(emptied_database: str) -> None:
    app = create_app(make_settings(database_url=emptied_database, ratelimit_enabled=True))
    with time_machine.travel("2026-11-18T15:00:00-05:00", tick=False):
        person = sign_up(app.test_client())
        answers = [reported(person, "bobst-library", kind="other").status_code for _ in range(11)]
    assert answers == [201] * 10 + [429]
    app.extensions["violet"].engine.dispose()


def test_a_reported_name_of_a_room_is_taken_away_where_a_moderator_agrees(client: FlaskClient, staff: Staff) -> None:
    person, moderator = sign_up(client), staff("moderator")
    room = person.post("/v1/rooms", {"name": "Something Rude"}).get_json()["room"]
    assert person.post(f"/v1/rooms/{room['id']}/report", {"text": "It is rude."}).status_code == 200
    [item] = queue_of(moderator, "?kind=name")
    assert (item["name"], item["place_id"], item["said"][0]["text"]) == ("Something Rude", None, "It is rude.")
    accepted = moderator.post(f"/v1/admin/queue/{item['id']}/resolve", {"action": "accept"})
    assert (accepted.status_code, accepted.get_json()["item"]["document_id"]) == (200, None)
    assert person.get(f"/v1/rooms/{room['id']}").get_json()["room"]["name"] == "A room"
    assert queue_of(moderator) == []
