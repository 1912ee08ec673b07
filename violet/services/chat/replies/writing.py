"""Cards -> words: the model's draft, checked sentence by sentence, or the template where there is nothing to keep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import structlog

from violet.ports import Prompt, ProviderError, Reply, TokenUsage, Writer
from violet.services.chat.parts.grounds import Grounds
from violet.services.chat.replies.sentences import sentences_of
from violet.services.chat.replies.validator import Validator

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Words:
    """The words that leave the server. `degraded` is True where the template stands in for a model that failed."""

    text: str
    degraded: bool = False
    usage: TokenUsage = TokenUsage()
    rejected: int = 0


def write_words(writer: Writer | None, prompt: Prompt | None, grounds: Grounds, template: str) -> Words:
    """The whole reply at once."""
    words: Words | None = None
    for piece in stream_words(writer, prompt, grounds, template, streaming=False):
        if isinstance(piece, Words):
            words = piece
    assert words is not None
    return words


def stream_words(
    writer: Writer | None, prompt: Prompt | None, grounds: Grounds, template: str, *, streaming: bool = True
) -> Iterator[str | Words]:
    """Sentences as soon as they are whole and checked, then `Words`. A model that fails before its first good sentence
    is replaced by the template; one that breaks later is completed by what it has said so far, or by the template where
    that names no card."""
    if writer is None or prompt is None:
        yield template
        yield Words(template)
        return
    draft = _Draft(writer, prompt, streaming)
    validator = Validator(grounds)
    kept: list[str] = []
    rejected = 0
    for sentence in sentences_of(draft.pieces()):
        problem = validator.problem(sentence)
        if problem is not None:
            rejected += 1
            log.info("sentence_rejected", problem=problem)
            continue
        yield sentence if not kept else f" {sentence}"
        kept.append(sentence)
    if not _names_a_card(kept, grounds) or (draft.failed and len(kept) < 2):
        yield template if not kept else f" {template}"
        kept.append(template)
    yield Words(" ".join(kept), degraded=draft.failed, usage=draft.usage, rejected=rejected)


class _Draft:
    """The model's text as it comes; a failure ends it and is remembered."""

    def __init__(self, writer: Writer, prompt: Prompt, streaming: bool) -> None:
        self._writer, self._prompt, self._streaming = writer, prompt, streaming
        self.usage = TokenUsage()
        self.failed = False

    def pieces(self) -> Iterator[str]:
        try:
            if not self._streaming:
                reply = self._writer.write(self._prompt)
                self.usage = reply.usage
                yield reply.text
                return
            for piece in self._writer.stream(self._prompt):
                if isinstance(piece, Reply):
                    self.usage = piece.usage
                else:
                    yield piece
        except ProviderError as error:
            self.failed = True
            log.warning("writer_failed", failure=error.failure.value)


def _names_a_card(kept: list[str], grounds: Grounds) -> bool:
    if not grounds.cards:
        return bool(kept)
    validator = Validator(grounds)
    return any(validator.names_a_card(sentence) for sentence in kept)
