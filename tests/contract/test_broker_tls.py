"""The worker's broker over TLS: Redis' certificate is verified as the web does it, unless the address says otherwise."""

from __future__ import annotations

import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from kombu.exceptions import OperationalError

from scripts.bench.certificate import write_certificate
from tests.conftest import make_settings
from tests.servers import RedisServer
from violet.jobs.broker import make_celery


class Relay(socketserver.BaseRequestHandler):
    """Speaks TLS to whoever comes and plainly to Redis behind it."""

    server: TlsFront

    def handle(self) -> None:
        with (
            suppress(OSError),
            self.server.context.wrap_socket(self.request, server_side=True) as outside,
            socket.create_connection(("127.0.0.1", self.server.behind)) as inside,
        ):
            back = threading.Thread(target=_pump, args=(inside, outside), daemon=True)
            back.start()
            _pump(outside, inside)
            inside.shutdown(socket.SHUT_RDWR)
            back.join()


class TlsFront(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, context: ssl.SSLContext, behind: int) -> None:
        self.context, self.behind = context, behind
        super().__init__(("127.0.0.1", 0), Relay)


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def address(redis_process: RedisServer, certificate: Path) -> Iterator[str]:
    """rediss:// in front of the tests' Redis, with a certificate that nobody but its maker trusts."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_name("privkey.pem"))
    with TlsFront(context, redis_process.port) as front:
        thread = threading.Thread(target=front.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"rediss://127.0.0.1:{front.server_address[1]}/0"
        front.shutdown()
        thread.join()


def reach(url: str) -> None:
    celery = make_celery(make_settings(redis_url=url), lambda _: lambda: None)
    with celery.connection_for_write() as connection:
        connection.ensure_connection(max_retries=1, interval_start=0, timeout=5)
    celery.close()


def test_a_certificate_that_nobody_knows_is_refused(address: str) -> None:
    with pytest.raises(OperationalError, match="CERTIFICATE_VERIFY_FAILED"):
        reach(address)


def test_one_that_is_trusted_is_taken(address: str, certificate: Path) -> None:
    reach(f"{address}?ssl_ca_certs={certificate}")
    reach(f"{address}?ssl_cert_reqs=CERT_REQUIRED&ssl_ca_certs={certificate}")


def test_who_says_so_does_without(address: str) -> None:
    reach(f"{address}?ssl_cert_reqs=none")


def test_without_tls_nothing_is_asked_for(redis_process: RedisServer) -> None:
    reach(redis_process.url)
