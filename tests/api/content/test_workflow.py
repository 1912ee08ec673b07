"""Every path through the workflow that hypothesis finds: nothing unreviewed is shown, no version is lost, and the trail
verifies."""

from __future__ import annotations

from typing import Any

import hypothesis
from flask.testing import FlaskClient
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import update

from tests.api.content.conftest import promote, put
from tests.api.people import Person, sign_up
from violet.database import use
from violet.domain.workflow import STEPS, Refusal, Standing, State, Step, after, refusal
from violet.models import AuditRow
from violet.services.working import audit
from violet.services.working.database import writing

ROLES = ("user", "editor", "moderator")
STEP_NAMES = ("submit", "approve", "reject", "publish", "archive")
WHO = st.integers(min_value=0, max_value=2 * len(ROLES) - 1)
BODIES: dict[str, Any] = {"reject": {"reason": "Not yet."}, "publish": {}}


class Workflow(RuleBasedStateMachine):
    """Three roles, two people each, and one document. Whoever runs it says through which client, and who they are."""

    client: FlaskClient
    people: dict[str, list[Person]]

    def __init__(self) -> None:
        super().__init__()
        author = self.people["editor"][0]
        body = {"title": "Draft 1", "places": [{"place_id": "bobst-library"}]}
        made = author.post("/v1/content/guides", {"data": body}).get_json()
        self.path, self.slug = f"/content/guides/{made['id']}", made["subject"]
        self.texts = {1: "Draft 1"}
        self.authors = {1: {author.user["id"]}}
        self.state, self.reviewed = "draft", 0
        self.live: int | None = None

    def person(self, index: int) -> Person:
        return [person for role in ROLES for person in self.people[role]][index]

    def is_staff(self, index: int) -> bool:
        return self.person(index) not in self.people["user"]

    @rule(index=WHO, stale=st.booleans())
    def edit(self, index: int, stale: bool) -> None:
        newest = max(self.texts)
        text = f"Draft {newest + 1}"
        body = {"data": {"title": text, "places": [{"place_id": "bobst-library"}]}}
        answer = put(self.person(index), self.path, body, newest - 1 if stale else newest)
        assert answer.status_code == (403 if not self.is_staff(index) else 412 if stale else 200)
        if answer.status_code == 200:
            self._written(text, {self.person(index).user["id"]})

    @rule(index=WHO, back=st.integers(min_value=1, max_value=6))
    def revert(self, index: int, back: int) -> None:
        answer = self.person(index).post(f"/v1{self.path}/revert", {"version": back})
        known = back in self.texts
        assert answer.status_code == (403 if not self.is_staff(index) else 200 if known else 404)
        if answer.status_code == 200:
            self._written(self.texts[back], {self.person(index).user["id"]} | self.authors[back])

    @rule(index=WHO, name=st.sampled_from(STEP_NAMES))
    def take(self, index: int, name: str) -> None:
        person, newest = self.person(index), max(self.texts)
        answer = person.post(f"/v1{self.path}/{name}", BODIES.get(name))
        unread = {one for version in self.texts if version > self.reviewed for one in self.authors[version]}
        sources, target = STEPS[Step(name)]
        fits = State(self.state) in sources or (name == "archive" and self.live is not None)
        own = name == "approve" and person.user["id"] in unread
        assert answer.status_code == (403 if not self.is_staff(index) else 409 if not fits else 403 if own else 200)
        if answer.status_code != 200:
            return
        self.state = target.value
        self.reviewed = newest if name == "approve" else self.reviewed
        self.live = {"publish": newest, "archive": None}.get(name, self.live)

    @invariant()
    def only_what_was_reviewed_is_shown(self) -> None:
        page = self.client.get(f"/api/v1/guides/{self.slug}")
        assert (page.get_json()["title"] if page.status_code == 200 else None) == self.texts.get(self.live or 0)
        assert self.live is None or self.live <= self.reviewed

    @invariant()
    def no_version_is_lost(self) -> None:
        answer = self.people["editor"][0].get(f"/v1{self.path}/versions").get_json()
        assert {one["version"]: one["data"]["title"] for one in answer["versions"]} == self.texts

    @precondition(lambda self: len(self.texts) > 1)
    @invariant()
    def the_trail_verifies(self) -> None:
        assert _verdict(self.client)

    def _written(self, text: str, authors: set[int]) -> None:
        newest = max(self.texts) + 1
        self.texts[newest], self.authors[newest] = text, authors
        self.state = "draft"


def _verdict(client: FlaskClient) -> bool:
    use(client.application.extensions["violet"].engine)
    try:
        return audit.verify().sound
    finally:
        use(None)


def test_no_path_shows_what_nobody_reviewed_or_loses_a_version(postgres_app: Any) -> None:
    client = postgres_app.test_client()
    people = {role: [promote(client, sign_up(client), role) for _ in range(2)] for role in ROLES}
    settings = hypothesis.settings(max_examples=12, stateful_step_count=14, deadline=None, derandomize=True)
    machine = type("Here", (Workflow,), {"client": client, "people": people})
    run_state_machine_as_test(machine, settings=settings)
    assert _verdict(client)
    use(postgres_app.extensions["violet"].engine)
    with writing() as connection:
        touched = update(AuditRow).where(AuditRow.action == "content.edit").values(actor_id=1)
        assert connection.execute(touched).rowcount > 0
    use(None)
    assert not _verdict(client)


@hypothesis.given(
    state=st.sampled_from(State), live=st.booleans(), authors=st.frozensets(st.integers(1, 3)), actor=st.integers(1, 3)
)
def test_the_machine_alone_lets_nobody_approve_their_own_work(
    state: State, live: bool, authors: frozenset[int], actor: int
) -> None:
    standing = Standing(state, live, authors)
    assert refusal(Step.EDIT, standing, actor) is None
    if refusal(Step.APPROVE, standing, actor) is None:
        assert state is State.IN_REVIEW
        assert actor not in authors
    if refusal(Step.PUBLISH, standing, actor) is None:
        assert state is State.APPROVED
    if actor in authors and state is State.IN_REVIEW:
        assert refusal(Step.APPROVE, standing, actor) is Refusal.OWN_WORK
    assert after(Step.EDIT) is State.DRAFT
