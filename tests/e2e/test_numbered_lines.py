"""What the attack list says in numbered lines, over real sockets, one row a case: gunicorn on PostgreSQL and Redis, with limits,
a mail server and every upstream. Each row failed at 70b824e.

Line 1 (slow strangers and clients) has its own servers: `test_slow_strangers`, `test_slow_clients`, and for mail
`tests/contract/test_mail`. What is one request each is in `tests/api/attacks`.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from queue import Queue
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import psutil
import pytest

from tests.api.calendar.conftest import CLIENT, oauth
from tests.api.people import PASSWORD, Person, sign_up
from tests.e2e.conftest import Whole, whole_server
from tests.e2e.wire import Answer, Wire
from tests.servers import query_sql
from tests.sessions import issued_session
from tests.smtp import Mail, smtp_server

HERE = {"latitude": 40.6942, "longitude": -73.9866}
# An 8 KB header took 2.5 s of a processor.
MOST_CPU_S = 1.0
NEW = "an even longer walk over the bridge"
ADDRESS_DAY_CEILING_USD = 0.15


@dataclass(frozen=True)
class Attacked:
    """The server, and the mail that it sends."""

    whole: Whole
    inbox: Queue[Mail]

    def from_(self, address: str) -> Wire:
        """A client at an address of its own: limits and budgets of one row are no other's."""
        return Wire(self.whole.server.url, {"X-Forwarded-For": address})

    def cpu_s(self) -> float:
        times = [psutil.Process(pid).cpu_times() for pid in self.whole.server.workers()]
        return sum(one.user + one.system for one in times)


@pytest.fixture(scope="module")
def attacked(
    postgres_url: str, _postgres_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Attacked]:
    folder = tmp_path_factory.mktemp("numbered")
    with smtp_server() as (port, inbox):
        mail = {"mail": "on", "smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none"}
        limits = {
            "ratelimit_enabled": "true",
            "trusted_proxies": 1,
            "address_day_ceiling_usd": ADDRESS_DAY_CEILING_USD,
        }
        with whole_server(postgres_url, _postgres_template, folder, **CLIENT, **mail, **limits) as whole:
            yield Attacked(whole, inbox)


def person_at(wire: Wire) -> Person:
    return sign_up(cast("Any", wire))


def say(wire: Wire, message: str, **options: Any) -> dict[str, Any]:
    answer = wire.post("/api/v1/chat", json={"message": message, **HERE, **options.pop("body", {})}, **options)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.get_json()
    return body


def log_in(wire: Wire, email: Any, password: Any = "wrong") -> int:
    return wire.post("/api/auth/login", json={"email": email, "password": password}).status_code


def hostile_header(attacked: Attacked, *, name: str, text: str) -> None:
    """Line 2."""
    wire, before = attacked.from_("203.0.113.2"), attacked.cpu_s()
    for _ in range(3):
        assert wire.get("/api/v1/user/me", headers={name: text}).status_code in (400, 401, 431)
    assert attacked.cpu_s() - before < MOST_CPU_S * 3


def spellings_of_one_account(attacked: Attacked) -> None:
    """Line 3."""
    wire = attacked.from_("203.0.113.31")
    spellings = ["x@nyu.edu", "x@nyu。edu", "x@ⓝyu.edu", "X@NYU.EDU", " x@ｎｙｕ.edu ", "x@nyu.edu"]
    assert [log_in(wire, email) for email in spellings] == [401] * 5 + [429]
    forgotten = [wire.post("/api/auth/password/forgot", json={"email": email}).status_code for email in spellings]
    assert forgotten[:4] == [200] * 3 + [429]


def one_account_from_many_addresses(attacked: Attacked) -> None:
    statuses = [log_in(attacked.from_(f"198.51.{number}.9"), "many@nyu.edu") for number in range(31)]
    assert statuses == [401] * 30 + [429]


def bodies_that_do_not_fit(attacked: Attacked) -> None:
    wire = attacked.from_("203.0.113.32")
    assert [log_in(wire, "unfit@nyu.edu", 7) for _ in range(6)] == [400] * 5 + [429]


def addresses_of_one_network(attacked: Attacked) -> None:
    callers = (attacked.from_(f"2001:db8:1:2:{number:x}::7") for number in range(6))
    assert [log_in(caller, "network@nyu.edu") for caller in callers] == [401] * 5 + [429]


