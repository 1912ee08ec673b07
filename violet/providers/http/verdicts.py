"""What the services' words mean for a message, and what all of them share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import orjson

from violet.domain.messages import Delivery, PushMessage, Verdict
from violet.ports import ProviderError
from violet.providers.http.posting import PostAnswer

BUDGET_S = 15.0
# Requests to one service at a time, where each message is a request.
THREADS = 8
MAX_TITLE = 120
MAX_BODY = 500

Codes = Mapping[str, Verdict]


def no_answer(error: ProviderError) -> Delivery:
    """The service could not be asked, or did not answer: the message waits."""
    return Delivery(Verdict.RETRY, reason=str(error.failure))


def by_status(answer: PostAnswer, reason: str) -> Delivery:
    """For what the service's own codes do not decide: the service's trouble and its limits pass, a request it does not
    want stays as it is."""
    waits = answer.status in (401, 403, 408, 429) or answer.status >= 500
    verdict = Verdict.RETRY if waits else Verdict.DEAD
    return Delivery(verdict, retry_after_s=answer.retry_after_s, reason=reason or f"http_{answer.status}")


def each(messages: Sequence[PushMessage], send_one: Callable[[PushMessage], Delivery]) -> list[Delivery]:
    """One request a message, several at a time, answers in order."""
    if len(messages) == 1:
        return [send_one(messages[0])]
    with ThreadPoolExecutor(min(THREADS, len(messages)), thread_name_prefix="push") as pool:
        return list(pool.map(send_one, messages))


def shortened(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def as_object(body: bytes) -> dict[str, object]:
    """The JSON object in a body; an empty one where there is none."""
    try:
        found = orjson.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
