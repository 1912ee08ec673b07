"""Ways wished for in chat: what is known of them is said, and what is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.people import Person, sign_up
from tests.conftest import make_settings
from violet.app import create_app
from violet.database import use_everywhere
from violet.services.walks.known import QUIET_UNKNOWN
from violet.services.walks.reasons import UNKNOWN

TANDON = {"latitude": 40.6942, "longitude": -73.9866}
ON_RECORD = {"lit": "main streets", "step_free": "stairs"}
HOME = "Broadway and 8th"


@pytest.fixture(scope="module")
def _person(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    path = tmp_path_factory.mktemp("ways") / "violet.db"
    path.write_bytes(_sqlite_template.read_bytes())
    app = create_app(make_settings(database_url=f"sqlite:///{path}"))
    person = sign_up(app.test_client())
    person.post("/user/profile", {"home_address": HOME})
    yield person
    app.extensions["violet"].engine.dispose()


@pytest.fixture
def person(_person: Person) -> Person:
    use_everywhere(_person.client.application.extensions["violet"].engine)
    return _person


def said(person: Person, message: str) -> str:
    answer = person.post("/chat", {"message": message} | TANDON)
    assert answer.status_code == 200, answer.text
    body = answer.get_json()
    assert body["intent"] == "directions", body["reply"]
    return str(body["reply"])


@pytest.mark.parametrize(
    ("message", "prefer"),
    [
        ("well-lit way home", "lit"),
        ("what's a well lit route home?", "lit"),
        ("step-free route to Bobst", "step_free"),
        ("step-free route from Tandon to Bobst", "step_free"),
        ("avoid stairs on the way to Dibner", "step_free"),
        ("how do I get to Bobst without stairs", "step_free"),
        ("brightly lit path to Washington Square Park", "lit"),
        ("safe route to Kimmel", "lit"),
        ("what's a well lit walk to Bobst", "lit"),
        ("which way to Kimmel is best lit?", "lit"),
        ("I want to walk to Bobst on well lit streets", "lit"),
        ("get me to Bobst with good lighting", "lit"),
        ("is the walk to Bobst well lit", "lit"),
        ("step-free way to Kimmel", "step_free"),
        ("can I get to Bobst without using any stairs?", "step_free"),
        ("wheelchair accessible route to Kimmel please", "step_free"),
        ("is there a stair free way to get to Bobst", "step_free"),
    ],
)
def test_a_way_by_preference_says_what_is_on_record_and_what_nobody_knows(
    person: Person, message: str, prefer: str
) -> None:
    reply = said(person, message)
    assert UNKNOWN[prefer] in reply
    known = reply.replace(UNKNOWN[prefer], "")
    assert ON_RECORD[prefer] in known
    assert not any(claim in known.lower() for claim in ("well-lit", " is lit", "step-free", "accessible", "is safe"))


@pytest.mark.parametrize(
    ("message", "unknown"),
    [
        ("shady walk to Washington Square Park", UNKNOWN["shade"]),
        ("walk to Bobst in the shade", UNKNOWN["shade"]),
        ("what's the prettiest walk to Brooklyn Bridge Park?", UNKNOWN["scenic"]),
        ("scenic route from Bobst to Union Square", UNKNOWN["scenic"]),
        ("a quiet route to Bobst", QUIET_UNKNOWN),
        ("show me a less crowded way to Kimmel", QUIET_UNKNOWN),
    ],
)
def test_other_wishes_for_a_way_reach_it_too(person: Person, message: str, unknown: str) -> None:
    reply = said(person, message)
    assert unknown in reply
    known = reply.replace(unknown, "").lower()
    assert not any(claim in known for claim in ("shady", "shaded", "quiet", "peaceful", "crowd"))


def test_the_way_is_also_to_a_card_that_was_shown(person: Person) -> None:
    shown = person.post("/chat", {"message": "coffee"} | TANDON).get_json()["places"]
    assert shown[1]["name"] in said(person, "what's a well lit walk to the second one?")


def test_what_only_sounds_like_a_way_stays_what_it_is(person: Person) -> None:
    for message in ("quiet place to study", "a bright cafe near me", "accessible bathroom"):
        body = person.post("/chat", {"message": message} | TANDON).get_json()
        assert body["intent"] in ("recommend", "refine"), message


def test_a_way_without_a_wish_says_nothing_of_light_or_steps(person: Person) -> None:
    reply = said(person, "how do I get to Bobst")
    assert "on record" not in reply
    assert "main streets" not in reply


def test_whoever_has_no_home_on_record_learns_that_and_the_rest(person: Person) -> None:
    client = person.client
    body = client.post("/api/chat", json={"message": "well-lit way home"} | TANDON).get_json()
    assert "home address" in body["reply"]
    assert UNKNOWN["lit"] in body["reply"]
