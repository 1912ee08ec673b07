"""Jobs through the API, and what becomes of them when their work fails, dies or takes too long."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI
from sqlalchemy import insert, select

from tests.api.people import Person, sign_up
from violet.app import create_app
from violet.container import Container
from violet.database import use
from violet.domain.intent import Intent, IntentKind
from violet.errors import BadInput
from violet.jobs.background import runner_of
from violet.jobs.kinds import job_kinds
from violet.jobs.runner import Runner
from violet.models import Activity, AuditRow, JobRow
from violet.ports import Failure, ProviderError
from violet.services.conversations.conversation import MOST_TURNS, TurnRecord, remember, user_key
from violet.services.jobs.claims import LEASE, Claims, pause_s
from violet.services.jobs.job import EXPORT, Job, JobFailed, JobKind, JobKinds, JobState, Progress
from violet.services.jobs.queue import JobQueue, Order
from violet.services.working.database import reading, writing
from violet.settings import Settings
from violet.wiring import build_container

DEADLINE_S = 20
MUCH = 10_000
ATTEMPTS = 5


class Clock:
    """What the server takes for now; goes on only where a test says so."""

    def __init__(self) -> None:
        self.now = datetime.fromisoformat("2026-11-18T20:00:00+00:00")

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **step: float) -> None:
        self.now += timedelta(**step)


class InContext:
    """Reaches the database of its app from whichever thread."""

    def __init__(self, app: Flask, inner: object) -> None:
        self._app, self._inner = app, inner

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._inner, name)

        def call(*args: Any, **options: Any) -> Any:
            use(self._app.extensions["violet"].engine)
            return method(*args, **options)

        return call


@dataclass
class World:
    """An app whose jobs run when a test says so, and the worker that runs them."""

    client: FlaskClient
    clock: Clock
    queue: JobQueue
    claims: Claims

    def worker(self, **kinds: Callable[[Job, Progress], Mapping[str, Any] | None]) -> Runner:
        return self.runner({name: JobKind(run) for name, run in kinds.items()})

    def runner(self, kinds: JobKinds) -> Runner:
        return cast("Runner", InContext(self.client.application, Runner(self.claims, kinds)))

    def submit(self, kind: str, **options: Any) -> str:
        return self.queue.submit(Order(kind, **options)).id


@pytest.fixture
def world(settings: Settings) -> Iterator[World]:
    clock = Clock()
    container = replace(build_container(settings), clock=clock)
    app = create_app(settings, container=container)
    container.carrier.hand_to(lambda job_id: None)
    claims = Claims(clock, max_attempts=ATTEMPTS)
    yield World(app.test_client(), clock, *(cast("Any", InContext(app, one)) for one in (container.jobs, claims)))
    use(None)
    container.engine.dispose()


def promote(app: OpenAPI, person: Person) -> Person:
    result = app.test_cli_runner().invoke(args=["users", "promote", person.email])
    assert result.exit_code == 0, result.output
    return person


def finished(person: Person, job_id: str) -> Any:
    """The last answer about a job that somebody is working on."""
    deadline = time.monotonic() + DEADLINE_S
    while True:
        answer = person.get(f"/v1/jobs/{job_id}")
        if answer.get_json()["job"]["state"] in ("succeeded", "failed", "dead"):
            return answer
        assert time.monotonic() < deadline, answer.text
        time.sleep(0.01)


def test_an_export_is_a_job_whose_result_is_a_signed_link(client: FlaskClient) -> None:
    person = sign_up(client, first_name="Ada")
    person.post("/user/activity", {"type": "view", "name": "Bobst"})
    asked = person.post("/v1/user/exports")
    assert asked.status_code == 202
    job = asked.get_json()["job"]
    assert asked.headers["Location"] == f"/api/v1/jobs/{job['id']}"
    assert asked.headers["Retry-After"] == "1"
    assert job["kind"] == "user.export"
    assert job["attempts"] == 0
    done = finished(person, job["id"])
    assert done.status_code == 303
    assert done.headers["Cache-Control"] == "no-store"
    job = done.get_json()["job"]
    assert (job["state"], job["attempts"], job["error"]) == ("succeeded", 1, None)
    assert job["progress"]["done"] == job["progress"]["total"] > 0
    assert job["started_at"] <= job["finished_at"]
    link = job["result"]["url"]
    assert done.headers["Location"] == link
    fetched = client.get(link)
    assert fetched.status_code == 200
    direct = person.get("/user/export").get_json()
    assert {**fetched.get_json(), "exported_at": None, "jobs": None} == {**direct, "exported_at": None, "jobs": None}


def test_an_export_of_much_is_accepted_at_once_shows_its_progress_and_is_whole(world: World) -> None:
    """Of ten thousand activities, whatever the settings keep of them, and of as many turns of a conversation."""
    person = sign_up(world.client)
    container = world.client.application.extensions["violet"]
    add_much(container, person)
    asked = person.post("/v1/user/exports")
    assert asked.status_code == 202, asked.text
    job_id = asked.get_json()["job"]["id"]
    seen = []
    real = job_kinds(container)[EXPORT]

    def watched(job: Job, progress: Progress) -> Mapping[str, Any] | None:
        def report(done: int, total: int) -> None:
            progress(done, total)
            seen.append(person.get(f"/v1/jobs/{job_id}").get_json()["job"])

        return real.run(job, report)

    assert world.runner({EXPORT: JobKind(watched)}).run(job_id) is JobState.SUCCEEDED
    shown = [job["progress"]["done"] for job in seen]
    assert {job["state"] for job in seen} == {"running"}
    assert shown == sorted(shown)
    assert 0 < shown[0] < seen[0]["progress"]["total"]
    export = world.client.get(person.get(f"/v1/jobs/{job_id}").headers["Location"]).get_json()
    assert [item["name"] for item in export["activity"]] == [f"Place {number}" for number in reversed(range(MUCH))]
    kept = [turn["message"] for turn in export["conversation"]]
    assert kept == [f"turn {number}" for number in range(MUCH)][-len(kept) :]
    assert len(kept) == MOST_TURNS


def add_much(container: Container, person: Person) -> None:
    user_id, now = person.user["id"], container.clock()
    use(container.engine)
    with writing() as connection:
        rows = [{"user_id": user_id, "type": "view", "name": f"Place {n}", "created_at": now} for n in range(MUCH)]
        connection.execute(insert(Activity), rows)
    use(None)
    for number in range(MUCH):
        at = now + timedelta(seconds=number)
        turn = TurnRecord(str(number), at, f"turn {number}", "Here you go.", Intent(kind=IntentKind.RECOMMEND))
        remember(container.store, user_key(user_id), turn, ttl_s=3600)


def test_a_link_that_is_forged_or_an_hour_old_is_404(world: World, settings: Settings) -> None:
    person = sign_up(world.client)
    container = replace(build_container(settings), clock=world.clock)
    job_id = person.post("/v1/user/exports").get_json()["job"]["id"]
    assert runner_of(container).run(job_id) is JobState.SUCCEEDED
    link = person.get(f"/v1/jobs/{job_id}").get_json()["job"]["result"]["url"]
    assert world.client.get(link).status_code == 200
    assert world.client.get(link[:-4] + "AAAA").status_code == 404
    assert world.client.get(f"/api/v1/exports/{person.token}").status_code == 404, "another kind of token"
    world.clock.advance(minutes=61)
    later = person.get(f"/v1/jobs/{job_id}")
    assert later.status_code == 200
    assert "url" not in later.get_json()["job"]["result"]
    assert world.client.get(link).status_code == 404


def test_a_job_is_its_owners_and_an_admin_sees_it_without_the_link(app: OpenAPI, client: FlaskClient) -> None:
    person, other = sign_up(client), sign_up(client)
    admin = promote(app, sign_up(client))
    job_id = person.post("/v1/user/exports").get_json()["job"]["id"]
    finished(person, job_id)
    assert other.get(f"/v1/jobs/{job_id}").status_code == 404
    assert client.get(f"/api/v1/jobs/{job_id}").status_code == 401
    seen = admin.get(f"/v1/jobs/{job_id}")
    assert seen.status_code == 200
    assert seen.get_json()["job"]["result"] is None
    assert other.get("/v1/jobs/nothing").status_code == 404


def test_a_repeat_with_the_same_key_is_the_same_job_for_a_day(world: World) -> None:
    person, other = sign_up(world.client), sign_up(world.client)

    def ask(who: Person, key: str) -> str:
        headers = who.headers | {"Idempotency-Key": key}
        answer = world.client.post("/api/v1/user/exports", headers=headers)
        assert answer.status_code == 202
        return str(answer.get_json()["job"]["id"])

    first = ask(person, "one")
    assert ask(person, "one") == first
    assert ask(person, "two") != first
    assert ask(other, "one") != first
    world.clock.advance(hours=23)
    assert ask(person, "one") == first
    world.clock.advance(hours=2)
    assert ask(person, "one") != first
    long = world.client.post("/api/v1/user/exports", headers=person.headers | {"Idempotency-Key": "k" * 300})
    assert long.status_code == 400
    assert "Idempotency-Key" in long.get_json()["field"]


def test_two_repeats_at_once_are_one_job(world: World) -> None:
    person = sign_up(world.client)
    found: set[str] = set()
    gate = threading.Barrier(4)

    def ask() -> None:
        gate.wait()
        found.add(world.queue.submit(Order("nap", person.user["id"], key="same")).id)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 1


def test_a_job_that_fails_is_tried_again_after_longer_and_longer_pauses(world: World) -> None:
    def fail(job: Job, progress: Progress) -> None:
        raise ProviderError("somebody", Failure.TIMEOUT)

    job_id, worker = world.submit("flaky"), world.worker(flaky=fail)
    pauses = []
    for attempt in range(1, ATTEMPTS):
        assert world.claims.due() == [job_id]
        assert worker.run(job_id) is JobState.RETRYING
        pause = 2.0 ** (attempt - 1)
        world.clock.advance(seconds=pause * 0.99)
        assert worker.run(job_id) is None, "not yet"
        world.clock.advance(seconds=pause * 0.27)
        pauses.append(pause)
    assert pauses == [1, 2, 4, 8]
    assert worker.run(job_id) is JobState.DEAD
    job = world.queue.find(job_id)
    assert job.error == ("timeout", "somebody did not answer as it should.")
    assert len(job.attempted_at) == job.attempts == ATTEMPTS
    assert sorted(job.attempted_at) == list(job.attempted_at)
    world.clock.advance(days=1)
    assert world.claims.due() == []
    assert worker.run(job_id) is None


def test_a_pause_has_jitter_and_an_end() -> None:
    assert {pause_s(1) for _ in range(20)} != {pause_s(1)}
    assert all(300 <= pause_s(30) <= 375 for _ in range(20))


def test_a_success_after_a_failure_leaves_no_error(world: World) -> None:
    outcomes = iter([ProviderError("somebody", Failure.CONNECTION), None])

    def work(job: Job, progress: Progress) -> Mapping[str, Any]:
        if (error := next(outcomes)) is not None:
            raise error
        progress(3, 3)
        return {"well": True}

    job_id, worker = world.submit("work"), world.worker(work=work)
    assert worker.run(job_id) is JobState.RETRYING
    world.clock.advance(seconds=5)
    assert worker.run(job_id) is JobState.SUCCEEDED
    job = world.queue.find(job_id)
    assert (job.result, job.error, job.progress, job.attempts) == ({"well": True}, None, (3, 3), 2)


@pytest.mark.parametrize(
    ("error", "code"),
    [(JobFailed("gone", "It is gone."), "gone"), (BadInput("No such thing."), "bad_request")],
)
def test_what_would_always_fail_is_not_tried_again(world: World, error: Exception, code: str) -> None:
    def fail(job: Job, progress: Progress) -> None:
        raise error

    job_id = world.submit("vain")
    assert world.worker(vain=fail).run(job_id) is JobState.FAILED
    job = world.queue.find(job_id)
    assert job.error is not None
    assert job.error[0] == code
    assert job.attempts == 1


def test_a_bug_says_nothing_of_itself_but_in_the_log(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(job: Job, progress: Progress) -> None:
        raise RuntimeError("a detail that nobody may see")

    job_id = world.submit("buggy")
    assert world.worker(buggy=fail).run(job_id) is JobState.RETRYING
    assert world.queue.find(job_id).error == ("internal_error", "Something went wrong on our side.")
    assert "a detail that nobody may see" in capsys.readouterr().err


def test_a_job_that_always_kills_its_worker_is_dead_after_as_many_attempts_and_hurts_no_other(world: World) -> None:
    poison, sound = world.submit("poison"), world.submit("sound")
    for _ in range(ATTEMPTS):
        assert world.claims.claim(poison) is not None, "and the worker dies here"
        assert world.claims.claim(poison) is None, "the lease is the dead worker's"
        world.clock.now += LEASE
    assert world.claims.claim(poison) is None
    assert poison not in world.claims.due()
    job = world.queue.find(poison)
    assert (job.state, job.attempts) == (JobState.DEAD, ATTEMPTS)
    assert job.error == ("worker_lost", "The worker that ran it ended in the middle.")
    assert world.worker(sound=lambda job, progress: None).run(sound) is JobState.SUCCEEDED


def test_a_worker_that_died_in_the_middle_is_replaced_within_thirty_seconds(world: World) -> None:
    job_id = world.submit("nap")
    lost = world.claims.claim(job_id)
    assert lost is not None
    world.clock.advance(seconds=29)
    assert world.claims.due() == [job_id]
    assert world.worker(nap=lambda job, progress: {"by": "another"}).run(job_id) is JobState.SUCCEEDED
    assert not world.claims.renew(lost), "who comes back from a long sleep has nothing to say any more"
    world.claims.succeed(lost, {"by": "the first"})
    assert world.queue.find(job_id).result == {"by": "another"}


def test_an_id_that_got_lost_on_its_way_is_sent_again(world: World) -> None:
    job_id = world.submit("nap")
    assert world.claims.due() == [job_id]
    assert world.claims.due() == []
    world.clock.advance(seconds=21)
    assert world.claims.due() == [job_id]
    world.claims.put_back(job_id)
    assert world.claims.due() == [job_id]
    assert world.claims.oldest_due_s() == 21


def test_a_job_that_takes_too_long_counts_as_failed(world: World) -> None:
    over = threading.Event()
    kinds = {"slow": JobKind(lambda job, progress: {"waited": over.wait(DEADLINE_S)}, limit_s=0.05)}
    job_id = world.submit("slow")
    assert world.runner(kinds).run(job_id) is JobState.RETRYING
    over.set()
    assert world.queue.find(job_id).error == ("timeout", "It took longer than it may.")


def test_a_kind_that_this_version_does_not_know_waits_for_one_that_does(world: World) -> None:
    job_id = world.submit("from_tomorrow")
    assert world.worker().run(job_id) is JobState.RETRYING
    world.clock.advance(seconds=2)
    assert world.worker(from_tomorrow=lambda job, progress: None).run(job_id) is JobState.SUCCEEDED


def test_a_slot_holds_one_unfinished_job(world: World) -> None:
    first = world.submit("tidy", slot="tidy")
    assert world.submit("tidy", slot="tidy") == first
    world.worker(tidy=lambda job, progress: None).run(first)
    assert world.submit("tidy", slot="tidy") != first


def test_a_dead_job_runs_again_or_is_put_away_by_an_admin_and_the_trail_says_so(world: World) -> None:
    app = world.client.application
    admin, person = promote(app, sign_up(world.client)), sign_up(world.client)  # type: ignore[arg-type]

    def fail(job: Job, progress: Progress) -> None:
        raise JobFailed("no", "No.")

    job_id = world.submit("work")
    assert admin.post(f"/v1/admin/jobs/{job_id}/retry").status_code == 409, "it has not been given up"
    world.worker(work=fail).run(job_id)
    listed = admin.get("/v1/admin/jobs?state=failed&kind=work").get_json()
    assert [job["id"] for job in listed["jobs"]] == [job_id]
    for path, method in ((f"/admin/jobs/{job_id}/retry", "POST"), (f"/admin/jobs/{job_id}", "DELETE")):
        refused = world.client.open(f"/api/v1{path}", method=method, headers=person.headers)
        assert refused.status_code == 403
        assert refused.get_json()["code"] == "forbidden"
    again = admin.post(f"/v1/admin/jobs/{job_id}/retry")
    assert again.status_code == 202
    assert again.get_json()["job"]["state"] == "queued"
    assert world.worker(work=lambda job, progress: {"now": "well"}).run(job_id) is JobState.SUCCEEDED
    assert admin.delete(f"/v1/admin/jobs/{job_id}").status_code == 200
    assert admin.get(f"/v1/jobs/{job_id}").status_code == 404
    assert admin.delete(f"/v1/admin/jobs/{job_id}").status_code == 404
    with reading() as connection:
        rows = connection.execute(select(AuditRow.actor_id, AuditRow.action, AuditRow.object).order_by(AuditRow.id))
        trail = [tuple(row) for row in rows]
    assert trail == [
        (None, "role.changed", f"user:{admin.user['id']}"),
        (admin.user["id"], "job.retried", f"job:{job_id}"),
        (admin.user["id"], "job.dropped", f"job:{job_id}"),
    ]


def test_a_running_job_cannot_be_put_away(world: World) -> None:
    admin = promote(world.client.application, sign_up(world.client))  # type: ignore[arg-type]
    job_id = world.submit("work")
    world.claims.claim(job_id)
    assert admin.delete(f"/v1/admin/jobs/{job_id}").status_code == 409


def test_jobs_are_listed_page_by_page_newest_first(world: World) -> None:
    admin = promote(world.client.application, sign_up(world.client))  # type: ignore[arg-type]
    made = []
    for _ in range(5):
        made.append(world.submit("work"))
        world.clock.advance(seconds=1)
    seen, cursor = [], ""
    while True:
        page = admin.get(f"/v1/admin/jobs?limit=2{cursor}").get_json()
        seen += [job["id"] for job in page["jobs"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert seen == made[::-1]
    assert admin.get("/v1/admin/jobs?cursor=nonsense").status_code == 400
    assert admin.get("/v1/admin/jobs?state=sleeping").status_code == 400


def test_nobody_but_an_admin_gets_to_the_admin_routes(client: FlaskClient) -> None:
    person = sign_up(client)
    assert person.get("/v1/admin/jobs").status_code == 403
    assert person.post("/v1/admin/events/refresh", {}).status_code == 403
    assert client.get("/api/v1/admin/jobs").status_code == 401


def test_an_admin_refreshes_the_events(app: OpenAPI, client: FlaskClient) -> None:
    admin = promote(app, sign_up(client))
    asked = admin.post("/v1/admin/events/refresh", {"source": "campus_guide"})
    assert asked.status_code == 202, asked.text
    job = finished(admin, asked.get_json()["job"]["id"]).get_json()["job"]
    assert job["state"] == "succeeded"
    assert job["result"]["sources"] == {"campus_guide": "ok"}
    unknown = admin.post("/v1/admin/events/refresh", {"source": "nobody"})
    assert (unknown.status_code, unknown.get_json()["field"]) == (400, "source")


def test_the_command_line_lists_retries_and_drops(world: World) -> None:
    cli = world.client.application.test_cli_runner()
    job_id = world.submit("work")
    assert job_id in cli.invoke(args=["violet", "jobs", "list", "--state", "queued"]).output
    assert cli.invoke(args=["violet", "jobs", "retry", job_id]).exit_code == 1
    with writing() as connection:
        connection.execute(JobRow.__table__.update().values(state="dead"))  # type: ignore[attr-defined]
    assert cli.invoke(args=["violet", "jobs", "retry", job_id]).exit_code == 0
    assert cli.invoke(args=["violet", "jobs", "drop", job_id]).exit_code == 0
    assert "no such job" in cli.invoke(args=["violet", "jobs", "drop", job_id]).output


def test_old_jobs_are_forgotten_and_dead_ones_are_not(world: World) -> None:
    done, dead = world.submit("work"), world.submit("vain")
    world.worker(work=lambda job, progress: None).run(done)
    for _ in range(ATTEMPTS):
        world.claims.claim(dead)
        world.clock.now += LEASE
    world.claims.due()
    world.clock.advance(days=31)
    assert world.queue.prune() == 1
    assert world.queue.find(dead).state is JobState.DEAD