def mail_for_another(attacked: Attacked) -> None:
    person = person_at(attacked.from_("203.0.113.33"))
    sent = [person.post("/auth/email/resend", {"email": f"victim.{n}@nyu.edu"}).status_code for n in range(4)]
    assert sent == [200] * 3 + [429]
    assert {to for to in _mailed(attacked) if to.startswith("victim")} == set()


def sessions_thrown_away(attacked: Attacked) -> None:
    turns = [say(attacked.from_("203.0.113.34"), f"coffee number {number}") for number in range(6)]
    assert len({turn["session_id"] for turn in turns}) == len(turns)
    assert sum(turn["usage"]["estimated_cost_usd"] for turn in turns) <= ADDRESS_DAY_CEILING_USD
    assert turns[-1]["reply"], "the guide answers when the money is gone"


def log_ins_all_at_once(attacked: Attacked) -> None:
    """Bcrypt may not take the whole machine: others are answered meanwhile."""
    over = threading.Event()

    def guess(number: int) -> None:
        while not over.is_set():
            log_in(attacked.from_(f"192.0.2.{number}"), f"guess.{number}@nyu.edu")

    with ThreadPoolExecutor(12) as pool:
        guessing = [pool.submit(guess, number) for number in range(12)]
        bystander = attacked.from_("203.0.113.35")
        alive = [bystander.get("/health/live").status_code for _ in range(10)]
        over.set()
        assert [one.exception() for one in guessing] == [None] * 12
    assert alive == [200] * 10


def calendar_of_another(attacked: Attacked) -> None:
    """Line 4: what Eve began ends with nobody else's token, and not twice."""
    eve, ana = (person_at(attacked.from_(f"203.0.113.{number}")) for number in (41, 42))
    begun = eve.post("/calendar/google/connect").get_json()
    asked = {name: values[0] for name, values in parse_qs(urlsplit(begun["authorization_url"]).query).items()}
    assert asked["code_challenge_method"] == "S256"
    code = oauth(attacked.whole.simulator).agree(begun["authorization_url"])
    back = {"state": asked["state"], "code": code}
    statuses = [
        attacked.from_("203.0.113.43").get("/api/v1/calendar/google/callback", query_string=back).status_code,
        *(
            person.get("/v1/calendar/google/callback", query_string=back).status_code
            for person in (cast("Any", ana), cast("Any", eve))
        ),
    ]
    assert statuses == [401, 400, 400]
    assert eve.get("/v1/calendar").get_json() == ana.get("/v1/calendar").get_json() == {"calendars": []}


def chosen_session(attacked: Attacked, *, chosen: Callable[[], str]) -> None:
    """Line 5: an id that the server did not make is nobody's conversation."""
    wire, session_id = attacked.from_("203.0.113.51"), chosen()
    victim = say(wire, "quiet library", headers={"X-Session-ID": session_id})
    assert victim["session_id"] != session_id
    eve = say(wire, "the second one", body={"session_id": session_id})
    assert (eve["places"], eve["session_id"] == session_id) == ([], False)


def session_before_log_in(attacked: Attacked) -> None:
    wire = attacked.from_("203.0.113.52")
    planted = say(wire, "pizza")["session_id"]
    say(wire, "quiet library", body={"session_id": planted})
    body = {"email": "phone@nyu.edu", "password": PASSWORD}
    assert wire.post("/api/auth/signup", json=body, headers={"X-Session-ID": planted}).status_code == 201
    assert say(wire, "the second one", body={"session_id": planted})["places"] == []


def words_that_never_leave(attacked: Attacked, *, said: str, hidden: str) -> None:
    """Line 7: whatever the model writes."""
    simulator = attacked.whole.simulator
    simulator.state.set_mode("gemini", {"text": said})
    try:
        reply = say(attacked.from_("203.0.113.71"), "coffee nearby")["reply"]
    finally:
        simulator.state.reset()
    assert reply
    assert hidden not in reply


def one_phone_refreshing_twice(attacked: Attacked) -> None:
    """Line 8."""
    wire = attacked.from_("203.0.113.81")
    body = {"refresh_token": person_at(wire).refresh_token}
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: wire.post("/api/auth/refresh", json=body), range(4)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({(answer.get_json()["token"], answer.get_json()["refresh_token"]) for answer in answers}) == 1


