"""One question, one answer with its cards: `python -m scripts.terminal.ask "quiet place to study"`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from scripts.terminal.server import call

TANDON = (40.6942, -73.9866)
SESSION = Path("instance") / "ask-session"


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="scripts/ask", description="Asks the running server.")
    parser.add_argument("question", nargs="+", help="in plain words")
    parser.add_argument("--near", nargs=2, type=float, metavar=("LAT", "LNG"), default=TANDON, help="default: Tandon")
    parser.add_argument("--new", action="store_true", help="begin a new conversation")
    asked = parser.parse_args(arguments)
    body: dict[str, Any] = {
        "message": " ".join(asked.question), "latitude": asked.near[0], "longitude": asked.near[1],
    }  # fmt: skip
    if SESSION.exists() and not asked.new:
        body["session_id"] = SESSION.read_text()
    answer = call("POST", "/chat", body)
    SESSION.parent.mkdir(exist_ok=True)
    SESSION.write_text(answer["session_id"])
    print(shown(answer))


def shown(answer: dict[str, Any]) -> str:
    """The reply, and under it each card in two or three lines."""
    lines = [answer["reply"]]
    for number, card in enumerate(answer["places"], 1):
        walk = f"{card['walk_time']} walk" if card["walk_time"] else None
        facts = [part for part in (walk, card["distance"], *card["why"]) if part]
        lines += ["", f"{number}. {card['name']}  ({', '.join(dict.fromkeys(facts))})"]
        lines += [f"   {text}" for text in (card.get("description"), card["address"]) if text]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
