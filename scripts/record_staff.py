"""The examples of those who look after it, for scripts/record_examples: jobs, content, accounts, the trail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scripts.record_together import ID
from violet.container import Container
from violet.database import use
from violet.jobs.background import runner_of
from violet.jobs.runner import Runner
from violet.services.jobs.claims import Claims
from violet.services.jobs.job import Job, JobFailed, JobKind
from violet.services.jobs.queue import Order

if TYPE_CHECKING:
    from scripts.recording import Call, Recorder

PASSWORD = "a long walk over the bridge"  # noqa: S105 -- an example
TOKEN = "eyJhbGciOiJIUzI1NiJ9.export"  # noqa: S105 -- an example
KETTLE = {
    "name": "The Quiet Kettle", "lat": 40.6945, "lng": -73.9865, "kinds": ["cafe"],
    "address": "1 MetroTech Center, Brooklyn, NY 11201", "about": "A tea room with long tables and no music.",
    "opening_hours": "24/7", "tags": {"quiet": True, "wifi": True}, "price_level": 1,
}  # fmt: skip
GUIDE = {
    "title": "Where it is quiet",
    "about": "Long tables, no music.",
    "places": [{"place_id": "bobst-library", "words": "Go up to the ninth floor."}],
}
HOURS = {"kind": "wrong_hours", "value": "Mo-Fr 10:00-22:00", "text": "There is a note on the door."}
CALM = {"rating": "down", "reason": "not_what_i_asked", "text": "I wanted silence."}


@dataclass(frozen=True, slots=True)
class Staff:
    """Who does what, by their headers: two editors, as nobody reviews their own words, and an administrator."""

    author: dict[str, str]
    reviewer: dict[str, str]
    admin: dict[str, str]


def as_a_member(recorder: Recorder, call: type[Call], container: Container) -> None:
    """An export, an opinion and a report of the person who is signed in."""
    first = recorder.recorded["postChat"]
    turn = recorder.call(call("postChat", first["request"])).get_json()
    recorder.recorded["postChat"] = first
    opinion = call("giveFeedback", CALM, path={"turn_id": turn["turn_id"]})
    _of(recorder, opinion, {"turn_id": recorder.recorded["getExplanation"]["parameters"]["turn_id"]})
    recorder.call(call("reportPlace", HOURS, path={"place_id": "bobst-library"}))
    job = recorder.call(call("createExport")).get_json()["job"]
    _run(container, job["id"])
    _steady_job(recorder, "createExport")
    done = recorder.call(call("getJob", path={"job_id": job["id"]}))
    token = urlsplit(done.headers["Location"]).path.rpartition("/")[2]
    _steady_job(recorder, "getJob", done.headers["Location"].replace(token, TOKEN))
    recorder.recorded["getJob"]["parameters"] = {"job_id": ID}
    _of(recorder, call("getExport", path={"token": token}), {"token": TOKEN})
    recorder.call(call("getWebPushKey"))


def looking_after(recorder: Recorder, call: type[Call], container: Container, staff: Staff) -> None:
    _content(recorder, call, staff)
    recorder.headers = staff.admin
    recorder.call(call("reauthenticate", {"password": PASSWORD}))
    item = recorder.call(call("listQueue", query={"kind": "report"})).get_json()["items"][0]
    recorder.call(call("resolveItem", {"action": "accept", "note": "Checked."}, path={"item_id": item["id"]}))
    _jobs(recorder, call, container)
    people = recorder.call(call("listUsers", query={"q": "alan"})).get_json()["users"]
    person = {"user_id": people[0]["id"]}
    recorder.call(call("getUser", path=person))
    recorder.call(call("giveRole", {"role": "moderator", "campus": "nyu"}, path=person))
    recorder.call(call("suspendUser", {"reason": "Sent the same report a thousand times."}, path=person))
    recorder.call(call("restoreUser", path=person))
    recorder.call(call("listAudit", query={"action": "role.changed"}))
    recorder.call(call("listOpenData"))
    recorder.call(call("getOverview"))


def _content(recorder: Recorder, call: type[Call], staff: Staff) -> None:
    recorder.headers = staff.author
    path = _written(recorder, call, "places", KETTLE)
    recorder.call(call("getDocument", path=path))
    recorder.call(call("previewDocument", path=path))
    whole = {"data": KETTLE | {"price_level": 2}}
    recorder.call(call("saveDocument", whole, path=path, headers={"If-Match": '"1"'}))
    recorder.call(call("revertDocument", {"version": 1}, path=path))
    recorder.call(call("listVersions", path=path))
    recorder.call(call("submitDocument", path=path))
    recorder.headers = staff.reviewer
    recorder.call(call("rejectDocument", {"reason": "Please add the opening hours of the weekend."}, path=path))
    _published(recorder, call, staff, path)
    recorder.call(call("listDocuments", path={"kind": "places"}, query={"state": "published"}))
    recorder.call(call("archiveDocument", path=path))
    recorder.headers = staff.author
    path = _written(recorder, call, "guides", GUIDE)
    _published(recorder, call, staff, path)
    slug = recorder.call(call("listGuides")).get_json()["guides"][0]["slug"]
    recorder.call(call("getGuide", path={"slug": slug}))
    _written(recorder, call, "places", KETTLE | {"name": "The Other Kettle"})


def _written(recorder: Recorder, call: type[Call], kind: str, data: dict[str, Any]) -> dict[str, Any]:
    """Where the new document is."""
    made = recorder.call(call("addDocument", {"data": data}, path={"kind": kind})).get_json()
    return {"kind": kind, "document_id": made["id"]}


def _published(recorder: Recorder, call: type[Call], staff: Staff, path: dict[str, Any]) -> None:
    recorder.headers = staff.author
    recorder.call(call("submitDocument", path=path))
    recorder.headers = staff.reviewer
    recorder.call(call("approveDocument", path=path))
    recorder.call(call("publishDocument", {}, path=path))


def _jobs(recorder: Recorder, call: type[Call], container: Container) -> None:
    for name, body in (("refreshEvents", {"source": "campus_guide"}), ("reindexEvents", None), ("refreshOpenData", {})):
        recorder.call(call(name, body))
        _steady_job(recorder, name)
    use(container.engine)
    dead = container.jobs.submit(Order("content.due"))
    _fail(container, dead.id)
    recorder.call(call("listJobs", query={"state": "failed", "limit": 1}))
    for job in recorder.recorded["listJobs"]["responses"]["200"]["jobs"]:
        job["id"] = ID
    _of(recorder, call("retryJob", path={"job_id": dead.id}), {"job_id": ID})
    _steady_job(recorder, "retryJob")
    _of(recorder, call("dropJob", path={"job_id": dead.id}), {"job_id": ID})


def _run(container: Container, job_id: str) -> None:
    use(container.engine)
    runner_of(container).run(job_id)


def _fail(container: Container, job_id: str) -> None:
    def fail(job: Job, progress: object) -> None:
        raise JobFailed("not_found", "What it was about is gone.")

    Runner(Claims(container.clock, max_attempts=1), {"content.due": JobKind(fail)}).run(job_id)


def _steady_job(recorder: Recorder, name: str, url: str | None = None) -> None:
    """The same id at each recording."""
    for body in recorder.recorded[name]["responses"].values():
        body["job"]["id"] = ID
        if url is not None:
            body["job"]["result"]["url"] = url


def _of(recorder: Recorder, made: Call, shown: dict[str, str]) -> None:
    """Calls, and shows another id in the path."""
    recorder.call(made)
    recorder.recorded[made.id]["parameters"] = shown
