"""`flask events` by hand."""

from __future__ import annotations

from flask_openapi3 import OpenAPI

from tests.api.events.conftest import FEEDS
from tests.simulator.faults import Fault
from tests.simulator.running import RunningSimulator


def test_refresh_says_what_it_did(app: OpenAPI, simulator: RunningSimulator) -> None:
    runner = app.test_cli_runner()
    simulator.state.set_fault("nyc_parks", Fault("status", status=503))
    first = runner.invoke(args=["events", "refresh"])
    assert first.exit_code == 0, first.output
    lines = {line.split()[0]: line for line in first.output.splitlines() if line}
    assert "27 new" in lines["nyu_engage"]
    assert "not taken: 1 too_far_away" in lines["nyu_engage"]
    assert "FAILED (server_error); its last good events are kept" in lines["nyc_parks"]
    second = runner.invoke(args=["events", "refresh", "--due"])
    assert "nyu_engage" not in second.output
    sources = runner.invoke(args=["events", "sources"])
    assert "nyc_parks            failing" in sources.output
    assert "nyu_engage           ok" in sources.output


def test_refresh_of_one_source(app: OpenAPI, simulator: RunningSimulator) -> None:
    runner = app.test_cli_runner()
    one = runner.invoke(args=["events", "refresh", "--source", "nyu_engage"])
    assert one.exit_code == 0
    assert {request.upstream for request in simulator.state.requests()} == {"nyu_engage"}
    unknown = runner.invoke(args=["events", "refresh", "--source", "nowhere"])
    assert unknown.exit_code == 2
    assert "there is no source nowhere" in unknown.output


def test_refresh_fails_where_nothing_could_be_read(app: OpenAPI, simulator: RunningSimulator) -> None:
    for feed in FEEDS:
        simulator.state.set_fault(feed, Fault("html_error", status=403))
    options = [part for feed in FEEDS for part in ("--source", feed)]
    result = app.test_cli_runner().invoke(args=["events", "refresh", *options])
    assert result.exit_code == 1
    assert "No source could be read." in result.output
