"""Calling the server on this machine."""

from __future__ import annotations

import json
import os
import sys
import urllib.error
import urllib.request
from typing import Any

TIMEOUT_S = 30


def address() -> str:
    """VIOLET_URL, else this machine on PORT."""
    return os.environ.get("VIOLET_URL") or f"http://127.0.0.1:{os.environ.get('PORT', '5001')}"


def call(method: str, path: str, body: object = None, *, token: str | None = None) -> dict[str, Any]:
    """The answer of /api/v1`path`. Ends the program with a sentence where there is no server, or it refuses."""
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(f"{address()}/api/v1{path}", data, headers, method=method)  # noqa: S310 -- ours
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:  # noqa: S310
            found: dict[str, Any] = json.load(answer)
            return found
    except urllib.error.HTTPError as error:
        sys.exit(str(json.load(error).get("error", f"The server answered {error.code}.")))
    except OSError:
        sys.exit(f"Nothing answers at {address()}. Start the server first: scripts/run")
