"""A scrape of a real server of two workers has every sample that an alert or a panel asks for."""

from __future__ import annotations

import json
import re

import pytest
import requests

from tests.e2e.conftest import Whole
from tests.e2e.serving import chat
from tests.simulator.faults import Fault
from tests.unit.test_observability import expressions, uses


@pytest.fixture(scope="module")
def scraped(whole: Whole) -> dict[str, set[str]]:
    """The names of all samples after a few requests of each kind, with the labels that each carries."""
    http = requests.Session()
    for number in range(4):
        chat(http, whole.server.url, f"scraped-{number}", "somewhere for a slice of pizza")
    with http.post(
        f"{whole.server.url}/api/v1/chat",
        json={"message": "quiet library"},
        headers={"Accept": "text/event-stream"},
        timeout=30,
    ) as streamed:
        assert b"event: done" in streamed.content
    person = http.post(
        f"{whole.server.url}/api/v1/auth/signup",
        json={"email": "scraped@nyu.edu", "password": "a long walk over the bridge"},
        timeout=30,
    )
    assert person.status_code == 201
    http.get(f"{whole.server.url}/api/v1/weather", timeout=30)
    whole.simulator.state.set_fault("gemini", Fault("status", status=500))
    assert chat(http, whole.server.url, "scraped-last", "somewhere for a burger").json()["degraded"] == ["llm"]
    whole.simulator.state.reset()
    found: dict[str, set[str]] = {}
    for sample in whole.server.metrics():
        name, _, labels = sample.partition("{")
        found.setdefault(name, set()).update(re.findall(r"(\w+)=\"", labels))
    return found


@pytest.mark.parametrize("expression", expressions())
def test_what_a_query_asks_for_is_scraped(scraped: dict[str, set[str]], expression: str) -> None:
    for name, labels in uses(expression):
        assert name in scraped
        assert labels <= scraped[name] | {"le"}, name


def test_the_build_is_there_once_however_many_workers(whole: Whole) -> None:
    builds = [name for name in whole.server.metrics() if name.startswith("violet_build{")]
    assert len(builds) == 1, json.dumps(builds)
