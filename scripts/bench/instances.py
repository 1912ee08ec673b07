"""Two instances on one machine behind nginx, as docs/scaling.md has it: two gunicorns in production settings, one
PostgreSQL, one Redis, and deploy/nginx.conf itself in front of them. Shows that they are one server to whoever asks.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
from cryptography.fernet import Fernet

from scripts.bench.certificate import write_certificate
from scripts.bench.processes import ROOT, Server, gunicorn, shell_environment, simulator, upstream_environment
from tests.ports import free_port
from tests.servers import postgres_server, redis_server

INSTANCE = "X-Instance"
CHAT_LIMIT = 10  # a minute and conversation: violet/api/support/limits.py
DEPLOYMENT_CEILING_USD = 0.40
START_DEADLINE_S = 20
EMAIL, PASSWORD = "bench@nyu.edu", "a bench of red granite 1831"
HERE = {"latitude": 40.7295, "longitude": -73.9965}


@dataclass(frozen=True, slots=True)
class Front:
    """nginx; `chain` is the certificate to trust."""

    url: str
    chain: str

    def client(self) -> requests.Session:
        """A browser of its own: one set of cookies."""
        session = requests.Session()
        session.verify = self.chain
        session.trust_env = False
        return session

    def chat(self, client: requests.Session, message: str, **more: Any) -> requests.Response:
        return client.post(f"{self.url}/api/v1/chat", json={"message": message} | HERE | more, timeout=30)


@contextmanager
def nginx(folder: Path, instances: Sequence[Server]) -> Iterator[Front]:
    """Serves with deploy/nginx.conf; only names, ports and paths are those of this machine."""
    chain, port = write_certificate(folder), free_port()
    servers = "\n".join(f"server {instance.url.removeprefix('http://')} max_fails=0;" for instance in instances)
    text = (ROOT / "deploy/nginx.conf").read_text()
    for pattern, replacement in (
        (r"server web:8080 max_fails=0;", servers),
        (r"server realtime:8080 max_fails=0;", f"server 127.0.0.1:{free_port()};"),
        (r"listen 8000;", f"listen 127.0.0.1:{free_port()};"),
        (r"listen 8443 ssl;", f"listen 127.0.0.1:{port} ssl; add_header {INSTANCE} $upstream_addr always;"),
        (r"/etc/nginx/tls", str(folder)),
        (r"/tmp/nginx", f"{folder}/nginx"),  # noqa: S108
    ):
        text, changed = re.subn(pattern, replacement, text)
        if not changed:
            raise ValueError(f"deploy/nginx.conf has no {pattern!r} any more")
    (folder / "nginx.conf").write_text(text)
    folder.chmod(0o755)
    process = subprocess.Popen(["nginx", "-c", str(folder / "nginx.conf"), "-g", "daemon off;"])
    front = Front(f"https://127.0.0.1:{port}", str(chain))
    try:
        _wait_until_up(front)
        yield front
    finally:
        process.terminate()
        process.wait()


def _wait_until_up(front: Front) -> None:
    deadline = time.monotonic() + START_DEADLINE_S
    while time.monotonic() < deadline:
        with suppress(requests.ConnectionError):
            if front.client().get(f"{front.url}/health/live", timeout=5).ok:
                return
        time.sleep(0.1)
    raise TimeoutError("nginx did not start")


@contextmanager
def two_instances() -> Iterator[tuple[Front, list[Server]]]:
    with ExitStack() as stack:
        upstreams = stack.enter_context(simulator())
        environ = upstream_environment(upstreams) | {
            "FLASK_ENV": "production",
            "DATABASE_URL": stack.enter_context(postgres_server()),
            "REDIS_URL": stack.enter_context(redis_server()).url,
            "JWT_SECRET": "a secret of this machine only, of more than 32 bytes",
            "FIELD_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
            "ALLOWED_ORIGINS": "https://violet.example",
            "PUBLIC_BASE_URL": "https://violet.example",
            "DEPLOYMENT_DAY_CEILING_USD": str(DEPLOYMENT_CEILING_USD),
            "WEB_CONCURRENCY": "1",
        }
        release = [str(ROOT / "scripts/release")]
        subprocess.run(release, env=shell_environment() | environ, check=True, capture_output=True)
        instances = [stack.enter_context(gunicorn("violet.wsgi:app", environ, check="/health/ready")) for _ in range(2)]
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="violet-nginx-", dir="/tmp")))
        yield stack.enter_context(nginx(folder, instances)), instances


def a_conversation_goes_on(front: Front) -> str:
    """Four turns of one browser; every turn knows what the others said, wherever it lands."""
    client = front.client()
    first = front.chat(client, "a quiet cafe near me")
    second = front.chat(client, "how do I get to the second one?")
    third = front.chat(client, "and the first one?")
    answers = [first, second, third]
    names = [place["name"] for place in first.json()["places"]]
    for answer, name in ((second, names[1]), (third, names[0])):
        require(name in answer.json()["reply"], f"the follow-up does not know {name}: {answer.json()['reply']}")
    return f"turns answered by {_seen(answers)}; the follow-ups knew {names[1]} and {names[0]}"


def a_limit_is_shared(front: Front) -> str:
    """One conversation may send ten messages a minute, not ten to each instance."""
    client = front.client()
    session_id = front.chat(front.client(), "hello").json()["session_id"]
    answers = [front.chat(client, "hello", session_id=session_id) for _ in range(CHAT_LIMIT + 4)]
    statuses = [answer.status_code for answer in answers]
    require(statuses == [200] * CHAT_LIMIT + [429] * 4, f"the limit let through {statuses.count(200)}")
    return f"{CHAT_LIMIT} messages of {len(answers)} answered, the others 429, by {_seen(answers)}"


def a_ceiling_is_shared(front: Front) -> str:
    """What both spend together stays under the deployment's ceiling; then cards come from the guide."""
    spent, answers = 0.0, []
    for place in range(14):
        spot = {"latitude": 40.60 + 0.02 * place, "longitude": -74.0}
        answers.append(front.chat(front.client(), "dumplings close by", **spot))
        spent += answers[-1].json()["usage"]["estimated_cost_usd"]
    require(spent <= DEPLOYMENT_CEILING_USD, f"${spent:.2f} were spent")
    require(answers[-1].json()["degraded"] != [], "the ceiling was never reached")
    require(answers[-1].status_code == 200, "above the ceiling nobody is answered")
    return f"${spent:.2f} of ${DEPLOYMENT_CEILING_USD:.2f} spent by {_seen(answers)}, and then answered from the guide"


