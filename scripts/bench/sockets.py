"""2,000 sockets in rooms of ten: how long they take to connect, how soon a position that is PUT over HTTP has reached
the last member, what the realtime process weighs, and what plain requests lose by it. Real PostgreSQL, Redis, web
server and realtime process, all on this machine:

    python -m scripts.bench.sockets [--clients 2000] [--rate 200] [--seconds 15]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import psutil
from sqlalchemy import create_engine, insert
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from scripts.bench.load import measure
from scripts.bench.processes import ROOT, Server, gunicorn, shell_environment, wait_for
from scripts.bench.results import HEADER, Budget, Results
from tests.ports import free_port
from tests.servers import postgres_server, redis_server
from violet.models import LoginSession, RoomMemberRow, RoomRow, User
from violet.security.tokens import Claims, TokenKind, TokenSigner
from violet.settings import DEVELOPMENT_JWT_SECRET

ROOM_SIZE = 10
AT_ONCE = 100
WRITERS = 32
SETTLE_S = 3.0
PLAIN = "/api/v1/quick_recs?category=chill_cafes&latitude=40.7295&longitude=-73.9965"


@dataclass
class Members:
    """Access tokens by account, and the room of each."""

    tokens: list[str]
    rooms: list[str]


@dataclass
class Arrivals:
    """When each position was sent, and when each of its room's members had it, in monotonic seconds."""

    sent: dict[int, float] = field(default_factory=dict)
    got: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))

    def last_ms(self) -> list[float]:
        """From the PUT to the last member, of positions that all of them got."""
        whole = [(number, times) for number, times in self.got.items() if len(times) == ROOM_SIZE]
        return sorted((max(times) - self.sent[number]) * 1000 for number, times in whole if number in self.sent)


