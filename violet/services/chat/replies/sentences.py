"""Splitting text into whole sentences, also while it is still coming."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from violet.services.chat.replies.patterns import pattern

END = re.compile(r"(?:[.!?…]+[\"'”’)\]]*(?=\s+[^\sa-z(])|[。！？]|\n+)")
ABBREVIATION = pattern("abbreviation", as_written=True)
LONGEST_SENTENCE = 600


def split_sentences(text: str) -> list[str]:
    """The sentences of a whole text, stripped, none empty."""
    return list(sentences_of([text]))


def sentences_of(pieces: Iterable[str]) -> Iterator[str]:
    """Sentences as soon as they are whole: at their mark and the beginning of the next one, and at the end."""
    buffer = ""
    for piece in pieces:
        buffer += piece
        while (end := _end_of_first(buffer)) is not None:
            sentence, buffer = buffer[:end].strip(), buffer[end:]
            if sentence:
                yield sentence
    if buffer.strip():
        yield buffer.strip()


def _end_of_first(text: str) -> int | None:
    for match in END.finditer(text):
        if not ABBREVIATION.search(text[: match.end()].rstrip("\"'”’)]")) or match.group().endswith("\n"):
            return match.end()
    return LONGEST_SENTENCE if len(text) > LONGEST_SENTENCE else None
