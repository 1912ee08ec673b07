"""Chat turns against the simulated upstreams: what they cost, and that nothing that goes wrong there stops an answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from typing import Any, cast

import orjson
import pytest
import redis
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI

from tests.conftest import make_settings
from tests.ports import free_port
from tests.servers import RedisServer
from tests.sessions import issued_session
from tests.simulator.faults import Fault
from tests.simulator.running import RunningSimulator
from violet.app import create_app
from violet.services.spending.allowance import spent_today_usd

TANDON = {"latitude": 40.6942, "longitude": -73.9866}
UPSTREAMS = ("google_places", "google_routes", "openweather", "gemini")
DEGRADED = {"google_places": "places", "google_routes": "routes", "gemini": "llm"}
FAULTS = {
    "timeout": Fault("timeout"),
    "cut": Fault("cut"),
    "cut in the body": Fault("cut_body"),
    "429": Fault("status", status=429, retry_after="30"),
    "403": Fault("status", status=403),
    "404": Fault("status", status=404),
    "500": Fault("status", status=500),
    "503": Fault("status", status=503),
    "HTML with 200": Fault("html"),
    "truncated JSON": Fault("truncated"),
    "empty": Fault("empty"),
    "wrong types": Fault("wrong_types"),
    "ten times slower": Fault("slow", factor=10),
}
HARMLESS = {"ten times slower"}
HURRY = {
    "places_budget_s": 0.5, "weather_budget_s": 0.4, "routes_deadline_s": 0.4, "reply_deadline_s": 0.5,
    "gather_deadline_s": 0.6,
}  # fmt: skip
ALL_AT_ONCE_S = 20
MakeApp = Callable[..., OpenAPI]


@pytest.fixture
def make_app(simulator: RunningSimulator, sqlite_database: str) -> Iterator[MakeApp]:
    """Each call makes the app of one more worker, pointed at the simulator."""
    with ExitStack() as closing:

        def make(**overrides: object) -> OpenAPI:
            app = create_app(
                make_settings(
                    **({"database_url": sqlite_database, "ratelimit_enabled": False} | simulator.settings | overrides)
                )
            )
            closing.callback(_close, app)
            return app

        yield make


def _close(app: OpenAPI) -> None:
    app.extensions["violet"].close()


def ask(client: FlaskClient, message: str = "coffee near me", **body: Any) -> dict[str, Any]:
    answer = client.post("/api/chat", json={"message": message, **TANDON, **body})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert isinstance(answer.json, dict)
    return answer.json


def test_a_cold_turn_makes_four_calls_and_a_warm_repeat_nearby_one(make_app: MakeApp) -> None:
    client = make_app().test_client()
    cold = ask(client)["usage"]
    assert cold["upstream_calls"] == dict.fromkeys(UPSTREAMS, 1)
    assert 0 < cold["estimated_cost_usd"] <= 0.07
    assert cold["tokens"]["input"] > 0
    warm = ask(client, latitude=TANDON["latitude"] + 0.0002)["usage"]
    assert warm["upstream_calls"] == {"gemini": 1}


@pytest.mark.parametrize("north", [-0.0006, 0.0, 0.0006])
def test_whoever_asks_the_same_within_75_m_costs_one_call(make_app: MakeApp, north: float) -> None:
    app = make_app()
    ask(app.test_client())
    for east in (-0.0003, 0.0, 0.0003):
        near: dict[str, Any] = {"latitude": TANDON["latitude"] + north, "longitude": TANDON["longitude"] + east}
        assert ask(app.test_client(), **near)["usage"]["upstream_calls"] == {"gemini": 1}


def test_quick_recommendations_make_at_most_three_calls(simulator: RunningSimulator, make_app: MakeApp) -> None:
    answer = make_app().test_client().get("/api/quick_recs", query_string={"category": "chill_cafes", **TANDON})
    assert answer.json is not None
    assert answer.json["places"]
    assert sum(len(simulator.state.requests(upstream)) for upstream in UPSTREAMS) <= 3


def test_a_long_list_routes_only_what_a_turn_can_pay_for(make_app: MakeApp) -> None:
    client = make_app().test_client()
    answer = ask(client, "give me the top 10 coffee shops")
    assert len(answer["places"]) == 10
    assert [card["estimated"] for card in answer["places"]] == [False] * 6 + [True] * 4
    assert answer["usage"]["estimated_cost_usd"] <= 0.07
    quick = client.get("/api/quick_recs", query_string={"category": "chill_cafes", "limit": 16, **TANDON})
    assert quick.json is not None
    assert len(quick.json["places"]) == 16


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("upstream", UPSTREAMS)
def test_one_upstream_down(simulator: RunningSimulator, make_app: MakeApp, upstream: str, fault: str) -> None:
    client = make_app(**HURRY).test_client()
    simulator.state.set_fault(upstream, FAULTS[fault])
    answer = ask(client)
    assert answer["places"]
    assert answer["reply"]
    if fault in HARMLESS:
        return
    if upstream == "openweather":
        assert answer["weather"] is None
    else:
        assert DEGRADED[upstream] in answer["degraded"]
    if upstream == "google_places":
        assert {card["source"] for card in answer["places"]} == {"campus_guide"}
    if upstream == "google_routes":
        assert all(card["estimated"] for card in answer["places"])


@pytest.mark.parametrize("fault", FAULTS)
def test_every_upstream_down_at_once(simulator: RunningSimulator, make_app: MakeApp, fault: str) -> None:
    client = make_app(**HURRY).test_client()
    for upstream in UPSTREAMS:
        simulator.state.set_fault(upstream, FAULTS[fault])
    began = time.monotonic()
    answer = ask(client)
    assert time.monotonic() - began < ALL_AT_ONCE_S
    assert answer["places"]
    assert "canary" not in orjson.dumps(answer).decode()
    if fault not in HARMLESS:
        assert set(answer["degraded"]) == {"places", "routes", "llm"}
        assert answer["weather"] is None


@pytest.mark.parametrize(
    "mode", ["block_prompt", "block_answer", "no_text", "blank", "error_in_stream", "cut_in_stream"]
)
@pytest.mark.parametrize("streamed", [False, True])
def test_a_model_that_breaks_ends_in_template_words(
    simulator: RunningSimulator, make_app: MakeApp, mode: str, streamed: bool
) -> None:
    simulator.state.set_mode("gemini", {"mode": mode})
    client = make_app().test_client()
    if not streamed:
        answer = ask(client)
        assert answer["reply"]
        assert answer["places"][0]["name"] in answer["reply"]
        return
    events = _streamed(client)
    done = events[-1][1]
    assert events[0][0] == "cards"
    assert "llm" in done["degraded"]
    assert done["places"][0]["name"] in done["reply"]
    assert "".join(data["text"] for name, data in events if name == "delta") == done["reply"]


def test_a_lying_model_adds_no_place_and_no_card(simulator: RunningSimulator, make_app: MakeApp) -> None:
    simulator.state.set_mode("gemini", {"mode": "liar", "seed": 11})
    answer = ask(make_app().test_client())
    assert len(answer["places"]) == 3
    assert "Walrus" not in answer["reply"]
    assert "http" not in answer["reply"]


def test_three_hundred_identical_turns_search_once(simulator: RunningSimulator, make_app: MakeApp) -> None:
    app = make_app()
    simulator.state.set_latency("google_places", 0.15)
    with ThreadPoolExecutor(100) as crowd:
        replies = list(crowd.map(lambda _: ask(app.test_client())["reply"], range(300)))
    assert len(replies) == 300
    assert len(simulator.state.requests("google_places")) <= 5


def test_the_last_cent_is_spent_once_on_two_workers(make_app: MakeApp, redis_process: RedisServer) -> None:
    with redis.Redis.from_url(redis_process.url) as stored:
        stored.flushdb()
    ceiling = {
        "deployment_day_ceiling_usd": 1.0,
        "turn_ceiling_usd": 0.08,
        "redis_url": redis_process.url,
        "redis_timeout_s": 30,  # a worker that takes Redis for lost counts alone
        "cache_ttl_s": 0,
    }
    workers = [make_app(**ceiling), make_app(**ceiling)]

    def turn(number: int) -> float:
        answer = ask(workers[number % 2].test_client(), latitude=40.69 + number * 0.0009, message=f"coffee {number}")
        return float(answer["usage"]["estimated_cost_usd"])

    with ThreadPoolExecutor(40) as crowd:
        spent = sum(crowd.map(turn, range(200)))
    assert spent <= 1.0
    spent += sum(iter(partial(turn, 200), 0.0))  # where the crowd was refused while others still held money
    assert 0.9 < spent <= 1.0


def _streamed(client: FlaskClient) -> list[tuple[str, Any]]:
    answer = client.post(
        "/api/chat", json={"message": "coffee near me", **TANDON}, headers={"Accept": "text/event-stream"}
    )
    blocks = [block.split("\n") for block in answer.get_data(as_text=True).strip().split("\n\n")]
    return [(name.removeprefix("event: "), orjson.loads(data.removeprefix("data: "))) for _id, name, data in blocks]


def test_a_student_who_goes_away_is_not_waited_for_and_the_turn_is_remembered(
    simulator: RunningSimulator, make_app: MakeApp
) -> None:
    app = make_app()
    simulator.state.set_mode("gemini", {"chunk_pause_s": 0.5})
    away = issued_session()
    answer = app.test_client().post(
        "/api/chat",
        json={"message": "coffee", **TANDON},
        headers={"Accept": "text/event-stream", "X-Session-ID": away},
    )
    pieces = iter(cast("Iterable[bytes]", answer.response))
    assert b"event: cards" in next(pieces)
    assert b"event: delta" in next(pieces)
    began = time.monotonic()
    answer.close()
    assert time.monotonic() - began < 0.4, "it waited for the model"
    container = app.extensions["violet"]
    while not container.store.items(f"conversation:session:{away}"):
        assert time.monotonic() - began < 20, "the turn was lost"
        threading.Event().wait(0.02)
    while spent_today_usd(container.spending) >= 0.07:
        assert time.monotonic() - began < 20, "what was set aside for the turn was not given back"
        threading.Event().wait(0.02)


@pytest.mark.parametrize("fault", ["unreachable", "silent"])
def test_calls_that_never_got_an_answer_cost_nothing(
    simulator: RunningSimulator, make_app: MakeApp, fault: str
) -> None:
    """With Google away a turn is answered from the guide, and nobody's budget is used up by it."""
    if fault == "silent":
        for upstream in ("google_places", "google_routes"):
            simulator.state.set_fault(upstream, Fault("timeout"))
        app = make_app(**HURRY)
    else:
        nowhere = f"http://127.0.0.1:{free_port()}"
        app = make_app(google_places_base_url=nowhere, google_routes_base_url=nowhere, google_maps_base_url=nowhere)
    answer = ask(app.test_client(), message="dumplings close by")
    assert answer["places"]
    assert answer["reply"]
    assert answer["usage"]["estimated_cost_usd"] < 0.01, "the writer's tokens, where it was asked"
    assert spent_today_usd(app.extensions["violet"].spending) < 0.01
