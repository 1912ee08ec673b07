"""Many phones writing different keys at once: nothing is lost, on either database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from flask_openapi3 import OpenAPI

from tests.api.people import sign_up

KEYS: dict[str, list[Any]] = {
    "preferred_vibes": [["study"], ["food", "explore"]],
    "budget": [{"min": 1.0, "max": 2.0}, {"min": 3.0, "max": None}],
    "dietary_restrictions": [["vegan"], ["halal", "kosher"]],
    "max_walk_minutes_default": [5, 60],
    "interests": ["jazz", "maps"],
    "commute_preference": ["walking", "transit"],
    "vibes": [{"study": 0.25}, {"party": 1.0}],
    "distance_limit_minutes": [10, 30],
    "indoor_outdoor": ["indoor", "outdoor"],
}
PHONES = 200
THREADS = 8


def test_200_parallel_merges_of_different_keys_lose_none(app: OpenAPI):
    """Each person's nine keys come from nine phones at the same time, and every one of them must be there at the end."""
    people = [sign_up(app.test_client()) for _ in range(-(-PHONES // len(KEYS)))]
    jobs = [(person, key, values[number % 2]) for number, person in enumerate(people) for key, values in KEYS.items()]
    assert len(jobs) >= PHONES

    def post(job: tuple[Any, str, Any]) -> int:
        person, key, value = job
        body = {key: value}
        return app.test_client().post("/api/v1/user/preferences", json=body, headers=person.headers).status_code

    with ThreadPoolExecutor(THREADS) as pool:
        assert set(pool.map(post, jobs)) == {200}
    for number, person in enumerate(people):
        expected = {key: values[number % 2] for key, values in KEYS.items()}
        assert person.get("/user/preferences").get_json() == expected


def test_one_person_200_times_over_keeps_the_last_of_every_key(app: OpenAPI):
    """One phone for each key, each writing its own values in order."""
    person = sign_up(app.test_client())
    rounds = -(-PHONES // len(KEYS))

    def phone(key: str) -> set[int]:
        client, values = app.test_client(), KEYS[key]
        bodies = [{key: values[number % 2]} for number in range(rounds)]
        posts = (client.post("/api/v1/user/preferences", json=body, headers=person.headers) for body in bodies)
        return {answer.status_code for answer in posts}

    with ThreadPoolExecutor(len(KEYS)) as pool:
        assert set().union(*pool.map(phone, KEYS)) == {200}
    assert person.get("/user/preferences").get_json() == {key: values[(rounds - 1) % 2] for key, values in KEYS.items()}


def test_activity_from_many_phones_is_all_there_and_bounded(app: OpenAPI):
    person = sign_up(app.test_client())

    def post(number: int) -> int:
        body = {"type": "view", "place_id": str(number)}
        return app.test_client().post("/api/user/activity", json=body, headers=person.headers).status_code

    with ThreadPoolExecutor(THREADS) as pool:
        assert set(pool.map(post, range(60))) == {200}
    everything = person.get("/user/export").get_json()["activity"]
    assert {item["place_id"] for item in everything} == {str(number) for number in range(60)}
