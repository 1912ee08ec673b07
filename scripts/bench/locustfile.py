"""What one locust user sends: the same kinds of request as load.lua, chosen by LOAD_URL, LOAD_KIND and LOAD_TOKEN."""

from __future__ import annotations

import itertools
import os
from random import SystemRandom
from urllib.parse import urlsplit

from locust import FastHttpUser, constant, task

URL = urlsplit(os.environ["LOAD_URL"])
PATH = f"{URL.path or '/'}?{URL.query}" if URL.query else URL.path or "/"
KIND = os.environ["LOAD_KIND"]
TOKEN = os.environ["LOAD_TOKEN"]
WISHES = (
    "a quiet coffee",
    "cheap dumplings",
    "a slice of pizza",
    "a place to study",
    "vegan lunch",
    "a museum",
    "ramen",
)
TIMES = ("this afternoon", "before class", "right now", "on a budget", "that is not too loud", "with two friends")
PLACES = ("close by", "around here", "nearby", "near me", "not far away")
OPENERS = ("Where can I get", "I would like", "Any idea for", "Find me", "We want", "Looking for", "Is there")
MESSAGES = itertools.cycle(itertools.product(OPENERS, WISHES, PLACES, TIMES))
RANDOM = SystemRandom()


class Visitor(FastHttpUser):
    """One client, one connection, no pause between requests."""

    host = f"{URL.scheme}://{URL.netloc}"
    wait_time = constant(0)

    @task
    def ask(self) -> None:
        headers = {"Authorization": f"Bearer {TOKEN}"} if TOKEN and KIND != "login" else {}
        if KIND == "get":
            self.client.get(PATH, headers=headers, name="load")
        elif KIND == "login":
            self.client.post(PATH, data=TOKEN, headers={"Content-Type": "application/json"}, name="load")
        else:
            with self.client.post(PATH, json=_turn(), headers=headers, name="load", catch_response=True) as answer:
                if '"degraded":["' in (answer.text or ""):
                    answer.failure("degraded")


def _turn() -> dict[str, object]:
    latitude, longitude = 40.7295, -73.9965
    if KIND == "cold":
        latitude, longitude = RANDOM.uniform(40.69, 40.75), RANDOM.uniform(-74.01, -73.97)
    return {"message": " ".join(next(MESSAGES)) + "?", "latitude": latitude, "longitude": longitude}