def a_log_out_holds_everywhere(front: Front) -> str:
    client = front.client()
    made = client.post(f"{front.url}/api/v1/auth/signup", json={"email": EMAIL, "password": PASSWORD}, timeout=10)
    headers = {"Authorization": f"Bearer {made.json()['token']}"}
    before = [client.get(f"{front.url}/api/v1/user/me", headers=headers, timeout=10) for _ in range(2)]
    client.post(f"{front.url}/api/v1/auth/logout", headers=headers, timeout=10)
    after = [client.get(f"{front.url}/api/v1/user/me", headers=headers, timeout=10) for _ in range(4)]
    statuses = [answer.status_code for answer in (*before, *after)]
    require(statuses == [200] * 2 + [401] * 4, f"statuses {statuses}")
    return f"logged out once, refused by {_seen(after)}"


def the_inside_stays_inside(front: Front) -> str:
    status = front.client().get(f"{front.url}/metrics", timeout=10).status_code
    require(status == requests.codes.not_found, f"/metrics answered {status}")
    return "/metrics is 404 from outside"


def one_may_go(front: Front, instances: Sequence[Server]) -> str:
    """A killed instance is an answer of the other: nginx goes on to it where connecting fails."""
    os.kill(instances[0].pid, 15)
    time.sleep(1)
    answers = [front.client().get(f"{front.url}/health/ready", timeout=10) for _ in range(8)]
    require(all(answer.ok for answer in answers), f"statuses {[answer.status_code for answer in answers]}")
    return f"{len(answers)} of {len(answers)} requests answered with one instance stopped"


def _seen(answers: Sequence[requests.Response]) -> str:
    """The instances that answered; there must be two. nginx lists all it tried, the last of which answered."""
    instances = {answer.headers[INSTANCE].split(", ")[-1] for answer in answers}
    require(len(instances) == 2, f"only {instances} answered")
    return "both instances"


def require(truth: bool, otherwise: str) -> None:
    if not truth:
        raise AssertionError(otherwise)


def main() -> int:
    if shutil.which("nginx") is None:
        print("nginx is not installed; on Debian: apt-get install nginx-light", file=sys.stderr)
        return 2
    failed = 0
    with two_instances() as (front, instances):
        shown: list[Callable[[], str]] = [
            lambda: a_conversation_goes_on(front),
            lambda: a_limit_is_shared(front),
            lambda: a_log_out_holds_everywhere(front),
            lambda: a_ceiling_is_shared(front),
            lambda: the_inside_stays_inside(front),
            lambda: one_may_go(front, instances),
        ]
        for show in shown:
            try:
                print(f"ok      {show()}", flush=True)
            except AssertionError as error:
                failed += 1
                print(f"FAILED  {error}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
