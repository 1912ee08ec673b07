"""Writing documents and taking them through the workflow, over HTTP."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI
from sqlalchemy import update

from tests.api.content.conftest import PLACE, Staff, promote, published, put, step, written
from tests.api.people import sign_up
from violet.database import use
from violet.jobs.background import chores_of
from violet.models import DocumentVersionRow
from violet.services.working.database import writing

EDITORS_AT_ONCE = 50


def names(client: FlaskClient, question: str) -> list[str]:
    answer = client.application.test_client().post("/api/v1/chat", json={"message": question})
    assert answer.status_code == 200
    return [card["name"] for card in answer.get_json()["places"]]


def test_a_document_goes_from_draft_to_students_and_away_again(client: FlaskClient, staff: Staff) -> None:
    author, reviewer = staff("editor"), staff("editor")
    document = written(author)
    assert (document["state"], document["version"], document["author_id"]) == ("draft", 1, author.user["id"])
    assert document["data"]["id"] == "the-quiet-kettle"
    assert PLACE["name"] not in names(client, "tell me about The Quiet Kettle")
    assert step(author, document, "submit")["state"] == "in_review"
    approved = step(reviewer, document, "approve")
    assert (approved["state"], approved["reviewer_id"]) == ("approved", reviewer.user["id"])
    live = author.client.post(f"/api/v1/content/places/{document['id']}/publish", headers=author.headers).get_json()
    assert (live["state"], live["live_version"]) == ("published", 1), "all of a body may be left out"
    assert PLACE["name"] in names(client, "tell me about The Quiet Kettle")
    assert PLACE["name"] in names(client, "a quiet, cozy cafe with wifi and outlets near MetroTech")
    quick = client.get("/api/quick_recs?category=chill_cafes&latitude=40.6945&longitude=-73.9865&limit=20").get_json()
    assert PLACE["name"] in [card["name"] for card in quick["places"]]
    assert step(reviewer, document, "archive")["state"] == "archived"
    assert PLACE["name"] not in names(client, "tell me about The Quiet Kettle")


def test_what_is_published_stays_until_its_next_version_is(client: FlaskClient, staff: Staff) -> None:
    author, reviewer = staff("editor"), staff("editor")
    document = published(author, reviewer)
    path = f"/content/places/{document['id']}"
    edited = put(author, path, {"data": {**PLACE, "name": "The Loud Kettle"}}, 1).get_json()
    assert (edited["state"], edited["version"], edited["live_version"]) == ("draft", 2, 1)
    assert "The Quiet Kettle" in names(client, "tell me about The Quiet Kettle")
    assert author.post(f"/v1{path}/publish", {}).status_code == 409
    step(author, document, "submit")
    step(reviewer, document, "approve")
    step(reviewer, document, "publish", {})
    assert "The Loud Kettle" in names(client, "tell me about The Loud Kettle")
    versions = author.get(f"/v1{path}/versions").get_json()["versions"]
    assert [one["version"] for one in versions] == [2, 1]
    assert versions[0]["changes"] == [{"field": "name", "before": "The Quiet Kettle", "after": "The Loud Kettle"}]
    reverted = step(author, document, "revert", {"version": 1})
    assert (reverted["version"], reverted["data"]["name"], reverted["state"]) == (3, "The Quiet Kettle", "draft")
    assert author.post(f"/v1{path}/revert", {"version": 9}).status_code == 404


def test_nobody_approves_their_own_words_by_whatever_way(staff: Staff) -> None:
    author, other, third = staff("editor"), staff("editor"), staff("admin")
    document = written(author)
    path = f"/content/places/{document['id']}"
    step(author, document, "submit")
    refused = author.post(f"/v1{path}/approve")
    assert (refused.status_code, refused.get_json()["code"]) == (403, "forbidden")
    # A trifle by somebody else makes nobody a stranger to the rest.
    put(other, path, {"data": {**PLACE, "price_level": 2}}, 1)
    step(other, document, "submit")
    assert [one.post(f"/v1{path}/approve").status_code for one in (author, other)] == [403, 403]
    step(third, document, "approve")
    # Going back to words of one's own makes them no less one's own.
    step(other, document, "revert", {"version": 1})
    step(other, document, "submit")
    assert author.post(f"/v1{path}/approve").status_code == 403
    rejected = step(third, document, "reject", {"reason": "Who says so?"})
    assert (rejected["state"], rejected["review_note"]) == ("draft", "Who says so?")


def test_a_step_from_the_wrong_state_is_409_and_an_old_version_412(staff: Staff) -> None:
    author = staff("editor")
    document = written(author)
    path = f"/content/places/{document['id']}"
    for name, body in (("approve", None), ("reject", {"reason": "no"}), ("publish", {}), ("archive", None)):
        assert author.post(f"/v1{path}/{name}", body).status_code == 409, name
    assert put(author, path, {"data": PLACE}, 1).status_code == 200
    for tag in ("1", "7", "x", "*"):
        refused = put(author, path, {"data": PLACE}, tag)
        assert (refused.status_code, refused.get_json()["current"]["version"]) == (412, 2), tag
    assert author.client.put(f"/api/v1{path}", json={"data": PLACE}, headers=author.headers).status_code == 412
    stale = author.headers | {"If-Match": '"1"'}
    assert author.client.post(f"/api/v1{path}/submit", headers=stale).status_code == 412
    assert author.get(f"/v1{path}").headers["ETag"] == '"2"'


@pytest.mark.parametrize(
    ("kind", "data", "field"),
    [
        ("places", {}, "data.name"),
        ("places", {**PLACE, "lat": 91}, "data.lat"),
        ("places", {**PLACE, "kinds": ["spaceport"]}, "data.kinds"),
        ("places", {**PLACE, "opening_hours": "whenever"}, "data.opening_hours"),
        ("places", {**PLACE, "campus": "moon"}, "data.campus"),
        ("places", {**PLACE, "stars": 5}, "data.stars"),
        ("places", {**PLACE, "about": "a" * 4001}, "data.about"),
        ("events", {"title": "Tea", "starts_at": "2026-12-01T18:00:00"}, "data.starts_at"),
        ("events", {"title": "Tea", "starts_at": "2026-12-01T18:00:00-05:00", "place": "nowhere"}, "data.place"),
        ("guides", {"title": "Tea", "places": [{"place_id": "nowhere"}]}, "data.places.0.place_id"),
        ("guides", {"title": "Tea", "places": []}, "data.places"),
    ],
)  # fmt: skip
def test_a_document_that_is_wrong_is_400_and_names_the_field(
    staff: Staff, kind: str, data: dict[str, Any], field: str
) -> None:
    refused = staff("editor").post(f"/v1/content/{kind}", {"data": data})
    assert (refused.status_code, refused.get_json()["field"].startswith(field)) == (400, True), refused.text


def test_a_correction_keeps_what_it_does_not_name(client: FlaskClient, staff: Staff) -> None:
    author, reviewer = staff("editor"), staff("editor")
    document = published(author, reviewer, id="bobst-library", opening_hours="Mo-Su 09:00-10:00")
    assert document["data"]["name"] == "Elmer Holmes Bobst Library"
    answer = client.post("/api/v1/chat", json={"message": "is Bobst open now?"}).get_json()
    assert answer["places"][0]["open_now"] is False
    assert author.post("/v1/content/places", {"data": {"id": "bobst-library"}}).status_code == 409


def test_of_fifty_who_save_at_once_one_wins_each_version(postgres_app: OpenAPI) -> None:
    client = postgres_app.test_client()
    author = promote(client, sign_up(client), "editor")
    document = written(author)
    path = f"/content/places/{document['id']}"

    def save(number: int) -> Any:
        person = type(author)(postgres_app.test_client(), author.email, author.token, author.refresh_token, author.user)
        return put(person, path, {"data": {**PLACE, "about": f"Editor {number} was here."}}, 1)

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(save, range(EDITORS_AT_ONCE)))
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [200] + [412] * (EDITORS_AT_ONCE - 1)
    winner = next(answer for answer in answers if answer.status_code == 200).get_json()
    assert {answer.get_json()["current"]["version"] for answer in answers if answer.status_code == 412} == {2}
    versions = author.get(f"/v1{path}/versions").get_json()["versions"]
    assert [one["version"] for one in versions] == [2, 1]
    assert versions[0]["data"]["about"] == winner["data"]["about"]


def test_scheduled_moments_publish_and_take_down(client: FlaskClient, app: OpenAPI, staff: Staff) -> None:
    author, reviewer = staff("editor"), staff("editor")
    document = written(author)
    step(author, document, "submit")
    step(reviewer, document, "approve")
    path = f"/v1/content/places/{document['id']}"
    early = {"at": "2026-11-19T10:00:00-05:00", "unpublish_at": "2026-11-19T09:00:00-05:00"}
    assert reviewer.post(f"{path}/publish", early).status_code == 400
    later = {"at": "2026-11-19T10:00:00-05:00", "unpublish_at": "2026-11-20T10:00:00-05:00"}
    waiting = step(reviewer, document, "publish", later)
    assert (waiting["state"], waiting["live_version"]) == ("approved", None)
    container = app.extensions["violet"]
    seen = []
    for hours in (18, 20, 44):
        with time_machine.travel(f"2026-11-{18 + (15 + hours) // 24}T{(15 + hours) % 24:02}:00:00-05:00"):
            use(container.engine)
            done: list[str] = []
            chores_of(container, done.append).tick()
            use(None)
            again = author.log_in_again()
            deadline = timedelta(seconds=20)
            seen.append(_settled(again, path, deadline)["state"])
    assert seen == ["approved", "published", "archived"]


def _settled(person: Any, path: str, deadline: timedelta) -> dict[str, Any]:
    """The document once no job is under way any more."""
    until = time.monotonic() + deadline.total_seconds()
    while True:
        document: dict[str, Any] = person.get(path).get_json()
        waits = document["publish_at"] or document["unpublish_at"]
        due = [moment for moment in (document["publish_at"], document["unpublish_at"]) if moment]
        if not waits or all(moment > _now() for moment in due):
            return document
        assert time.monotonic() < until, document
        time.sleep(0.01)


def _now() -> str:
    return datetime.now(UTC).isoformat()


def test_an_old_document_is_read_in_todays_form_and_a_broken_one_is_listed(
    client: FlaskClient, app: OpenAPI, staff: Staff
) -> None:
    author, reviewer = staff("editor"), staff("editor")
    old, broken = published(author, reviewer), published(author, reviewer, **{**PLACE, "name": "The Broken Cup"})
    first_form = {
        "id": "the-quiet-kettle", "name": "The Quiet Kettle", "location": {"lat": 40.6945, "lng": -73.9865},
        "kind": "cafe", "hours": "24/7", "price": "$$",
    }  # fmt: skip
    use(app.extensions["violet"].engine)
    with writing() as connection:
        for document, form, data in ((old, 1, first_form), (broken, 3, {"name": 5})):
            mine = update(DocumentVersionRow).where(DocumentVersionRow.document_id == document["id"])
            connection.execute(mine.values(data=data, schema_version=form))
    use(None)
    read = author.get(f"/v1/content/places/{old['id']}").get_json()
    assert (read["data"]["opening_hours"], read["data"]["price_level"], read["data"]["kinds"]) == (
        "24/7",
        2,
        ["cafe"],
    )
    assert (read["schema_version"], read["problem"]) == (3, None)
    listed = author.get("/v1/content/places?broken=true").get_json()["documents"]
    assert [document["id"] for document in listed] == [broken["id"]]
    assert listed[0]["problem"]
    published(author, reviewer, **{**PLACE, "name": "The Other Cup"})  # whatever is published: everything is read anew
    assert "The Quiet Kettle" in names(client, "tell me about The Quiet Kettle")
    assert "The Other Cup" in names(client, "tell me about The Other Cup")


def test_events_and_guides_are_shown_while_they_are_published(client: FlaskClient, staff: Staff) -> None:
    author, reviewer = staff("editor"), staff("editor")
    tea = {"title": "Kettle Tasting Evening", "starts_at": "2026-11-19T18:00:00-05:00", "place": "bobst-library"}
    event = published(author, reviewer, "events", **tea)
    found = client.get("/api/v1/events?q=kettle tasting").get_json()["events"]
    assert [one["name"] for one in found] == ["Kettle Tasting Evening"]
    places = [{"place_id": "bobst-library", "words": "Go up to the ninth floor."}]
    guide = published(author, reviewer, "guides", title="Where to read", places=places)
    assert [one["slug"] for one in client.get("/api/v1/guides").get_json()["guides"]] == ["where-to-read"]
    page = client.get("/api/v1/guides/where-to-read").get_json()
    assert [(card["name"], card["words"]) for card in page["places"]] == [
        ("Elmer Holmes Bobst Library", "Go up to the ninth floor.")
    ]
    for document in (event, guide):
        step(author, document, "archive")
    assert client.get("/api/v1/events?q=kettle tasting").get_json()["events"] == []
    assert client.get("/api/v1/guides/where-to-read").status_code == 404


def test_a_preview_shows_the_draft_to_nobody_else(client: FlaskClient, staff: Staff) -> None:
    author = staff("editor")
    document = written(author)
    seen = author.get(f"/v1/content/places/{document['id']}/preview").get_json()
    assert seen["card"]["name"] == "The Quiet Kettle"
    assert "The Quiet Kettle" in seen["reply"]
    assert "The Quiet Kettle" not in names(client, "tell me about The Quiet Kettle")


def test_the_preview_of_an_event_is_what_the_chat_would_say_of_its_day(client: FlaskClient, staff: Staff) -> None:
    author = staff("editor")

    def preview(**data: Any) -> dict[str, Any]:
        document = written(author, "events", **data)
        seen: dict[str, Any] = author.get(f"/v1/content/events/{document['id']}/preview").get_json()
        return seen

    tea = preview(title="Kettle Tasting", starts_at="2026-12-01T18:00:00-05:00", free=True)
    assert tea["card"]["name"] == "Kettle Tasting"
    assert "Kettle Tasting is" in tea["reply"]
    assert "free" in tea["reply"]
    weekly = preview(title="Cup Circle", starts_at="2026-09-01T18:00:00-04:00", rrule="FREQ=WEEKLY;BYDAY=TU")
    assert weekly["card"]["start"] == "2026-11-24T18:00:00-05:00"
    assert "Cup Circle is" in weekly["reply"]
    far = preview(title="Jubilee", starts_at="2030-05-01T18:00:00-04:00")
    assert "Jubilee is" in far["reply"]
    over = preview(title="Last Year", starts_at="2025-05-01T18:00:00-04:00")
    assert (over["card"], over["reply"]) == (None, None)
    today = client.post("/api/v1/chat", json={"message": "What events are on December 1?"}).get_json()
    assert "Kettle" not in today["reply"], "nobody else is shown a draft"