def populate(database_url: str, clients: int) -> Members:
    """Accounts with a log-in each, in rooms of ten."""
    now, signer = datetime.now(UTC), TokenSigner(DEVELOPMENT_JWT_SECRET)
    ids = range(1000, 1000 + clients)
    rooms = [uuid.uuid4().hex for _ in range(-(-clients // ROOM_SIZE))]
    later = now + timedelta(days=1)
    sessions = {number: uuid.uuid4().hex for number in ids}
    of = {number: rooms[index // ROOM_SIZE] for index, number in enumerate(ids)}
    base = {"password_hash": "x", "password_version": 1, "role": "user", "preferences": {}, "settings": {}}
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(insert(User), [base | {"id": n, "email": f"{n}@nyu.edu", "created_at": now} for n in ids])
        logins = [{"id": sessions[n], "user_id": n, "created_at": now, "expires_at": later} for n in ids]
        connection.execute(insert(LoginSession), [row | {"generation": 1} for row in logins])
        kept = {"campus": "bench", "created_at": now, "expires_at": later}
        made = [kept | {"id": room, "name": f"Room {i}", "code": f"B{i:07}"} for i, room in enumerate(rooms)]
        connection.execute(insert(RoomRow), made)
        connection.execute(insert(RoomMemberRow), [{"room_id": of[n], "user_id": n, "joined_at": now} for n in ids])
    engine.dispose()
    tokens = [signer.sign(TokenKind.ACCESS, Claims(n, sessions[n]), now=now, ttl_s=7200) for n in ids]
    return Members(tokens, [of[n] for n in ids])


@contextmanager
def realtime(environ: dict[str, str]) -> Iterator[Server]:
    port, begun = free_port(), time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "violet.realtime"], cwd=ROOT,
        env=shell_environment() | environ | {"REALTIME_PORT": str(port)}, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(f"http://127.0.0.1:{port}/health/ready", process)
        yield Server(f"http://127.0.0.1:{port}", process.pid, time.monotonic() - begun)
    finally:
        process.terminate()
        process.wait()


async def listen(url: str, token: str, room: str, arrivals: Arrivals) -> ClientConnection:
    """A socket that joined; its reader goes on by itself."""
    socket = await connect(url, compression=None, max_queue=64, open_timeout=60, ping_interval=None)
    await socket.recv()
    await socket.send("40" + json.dumps({"token": token}))
    await socket.recv()
    await socket.send("420" + json.dumps(["join", {"room_id": room}]))
    joined = asyncio.Event()
    asyncio.get_running_loop().create_task(_read(socket, arrivals, joined))
    await asyncio.wait_for(joined.wait(), 60)
    return socket


async def _read(socket: ClientConnection, arrivals: Arrivals, joined: asyncio.Event) -> None:
    async for message in socket:  # a ping that comes at the very end is answered to nobody
        text = str(message)
        if text == "2":
            with suppress(ConnectionClosed):
                await socket.send("3")
        elif text.startswith("430"):
            joined.set()
        elif text.startswith('42["position"'):
            number = int(json.loads(text[2:])[1]["accuracy_m"])
            arrivals.got[number].append(time.monotonic())


async def connect_all(url: str, members: Members, arrivals: Arrivals) -> tuple[list[ClientConnection], float]:
    begun, free = time.monotonic(), asyncio.Semaphore(AT_ONCE)

    async def one(token: str, room: str) -> ClientConnection:
        async with free:
            return await listen(url, token, room, arrivals)

    sockets = await asyncio.gather(*map(one, members.tokens, members.rooms))
    return list(sockets), time.monotonic() - begun


async def move(url: str, members: Members, arrivals: Arrivals, *, rate: int, seconds: int) -> None:
    """So many positions a second, of one member after the other, each when its moment has come."""
    begun, numbers = time.monotonic(), iter(range(rate * seconds))

    async def writer(client: httpx2.AsyncClient) -> None:
        for number in numbers:
            await asyncio.sleep(max(0.0, begun + number / rate - time.monotonic()))
            who = number * 7 % len(members.tokens)
            arrivals.sent[number] = time.monotonic()
            answer = await client.put(
                f"{url}/api/v1/rooms/{members.rooms[who]}/position",
                json={"lat": 40.73, "lng": -73.99, "accuracy_m": number},
                headers={"Authorization": f"Bearer {members.tokens[who]}"},
            )
            assert answer.status_code == 200, answer.text

    async with httpx2.AsyncClient(timeout=30) as client:
        await asyncio.gather(*(writer(client) for _ in range(WRITERS)))
    await asyncio.sleep(SETTLE_S)


async def bench(web: Server, live: Server, members: Members, options: argparse.Namespace) -> dict[str, Any]:
    arrivals = Arrivals()
    url = live.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    sockets, connected_s = await connect_all(url, members, arrivals)
    plain = await asyncio.to_thread(measure, web.url + PLAIN, clients=8, seconds=5, kind="get", token=None)
    await move(web.url, members, arrivals, rate=options.rate, seconds=options.seconds)
    memory_mb = psutil.Process(live.pid).memory_full_info().pss / 1e6
    await asyncio.gather(*(socket.close() for socket in sockets))
    return {"connected_s": connected_s, "plain": plain, "memory_mb": memory_mb, "last_ms": arrivals.last_ms()}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=2000)
    parser.add_argument("--rate", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=15)
    options = parser.parse_args(arguments)
    with ExitStack() as stack:
        database, cache = stack.enter_context(postgres_server()), stack.enter_context(redis_server())
        environ = {
            "DATABASE_URL": database, "REDIS_URL": cache.url, "EMBEDDINGS": "off", "EVENTS_REFRESH": "off",
            "RATELIMIT_ENABLED": "false", "LOG_LEVEL": "ERROR", "REALTIME_MAX_SOCKETS_PER_ADDRESS": "5000",
            "WEB_CONCURRENCY": "2", "DB_POOL_SIZE": "4", "MALLOC_ARENA_MAX": "2",
        }  # fmt: skip
        release = [sys.executable, "-m", "flask", "--app", "violet.wsgi", "db", "upgrade"]
        subprocess.run(release, cwd=ROOT, env=os.environ | environ, check=True, stderr=subprocess.DEVNULL)
        members = populate(database.replace("postgresql://", "postgresql+psycopg2://"), options.clients)
        web = stack.enter_context(gunicorn("violet.wsgi:app", environ, check="/health/live"))
        before = measure(web.url + PLAIN, clients=8, seconds=5, kind="get", token=None)
        live = stack.enter_context(realtime(environ))
        found = asyncio.run(bench(web, live, members, options))
    _report(found, before.per_second, options)


def _report(found: dict[str, Any], before: float, options: argparse.Namespace) -> None:
    results, last = Results(), found["last_ms"]
    cuts = statistics.quantiles(last, n=100)
    sent = options.rate * options.seconds
    print(HEADER)
    results.value(f"{options.clients} sockets connected", found["connected_s"], "s", budget=Budget("<=", 20, " s"))
    results.value("position to the last member, p50", cuts[49], "ms")
    results.value("position to the last member, p95", cuts[94], "ms", budget=Budget("<=", 250, " ms"))
    results.value("positions that reached all", len(last) / sent, "", budget=Budget(">=", 1))
    results.value("memory of realtime", found["memory_mb"], "MB", budget=Budget("<=", 250, " MB"))
    slower = before / found["plain"].per_second
    results.value("plain requests, times slower", slower, "", budget=Budget("<=", 1.2))


if __name__ == "__main__":
    main()
