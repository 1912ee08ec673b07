"""Many sweepers at once, some of which die: 300 walks with two contacts each are 600 alerts, none lost, none twice."""

from __future__ import annotations

import random
import threading
from collections import Counter
from datetime import timedelta
from typing import Any

from sqlalchemy import func, insert, select

from tests.api.people import Person
from tests.api.together.conftest import SQUARE, World, refused
from tests.api.together.walking import Killed, killing
from violet.database import DATABASE_DOWN, use
from violet.domain.geo import LatLng
from violet.models import ContactRow, OutboxRow, WalkAlertRow, WalkContactRow, WalkRow
from violet.security.encryption import fingerprint
from violet.services.together import sweeper
from violet.services.together.sealed import sealed
from violet.services.together.walk_rows import Destination
from violet.services.working.database import reading, writing

WALKS = 300
SWEEPERS = 8
# Of a statement: most sweeps of a batch die somewhere.
DEATHS = 0.002


def test_racing_sweepers_that_die_tell_every_contact_once(racing: World):
    person = racing.person()
    _many_walks(racing, person)
    racing.clock.advance(hours=1)
    died = Counter[str]()
    chances = threading.local()

    def dies() -> bool:
        chance: random.Random | None = getattr(chances, "random", None)
        return chance is not None and chance.random() < DEATHS

    def work(seed: int) -> None:
        use(racing.container.engine)
        chances.random = random.Random(seed)
        for _ in range(200):
            try:
                if sweeper.sweep_some(racing.container.together) == 0 and _all_escalated():
                    return
            except Killed:
                died["killed"] += 1
            except DATABASE_DOWN:
                died["locked"] += 1

    with killing(racing.container.engine, dies):
        threads = [threading.Thread(target=work, args=(seed,)) for seed in range(SWEEPERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert died["killed"] > 0
    sweeper.sweep(racing.container.together)
    with reading() as connection:
        states = connection.execute(select(WalkRow.state, func.count()).group_by(WalkRow.state)).all()
        columns = (OutboxRow.subject, OutboxRow.recipient, OutboxRow.occurrence)
        alerts = Counter(
            tuple(row) for row in connection.execute(select(*columns).where(OutboxRow.address.is_not(None)))
        )
        noted = connection.execute(select(func.count()).where(WalkAlertRow.outbox_id.is_not(None))).scalar_one()
    assert [tuple(row) for row in states] == [("escalated", WALKS)]
    assert len(alerts) == noted == 2 * WALKS
    assert set(alerts.values()) == {1}


def test_a_link_is_dead_one_second_after_the_end(racing: World):
    person = racing.person()
    body = {"destination": SQUARE, "expected_minutes": 5, "pin": "2468"}
    walk = person.post("/v1/walks", body).get_json()["walk"]
    token = walk["share_url"].rpartition("/")[2]
    assert racing.client.get(f"/api/v1/shared/{token}").status_code == 200
    assert person.post(f"/v1/walks/{walk['id']}/arrive", {"pin": "2468"}).status_code == 200
    racing.clock.advance(seconds=1)
    refused(racing.client.get(f"/api/v1/shared/{token}"), 410)


def _all_escalated() -> bool:
    with reading() as connection:
        left = select(func.count()).select_from(WalkRow).where(WalkRow.state != "escalated")
        return connection.execute(left).scalar_one() == 0


def _many_walks(world: World, person: Person) -> None:
    now, cipher = world.clock(), world.container.identity.cipher
    user_id = person.user["id"]
    contacts: list[dict[str, Any]] = [
        {
            "user_id": user_id, "channel": "sms", "sealed": sealed(cipher, f"C{number}", f"+1212555010{number}", "t"),
            "mark": str(number), "token_hash": str(number), "state": "confirmed", "created_at": now,
        }
        for number in range(2)
    ]  # fmt: skip
    destination = Destination("there", LatLng(**SQUARE)).sealed(cipher)
    walks = [
        {
            "id": f"{number:032x}", "user_id": user_id, "campus": world.container.campus.id, "state": "walking", "destination": destination,
            "pin": cipher.encrypt("x"), "pin_failures": 0, "confirm_arrival": False, "share": cipher.encrypt(str(number)),
            "share_hash": fingerprint(str(number)), "started_at": now, "due_at": now + timedelta(minutes=10),
            "grace_minutes": 5, "escalates_at": now + timedelta(minutes=15), "updated_at": now,
        }
        for number in range(WALKS)
    ]  # fmt: skip
    with writing() as connection:
        connection.execute(insert(ContactRow), contacts)
        connection.execute(insert(WalkRow), walks)
        ids = connection.execute(select(ContactRow.id)).scalars().all()
        connection.execute(
            insert(WalkContactRow), [{"walk_id": w["id"], "contact_id": one} for w in walks for one in ids]
        )
