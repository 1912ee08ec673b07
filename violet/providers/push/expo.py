"""Expo's push service: up to a hundred messages a request, a ticket for each, and a receipt some minutes later.

A ticket says that Expo took a message. Only the receipt says that the phone's own service did not know the token.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from violet.domain.messages import Delivery, PushMessage, Verdict
from violet.ports import Failure, ProviderError
from violet.providers.http import Upstream
from violet.providers.http.posting import Poster, Posting
from violet.providers.http.verdicts import (
    BUDGET_S,
    MAX_BODY,
    MAX_TITLE,
    Codes,
    as_object,
    by_status,
    no_answer,
    shortened,
)
from violet.settings import Settings

SEND = "/--/api/v2/push/send"
RECEIPTS = "/--/api/v2/push/getReceipts"
MAX_MESSAGES = 100
MAX_RECEIPTS = 300
# Of a ticket or a receipt.
MESSAGE_CODES: Codes = {
    "DeviceNotRegistered": Verdict.FORGET,
    "MessageTooBig": Verdict.DEAD,
    "MessageRateExceeded": Verdict.RETRY,
    "MismatchSenderId": Verdict.DEAD,
    "InvalidCredentials": Verdict.RETRY,
}
# Of a request as a whole; whatever is not here is decided by its status.
REQUEST_CODES: Codes = {
    "PUSH_TOO_MANY_EXPERIENCE_IDS": Verdict.RETRY,
    "PUSH_TOO_MANY_NOTIFICATIONS": Verdict.RETRY,
    "PUSH_TOO_MANY_RECEIPTS": Verdict.RETRY,
    "TOO_MANY_REQUESTS": Verdict.RETRY,
    "UNAUTHORIZED": Verdict.RETRY,
    "API_ERROR": Verdict.RETRY,
    "VALIDATION_ERROR": Verdict.DEAD,
}


class ExpoPush:
    """`EXPO_ACCESS_TOKEN` is needed only where the project asks for it."""

    name = "expo"
    batch = MAX_MESSAGES

    def __init__(self, poster: Poster, settings: Settings) -> None:
        self._poster = poster
        base = settings.expo_push_base_url
        self._upstream = Upstream(self.name, base, budget_s=BUDGET_S, read_timeout_s=BUDGET_S, attempts=1)
        self._headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if settings.expo_access_token:
            self._headers["Authorization"] = f"Bearer {settings.expo_access_token}"

    def send(self, messages: Sequence[PushMessage]) -> list[Delivery]:
        body = orjson.dumps([_wire(message) for message in messages])
        try:
            answer = self._poster.post(self._upstream, Posting(self._upstream.base_url + SEND, body, self._headers))
        except ProviderError as error:
            return [no_answer(error)] * len(messages)
        document = as_object(answer.body)
        tickets = document.get("data")
        if answer.status == 200 and isinstance(tickets, dict):
            tickets = [tickets]
        if answer.status == 200 and isinstance(tickets, list) and len(tickets) == len(messages):
            return [_delivery(ticket) for ticket in tickets]
        code = _request_code(document)
        decided = by_status(answer, code)
        if answer.status == 200 and not code:  # an answer that makes no sense; whether Expo took them nobody can tell
            decided = Delivery(Verdict.RETRY, reason="bad_response")
        verdict = REQUEST_CODES.get(code, decided.verdict)
        if verdict is Verdict.DEAD and len(messages) > 1:  # one bad message spoils all: each goes by itself
            return [one for message in messages for one in self.send([message])]
        return [Delivery(verdict, retry_after_s=decided.retry_after_s, reason=decided.reason)] * len(messages)

    def receipts(self, ids: Sequence[str]) -> dict[str, Delivery]:
        found: dict[str, Delivery] = {}
        for start in range(0, len(ids), MAX_RECEIPTS):
            body = orjson.dumps({"ids": list(ids[start : start + MAX_RECEIPTS])})
            posting = Posting(self._upstream.base_url + RECEIPTS, body, self._headers)
            answer = self._poster.post(self._upstream, posting)
            data = as_object(answer.body).get("data")
            if answer.status != 200 or not isinstance(data, dict):
                raise ProviderError(self.name, Failure.BAD_RESPONSE, f"HTTP {answer.status}")
            found |= {str(id_): _delivery(receipt) for id_, receipt in data.items()}
        return found


def _wire(message: PushMessage) -> dict[str, Any]:
    return {
        "to": message.address,
        "title": shortened(message.title, MAX_TITLE),
        "body": shortened(message.body, MAX_BODY),
        "data": dict(message.data),
        "sound": "default",
        "priority": "high" if message.urgent else "default",
        "ttl": message.ttl_s,
        # a second copy replaces the first: the one on Apple's phones, the other on Android
        "collapseId": message.collapse_id,
        "tag": message.collapse_id,
    }


def _delivery(ticket: Any) -> Delivery:
    if not isinstance(ticket, Mapping):
        return Delivery(Verdict.RETRY, reason="bad_response")
    status, id_ = ticket.get("status"), ticket.get("id")
    if status == "ok":
        return Delivery(Verdict.SENT, id=id_ if isinstance(id_, str) else None)
    if status != "error":
        return Delivery(Verdict.RETRY, reason="bad_response")
    details = ticket.get("details")
    code = str(details.get("error", "")) if isinstance(details, Mapping) else ""
    return Delivery(MESSAGE_CODES.get(code, Verdict.DEAD), reason=code or "error")


def _request_code(document: Mapping[str, Any]) -> str:
    errors = document.get("errors")
    first = errors[0] if isinstance(errors, list) and errors else None
    return str(first.get("code", "")) if isinstance(first, Mapping) else ""
