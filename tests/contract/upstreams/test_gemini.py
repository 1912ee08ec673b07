"""The Gemini writer: words, pieces, tokens, refusals, fallback models, and an end to what nobody reads any more."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Literal

import pytest

from tests.contract.upstreams.conftest import Clients, MakeClients
from tests.simulator.faults import Fault
from tests.simulator.running import RunningSimulator
from violet.ports import Failure, Prompt, ProviderError, Reply
from violet.providers.gemini.models import Models
from violet.providers.http import AttemptError
from violet.providers.http.usage import recording

CARDS = '[{"name": "Bobst Library", "walk_time": "4 min"}, {"name": "Think Coffee", "walk_time": "6 min"}]'
PROMPT = Prompt("You are a concierge.", f"Cards:\n{CARDS}")
WORDS = "Here is what fits best. Bobst Library is a 4 min walk away. Think Coffee is a 6 min walk away."

Write = Callable[[Clients, Prompt], Reply]


def _write(clients: Clients, prompt: Prompt) -> Reply:
    return clients.writer.write(prompt)


def _stream(clients: Clients, prompt: Prompt) -> Reply:
    *_, last = clients.writer.stream(prompt)
    assert isinstance(last, Reply)
    return last


both_ways = pytest.mark.parametrize("write", [_write, _stream])


@both_ways
def test_a_reply_has_words_model_and_tokens(simulator: RunningSimulator, clients: Clients, write: Write) -> None:
    with recording() as ledger:
        reply = write(clients, PROMPT)
    assert reply.text == WORDS
    assert reply.model == "gemini-3.8-flash"
    assert reply.usage.input_tokens > 0
    # The simulator thinks 40 tokens long, and thoughts are billed as output.
    assert reply.usage.output_tokens == 40 + len(WORDS) // 4
    assert ledger.usage().tokens == reply.usage
    assert ledger.usage().skus == {
        "gemini-3.8-flash.input": reply.usage.input_tokens,
        "gemini-3.8-flash.output": reply.usage.output_tokens,
    }


def test_a_stream_comes_in_pieces_that_make_the_reply(clients: Clients) -> None:
    *pieces, reply = clients.writer.stream(PROMPT)
    assert isinstance(reply, Reply)
    assert len(pieces) > 3
    assert "".join(str(piece) for piece in pieces) == reply.text == WORDS


def test_what_is_asked_of_the_model(simulator: RunningSimulator, clients: Clients) -> None:
    history: tuple[tuple[Literal["user", "model"], str], ...] = (
        ("model", "Hello!"),
        ("user", "Somewhere quiet?"),
        ("model", "Try Bobst."),
        ("user", "And coffee?"),
    )
    clients.writer.write(Prompt("You are a concierge.", CARDS, history))
    [request] = simulator.state.requests("gemini")
    body = request.json()
    assert request.path == "/v1/models/gemini-3.8-flash:generateContent"
    assert body["systemInstruction"]["parts"] == [{"text": "You are a concierge."}]
    assert [content["role"] for content in body["contents"]] == ["user", "model", "user"]
    assert body["contents"][-1]["parts"] == [{"text": "And coffee?"}, {"text": CARDS}]
    thinking = body["generationConfig"]["thinkingConfig"]
    assert (thinking.get("thinkingLevel") or thinking.get("thinking_level")) == "LOW"
    assert body["generationConfig"]["maxOutputTokens"] == clients.settings.gemini_max_output_tokens


@both_ways
@pytest.mark.parametrize("mode", ["block_prompt", "block_answer", "no_text", "blank"])
def test_a_refusal_or_an_empty_answer_is_blocked_and_paid_for(
    simulator: RunningSimulator, clients: Clients, write: Write, mode: str
) -> None:
    simulator.state.set_mode("gemini", {"mode": mode})
    with recording() as ledger, pytest.raises(ProviderError) as raised:
        write(clients, PROMPT)
    assert raised.value.failure is Failure.BLOCKED
    assert ledger.usage().skus["gemini-3.8-flash.input"] > 0
    assert len(simulator.state.requests()) == 1


@both_ways
def test_an_answer_that_ran_out_of_room_still_counts(
    simulator: RunningSimulator, clients: Clients, write: Write
) -> None:
    simulator.state.set_mode("gemini", {"mode": "cut_short"})
    assert write(clients, PROMPT).text == "Two good options are"


@both_ways
@pytest.mark.parametrize("why", ["gone", "busy"])
def test_the_next_model_answers_and_the_first_is_left_alone(
    simulator: RunningSimulator, clients: Clients, write: Write, why: str
) -> None:
    simulator.state.set_mode("gemini", {why: ["gemini-3.8-flash"]})
    assert write(clients, PROMPT).model == "gemini-3.7-flash"
    assert write(clients, PROMPT).model == "gemini-3.7-flash"
    assert [one.status for one in simulator.state.requests("gemini")] == [404 if why == "gone" else 503, 200, 200]


@both_ways
def test_a_used_up_quota_tries_each_model_once_and_does_not_wait(
    simulator: RunningSimulator, clients: Clients, write: Write
) -> None:
    simulator.state.set_mode("gemini", {"quota": "day", "retry_delay_s": 1})
    with pytest.raises(ProviderError) as raised:
        write(clients, PROMPT)
    assert raised.value.failure is Failure.RATE_LIMITED
    asked = [one.path.split("/")[-1].split(":")[0] for one in simulator.state.requests("gemini")]
    assert asked == list(clients.settings.gemini_models)


def test_a_wrong_key_is_denied_and_not_tried_again(simulator: RunningSimulator, make_clients: MakeClients) -> None:
    clients = make_clients(gemini_api_key="wrong")
    with pytest.raises(ProviderError) as raised:
        clients.writer.write(PROMPT)
    assert raised.value.failure is Failure.DENIED
    assert len(simulator.state.requests()) == 1


@pytest.mark.parametrize(
    ("mode", "failure"), [("error_in_stream", Failure.SERVER_ERROR), ("cut_in_stream", Failure.CONNECTION)]
)
def test_a_stream_that_breaks_gives_what_it_had_and_then_fails(
    simulator: RunningSimulator, clients: Clients, mode: str, failure: Failure
) -> None:
    simulator.state.set_mode("gemini", {"mode": mode})
    pieces: list[str | Reply] = []
    with pytest.raises(ProviderError) as raised:
        pieces.extend(clients.writer.stream(PROMPT))
    assert raised.value.failure is failure
    assert len(simulator.state.requests()) == 1


def test_closing_the_stream_stops_the_call(simulator: RunningSimulator, make_clients: MakeClients) -> None:
    clients = make_clients(upstream_max_concurrent=1, upstream_busy_wait_s=0)
    simulator.state.set_mode("gemini", {"text": "word " * 500, "chunk_pause_s": 0.02})
    with recording() as ledger:
        stream = clients.writer.stream(PROMPT)
        assert next(stream)
        stream.close()  # type: ignore[attr-defined]
    assert ledger.usage().outcomes == {("gemini", "cancelled"): 1}
    # What was begun may be billed in full.
    assert ledger.usage().skus["gemini-3.8-flash.output"] == clients.settings.gemini_max_output_tokens
    # Its place is free again, and the simulator has noticed that nobody reads.
    simulator.state.set_mode("gemini", {"text": "Fine.", "chunk_pause_s": 0})
    assert clients.writer.write(PROMPT).text == "Fine."


def test_a_stream_has_a_deadline_for_the_whole_of_it(simulator: RunningSimulator, make_clients: MakeClients) -> None:
    clients = make_clients(reply_deadline_s=0.6)
    clients.writer.load()
    simulator.state.set_mode("gemini", {"text": "word " * 500, "chunk_pause_s": 0.05})
    with pytest.raises(ProviderError) as raised:
        list(clients.writer.stream(PROMPT))
    assert raised.value.failure is Failure.TIMEOUT


def test_many_threads_share_one_client(simulator: RunningSimulator, clients: Clients) -> None:
    simulator.state.set_latency("gemini", 0.05)
    replies: list[Reply] = []

    def write(number: int) -> None:
        replies.append(clients.writer.write(Prompt("", f'[{{"name": "Place {number}"}}]')))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {reply.text for reply in replies} == {
        f"Here is what fits best. Place {number} fits what you asked for." for number in range(16)
    }


def test_a_lying_model_lies_the_same_way_for_the_same_seed(simulator: RunningSimulator, clients: Clients) -> None:
    said = []
    for _ in range(2):
        simulator.state.set_mode("gemini", {"mode": "liar", "seed": 11})
        said.append(clients.writer.write(PROMPT).text)
    assert said[0] == said[1]
    assert said[0] != WORDS


def test_when_all_models_rest_the_one_that_rested_longest_is_asked() -> None:
    models = Models(("a", "b"))
    assert models.choose() == "a"
    assert models.turned_away("a", AttemptError("gemini", Failure.SERVER_ERROR)).elsewhere
    assert models.choose() == "b"
    assert not models.turned_away("b", AttemptError("gemini", Failure.NOT_FOUND)).elsewhere
    assert models.choose() == "a"
    with pytest.raises(ValueError, match="no model"):
        Models(())


def test_a_timeout_does_not_send_the_question_to_another_model(
    simulator: RunningSimulator, make_clients: MakeClients
) -> None:
    clients = make_clients(reply_deadline_s=0.3)
    clients.writer.load()
    simulator.state.set_fault("gemini", Fault("timeout"))
    with pytest.raises(ProviderError) as raised:
        clients.writer.write(PROMPT)
    assert raised.value.failure is Failure.TIMEOUT
    assert len(simulator.state.requests()) == 1
