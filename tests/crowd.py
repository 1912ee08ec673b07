"""A great many people who all want to be reminded of one event in the same minute."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert

from violet.models import LoginSession, NotificationToken, RsvpRow, User
from violet.security.encryption import FieldCipher, fingerprint

FIRST_ID = 1000


@dataclass(frozen=True, slots=True)
class Crowd:
    """`count` people go to the event and are reminded at `remind_at`; times are aware."""

    count: int
    event_id: int
    starts_at: datetime
    remind_at: datetime

    @property
    def tokens(self) -> dict[int, str]:
        """The phone of each account."""
        return {number: f"ExponentPushToken[{number}]" for number in range(FIRST_ID, FIRST_ID + self.count)}


def add_people_to_remind(connection: Connection, cipher: FieldCipher, crowd: Crowd, *, now: datetime) -> None:
    """Accounts with a log-in, a phone and an RSVP each."""
    account = {"password_hash": "x", "password_version": 1, "role": "user", "preferences": {}, "settings": {}}
    people = [account | {"id": n, "email": f"{n}@nyu.edu", "created_at": now} for n in crowd.tokens]
    connection.execute(insert(User), people)
    lasting = {"generation": 1, "created_at": now, "expires_at": now + timedelta(days=1)}
    connection.execute(insert(LoginSession), [lasting | {"id": f"s{n}", "user_id": n} for n in crowd.tokens])
    devices = [
        {
            "user_id": n, "session_id": f"s{n}", "fingerprint": fingerprint(token), "kind": "expo",
            "token": cipher.encrypt(token), "updated_at": now, "created_at": now,
        }
        for n, token in crowd.tokens.items()
    ]  # fmt: skip
    connection.execute(insert(NotificationToken), devices)
    going = {
        "event_id": crowd.event_id, "status": "going", "remind_minutes_before": 60, "remind_at": crowd.remind_at,
        "title": "Jazz night", "starts_at": crowd.starts_at, "venue": "Kimmel Center", "cancelled": False,
        "revision": 0, "updated_at": now,
    }  # fmt: skip
    connection.execute(insert(RsvpRow), [going | {"user_id": n} for n in crowd.tokens])
