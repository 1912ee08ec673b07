"""The examples of being together, for scripts/record_examples: a room with a poll, a contact, and walks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from violet.models import OutboxRow
from violet.services.working.database import reading

if TYPE_CHECKING:
    from scripts.recording import Call, Recorder

ID = "0f8fad5bd9cb469fa16570867728950e"
TOKEN = "kBKGsZ_A9tfdofHj4vYJZD3_F_7Dyklw"  # noqa: S105 -- an example
PIN = {"pin": "2468"}
# What is another one at each recording, by the name of its field.
STEADY = {
    "join_url": "https://violet.example.com/#join=BRSKHERN", "code": "BRSKHERN",
    "share_url": f"https://violet.example.com/s/{TOKEN}",
}  # fmt: skip


def in_a_room(recorder: Recorder, call: type[Call], where: dict[str, float]) -> None:
    room = recorder.call(call("createRoom", {"name": "Thursday study", "expires_in_hours": 6})).get_json()["room"]
    own, shown = {"room_id": room["id"]}, {"room_id": ID}
    recorder.call(call("joinRoom", {"code": room["code"]}, shown={"code": STEADY["code"]}))
    recorder.call(call("listRooms"))
    _of(recorder, call("getRoom", path=own), shown)
    _of(recorder, call("putPosition", {**where, "accuracy_m": 12.0}, path=own), shown)
    _of(recorder, call("getPositions", path=own), shown)
    _of(recorder, call("meetRoom", {"wish": "coffee", "travel": "walking"}, path=own), shown)
    options = [{"card_id": "bobst-library"}, {"text": "stay in"}]
    asked = {"question": "Where to?", "options": options, "closes_in_minutes": 60}
    poll = _of(recorder, call("createPoll", asked, path=own), shown)["poll"]
    _of(recorder, call("listPolls", path=own), shown)
    _of(recorder, call("getPoll", path={"poll_id": poll["id"]}), {"poll_id": ID})
    fine = {"option_ids": [poll["options"][0]["id"]]}
    _of(recorder, call("votePoll", fine, path={"poll_id": poll["id"]}), {"poll_id": ID})
    _of(recorder, call("reportRoom", {"text": "Not a nice name."}, path=own), shown)
    _of(recorder, call("stopPosition", path=own), shown)
    _of(recorder, call("leaveRoom", path=own), shown)


def on_a_walk(recorder: Recorder, call: type[Call], where: dict[str, float]) -> None:
    contact = recorder.call(call("addContact", {"name": "Mom", "phone": "+1 212 555 0123"})).get_json()["contact"]
    token = {"token": _link_of(contact["id"])}
    _of(recorder, call("getConsent", path=token), {"token": TOKEN})
    _of(recorder, call("postConsent", {"answer": "confirm"}, path=token), {"token": TOKEN})
    recorder.call(call("listContacts"))
    new = {
        "destination": {**where, "name": "the square"},
        "contact_ids": [contact["id"]],
        "expected_minutes": 20,
        **PIN,
    }
    walks = [recorder.call(call("startWalk", new)).get_json()["walk"] for _ in range(3)]
    recorder.call(call("listWalks"))
    first, second, third = ({"walk_id": walk["id"]} for walk in walks)
    shown = {"walk_id": ID}
    _of(recorder, call("getWalk", path=first), shown)
    _of(recorder, call("putWalkPosition", {"lat": 40.7265, "lng": -73.9815}, path=first), shown)
    _of(recorder, call("extendWalk", {"minutes": 10}, path=first), shown)
    _of(recorder, call("getShared", path={"token": walks[0]["share_url"].rpartition("/")[2]}), {"token": TOKEN})
    _of(recorder, call("arrive", PIN, path=first), shown)
    _of(recorder, call("cancelWalk", PIN, path=second), shown)
    _of(recorder, call("raiseAlarm", path=third), shown)
    _of(recorder, call("resolveWalk", PIN, path=third), shown)
    recorder.call(call("removeContact", path={"contact_id": contact["id"]}))


def _of(recorder: Recorder, made: Call, shown: dict[str, str]) -> Any:
    """Calls, and shows another id in the path."""
    answer = recorder.call(made)
    recorder.recorded[made.id]["parameters"] = shown
    return answer.get_json()


def _link_of(contact_id: int) -> str:
    """The token of the link that goes out to a contact."""
    with reading() as connection:
        asked = select(OutboxRow.data).where(OutboxRow.subject == f"contact:{contact_id}")
        url: str = connection.execute(asked).scalar_one()["url"]
    return url.rpartition("/")[2]
