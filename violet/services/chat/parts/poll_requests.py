"""Whether a message asks to let others vote on what was shown. Pure; the words are in the TOML beside it. Such a
message is told by its whole: "who should I vote for" stays what it is."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from violet.services.chat.parts.whole_messages import any_of, plain, whole_message

WORDS = Path(__file__).with_suffix(".toml")
MAX_CHARS = 120


def asks_for_poll(message: str) -> bool:
    return len(message) <= MAX_CHARS and _pattern().fullmatch(plain(message)) is not None


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    lists = {name.upper(): f"(?:{any_of(words[name])})" for name in ("who", "what")}
    asked = [re.sub("WHO|WHAT", lambda found: lists[found[0]], one) for one in words["ask"]]
    return whole_message(words, asked)