def personal_answers_in_caches(attacked: Attacked) -> None:
    person = person_at(attacked.from_("203.0.113.82"))
    paths = ("/user/me", "/user/export", "/dashboard", "/v1/calendar/today", "/quick_recs?category=explore")
    answers = cast("list[Answer]", [person.get(path) for path in paths])
    assert [answer.headers["Cache-Control"] for answer in answers] == ["no-store"] * len(paths)


def changed_password_unnoticed(attacked: Attacked) -> None:
    person = person_at(attacked.from_("203.0.113.83"))
    changed = person.post("/user/password", {"current_password": PASSWORD, "new_password": NEW})
    assert changed.status_code == 200
    # What the worker mails is a row of the outbox, written with the change.
    mails = query_sql(
        attacked.whole.postgres_url,
        "SELECT o.kind, o.state FROM outbox o JOIN users u ON u.id = o.user_id "
        f"WHERE o.channel = 'email' AND u.email = '{person.email}'",
    )
    assert [kind for kind, _ in mails] == ["security"]


def whole_address_in_the_log(attacked: Attacked) -> None:
    wire = attacked.from_("203.0.113.84")
    assert log_in(wire, "log@nyu.edu") == 401
    lines = [str(line) for line in attacked.whole.server.lines()]
    assert not any("203.0.113.84" in line or "log@nyu.edu" in line for line in lines)
    assert any("203.0.113.0/24" in line for line in lines), "the security log has the network"


def _mailed(attacked: Attacked) -> set[str]:
    return {to for mail in list(attacked.inbox.queue) for to in mail.to}


HOSTILE = {
    "dots": "a." * 3900,
    "at signs": "a@" * 3900,
    "digits": "1" * 7800,
    "spaces": "key= " * 1500,
    "JWTs": "eyJ." * 1900,
}
HEADERS = ("User-Agent", "Referer", "X-Request-ID", "Authorization", "X-Session-ID", "traceparent")
CHOSEN: dict[str, Callable[[], str]] = {
    "plain": lambda: "mine-0123456789",
    "of the right length": lambda: "a" * 48,
    "another server's": lambda: issued_session("another server's secret"),
    "of two": lambda: issued_session()[:23] + issued_session()[23:],
}
UNSAID = {
    "a link": ("Book at https://evil.example/a now.", "evil"),
    "a link without a scheme": ("Get it at evil.ru/free today.", "evil"),
    "a link in Markdown": ("See [the menu](evil.example).", "evil"),
    "a handle": ("Follow @evil_deals for more.", "@evil"),
    "letters turned round": ("It is \u202egnp.evil\u202c.", "\u202e"),
    "invisible letters": ("A qui\u200bet pla\u2060ce.", "\u200b"),
}
ROWS: dict[str, Callable[[Attacked], None]] = {
    **{
        f"2 {name} of {of}": partial(hostile_header, name=name, text=text)
        for name in HEADERS
        for of, text in HOSTILE.items()
    },
    "3 spellings of one account": spellings_of_one_account,
    "3 one account from many addresses": one_account_from_many_addresses,
    "3 bodies that do not fit": bodies_that_do_not_fit,
    "3 addresses of one network": addresses_of_one_network,
    "3 mail for another": mail_for_another,
    "3 sessions thrown away": sessions_thrown_away,
    "3 log-ins all at once": log_ins_all_at_once,
    "4 the calendar of another": calendar_of_another,
    **{f"5 a session that is {name}": partial(chosen_session, chosen=chosen) for name, chosen in CHOSEN.items()},
    "5 a session known before log-in": session_before_log_in,
    **{
        f"7 {name}": partial(words_that_never_leave, said=said, hidden=hidden)
        for name, (said, hidden) in UNSAID.items()
    },
    "8 one phone refreshing twice": one_phone_refreshing_twice,
    "8 personal answers in caches": personal_answers_in_caches,
    "8 a changed password that nobody notices": changed_password_unnoticed,
    "8 the whole address in the log": whole_address_in_the_log,
}


@pytest.mark.parametrize("name", ROWS)
def test_line_holds(attacked: Attacked, name: str) -> None:
    ROWS[name](attacked)


def test_every_numbered_line_has_its_rows_here_or_is_named_in_the_documentation() -> None:
    numbers = {int(re.match(r"\d", name)[0]) for name in ROWS}  # type: ignore[index]
    assert numbers == {2, 3, 4, 5, 7, 8}
