"""A new account with a day in it: `python -m scripts.terminal.demo`."""

from __future__ import annotations

import argparse
import secrets
from datetime import datetime, timedelta
from typing import Any

from scripts.terminal.ask import TANDON
from scripts.terminal.server import address, call

PREFERENCES = {
    "preferred_vibes": ["study", "food"],
    "budget": {"min": None, "max": 25},
    "dietary_restrictions": ["vegetarian"],
    "max_walk_minutes_default": 15,
    "interests": "jazz, old maps, dumplings",
}
# Hours from now: a lecture soon, a lab after it, dinner with friends tonight.
DAY = (
    (1, 2.25, "Lecture: Algorithms", "6 MetroTech Center"),
    (3, 4.5, "Lab", "370 Jay Street"),
    (7, 8.5, "Dinner", None),
)
LIKED = ("quick_bites", "cozy_cafes")


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="scripts/demo", description="Fills a new account of the running server.")
    parser.parse_args(arguments)
    email, password = f"demo-{secrets.token_hex(4)}@nyu.edu", secrets.token_urlsafe(12)
    token = call("POST", "/auth/signup", {"email": email, "password": password, "first_name": "Demo"})["token"]
    call("POST", "/user/preferences", PREFERENCES, token=token)
    call("POST", "/user/profile", {"home_address": "Bobst Library"}, token=token)
    call("PUT", "/calendar/busy", {"blocks": _busy()}, token=token)
    liked = [card for name in LIKED for card in call("GET", f"/quick_recs?category={name}&limit=2")["places"]]
    for card in liked:
        call(
            "POST", "/user/activity", {"type": "like", "place_id": card["place_id"], "name": card["name"]}, token=token
        )
    print(f"Log in to {address()} as {email}, password {password}")
    print(f"TOKEN={token}")
    print(shown(call("GET", f"/dashboard?latitude={TANDON[0]}&longitude={TANDON[1]}", token=token)))


def _busy() -> list[dict[str, Any]]:
    now = datetime.now().astimezone().replace(minute=0, second=0, microsecond=0)
    return [
        {
            "start": (now + timedelta(hours=start)).isoformat(),
            "end": (now + timedelta(hours=end)).isoformat(),
            "title": title,
            "place": place,
        }
        for start, end, title, place in DAY
    ]


def shown(dashboard: dict[str, Any]) -> str:
    """The dashboard in a few lines."""
    weather, free = dashboard["weather"], dashboard["next_free"]
    lines = ["", f"Weather: {weather['temp_f']:.0f} degrees, {weather['desc']}" if weather else "Weather: not known"]
    lines.append(f"Free: {free['start'][11:16]} to {free['end'][11:16]}" if free else "Free: not any more today")
    if dashboard["free_time_suggestion"]:
        lines.append(dashboard["free_time_suggestion"]["message"])
    for name, cards in dashboard["quick_recommendations"].items():
        lines.append(f"{name}: " + (", ".join(card["name"] for card in cards[:3]) or "nothing"))
    return "\n".join(lines)


if __name__ == "__main__":
    main()
