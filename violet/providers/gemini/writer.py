"""The writer: one Gemini call a reply, all at once or in pieces as they come."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from violet.ports import Failure, Prompt, Reply, TokenUsage
from violet.providers.gemini.answers import USABLE, end_of, tokens_of, words_of
from violet.providers.gemini.books import book, most_charged
from violet.providers.gemini.clock import on_time, within
from violet.providers.gemini.connection import Client, Connection
from violet.providers.gemini.library import library
from violet.providers.gemini.models import Models
from violet.providers.http import Attempt, AttemptError, Guard, Transport, Upstream
from violet.providers.http.usage import Charge
from violet.settings import Settings

NAME: Final = "gemini"
TEMPERATURE: Final = 0.4
# A reply has this share of its deadline; one silent gap in a stream may take the other.
BUDGET_SHARE: Final = 0.85
STREAM_SHARE: Final = 0.5


@dataclass(slots=True)
class _Stream:
    """A stream that has begun. `books` ends its entry in the books."""

    books: ExitStack
    attempt: Attempt
    model: str
    chunks: Iterator[Any]


WARM_UP = Prompt(instruction="Say yes.", data="Yes?")
WARM_UP_ANSWER = {"candidates": [{"content": {"role": "model", "parts": [{"text": "yes"}]}, "finishReason": "STOP"}]}


class GeminiWriter:
    """See `Writer`. The library's own retries and continuations are off: the one policy is the transport's."""

    def __init__(self, transport: Transport, settings: Settings) -> None:
        self._transport = transport
        self._settings = settings
        self._models = Models(settings.gemini_models)
        self._connection = Connection(settings)
        budget_s = settings.reply_deadline_s * BUDGET_SHARE
        self._upstream = Upstream(
            name=NAME, base_url=settings.gemini_base_url, budget_s=budget_s, read_timeout_s=budget_s
        )

    def load(self) -> None:
        """Imports the library and builds the schemas of one call (two seconds): before a fork, so that no reply waits
        for it and the workers share it."""
        known = library()
        client = Client(os.getpid(), None, None, known, known.raised)
        self._config(client, WARM_UP, timeout_s=1.0).model_dump()
        known.types.Content.model_validate(_contents(WARM_UP)).model_dump()
        known.types.GenerateContentResponse.model_validate(WARM_UP_ANSWER)

    def write(self, prompt: Prompt) -> Reply:
        def work(attempt: Attempt) -> Reply:
            model, client = self._models.choose(), self._connection.client()
            try:
                with within(attempt.timeout_s):
                    response = client.models.generate_content(
                        model=model,
                        contents=_contents(prompt),
                        config=self._config(client, prompt, attempt.timeout_s),
                    )
                pieces = [words_of(response)]
                return self._reply(attempt, model, pieces, end=end_of(response), usage=tokens_of(response))
            except client.raised as error:
                raise self._models.failed(model, NAME, error) from None

        return self._guard().call(work, self._charges(prompt))

    def stream(self, prompt: Prompt) -> Iterator[str | Reply]:
        guard = self._guard()
        with guard.slot():
            stream = guard.retried(lambda deadline: self._open(guard, prompt, deadline))
            with stream.books:
                yield from self._pieces(stream, deadline=time.monotonic() + self._upstream.budget_s)

    def _open(self, guard: Guard, prompt: Prompt, deadline: float) -> _Stream:
        """Begins the stream and waits for its first piece: until then another attempt loses nothing."""
        with ExitStack() as books:
            attempt = books.enter_context(guard.attempt(self._charges(prompt), deadline))
            model, client = self._models.choose(), self._connection.client()
            timeout_s = min(attempt.timeout_s, self._settings.reply_deadline_s * STREAM_SHARE)
            try:
                with within(timeout_s):
                    chunks = client.models.generate_content_stream(
                        model=model,
                        contents=_contents(prompt),
                        config=self._config(client, prompt, timeout_s),
                    )
                    books.enter_context(closing(chunks))
                    first = next(chunks, None)
            except client.raised as error:
                raise self._models.failed(model, NAME, error) from None
            if first is None:
                raise AttemptError(NAME, Failure.BAD_RESPONSE, "no chunk")
            attempt.answered = True
            return _Stream(books.pop_all(), attempt, model, chain((first,), chunks))

    def _pieces(self, stream: _Stream, *, deadline: float) -> Iterator[str | Reply]:
        pieces: list[str] = []
        end: str | None = None
        usage: TokenUsage | None = None
        client = self._connection.client()
        try:
            for chunk in on_time(stream.chunks, deadline):
                words, end = words_of(chunk), end_of(chunk) or end
                # The counts are running totals: the last ones are right.
                usage = tokens_of(chunk) or usage
                if words:
                    pieces.append(words)
                    yield words
        except client.raised as error:
            raise self._models.failed(stream.model, NAME, error) from None
        yield self._reply(stream.attempt, stream.model, pieces, end=end, usage=usage)

    def _reply(
        self, attempt: Attempt, model: str, pieces: list[str], *, end: str | None, usage: TokenUsage | None
    ) -> Reply:
        """Raises AttemptError: BLOCKED for a safety stop or no words, BAD_RESPONSE for an answer without an end."""
        if usage is not None:
            book(attempt, model, usage)
        if end is None:
            raise AttemptError(NAME, Failure.BAD_RESPONSE, "no end")
        text = "".join(pieces)
        if end not in USABLE or not text.strip():
            raise AttemptError(NAME, Failure.BLOCKED, end if end.isupper() else "")
        return Reply(text=text, usage=usage or TokenUsage(), model=model)

    def _charges(self, prompt: Prompt) -> tuple[Charge, ...]:
        texts = (prompt.instruction, prompt.data, *(text for _, text in prompt.history))
        return most_charged(self._models.choose(), texts, self._settings.gemini_max_output_tokens)

    def _guard(self) -> Guard:
        return self._transport.guard(self._upstream)

    def _config(self, client: Client, prompt: Prompt, timeout_s: float) -> Any:
        most = self._settings.gemini_max_output_tokens
        return client.config(prompt.instruction, timeout_s, temperature=TEMPERATURE, max_output_tokens=most)


def _contents(prompt: Prompt) -> Any:
    """Turns that begin and end with the user and alternate, as the API demands; the data comes last.

    In plain dicts, and a single turn without a list around it: of its own classes in a list the library tries each
    against everything that contents may be, a millisecond for three turns.
    """
    turns: list[dict[str, Any]] = []
    for role, text in (*prompt.history, ("user", prompt.data)):
        if not turns and role == "model":
            continue
        if not turns or turns[-1]["role"] != role:
            turns.append({"role": role, "parts": []})
        turns[-1]["parts"].append({"text": text})
    return turns if len(turns) > 1 else turns[0]
