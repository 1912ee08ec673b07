"""Where telemetry goes in the tests."""

from __future__ import annotations

import gzip
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from importlib.util import find_spec

# Sentry's library packs with brotli where that is installed.
UNPACK: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.decompress}
if find_spec("brotli"):
    UNPACK["br"] = import_module("brotli").decompress

Received = tuple[str, bytes]


@contextmanager
def http_sink() -> Iterator[tuple[str, queue.Queue[Received]]]:
    """An HTTP server that takes everything; its address and what it got (path, body)."""
    received: queue.Queue[Received] = queue.Queue()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            unpack = UNPACK.get(self.headers.get("Content-Encoding", "identity"), bytes)
            received.put((self.path, unpack(body)))
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"127.0.0.1:{server.server_port}", received
    server.shutdown()
    server.server_close()
    thread.join()
