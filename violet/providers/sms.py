"""Text messages by Twilio."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import structlog

from violet.domain.messages import Delivery, SmsMessage, Verdict
from violet.ports import Failure, ProviderError
from violet.providers.http import Upstream
from violet.providers.http.posting import Poster, Posting
from violet.providers.http.verdicts import BUDGET_S, as_object, by_status, no_answer
from violet.settings import Settings

MAX_TEXT = 1600
LOOKED_THROUGH = 50
CODES: Mapping[int, Verdict] = {
    21211: Verdict.FORGET,  # no such number
    21212: Verdict.RETRY,  # our own number is wrong: the operator's to mend
    21408: Verdict.DEAD,  # not allowed to that region
    21608: Verdict.DEAD,  # a trial account sends to verified numbers only
    21610: Verdict.FORGET,  # they answered STOP
    21614: Verdict.FORGET,  # no mobile number
    20003: Verdict.RETRY,  # our keys are wrong
    20429: Verdict.RETRY,  # too many requests
}

log = structlog.get_logger(__name__)


class TwilioSms:
    name = "twilio"

    def __init__(self, poster: Poster, settings: Settings) -> None:
        self._poster = poster
        self._settings = settings
        account, base = settings.twilio_account_sid or "", settings.twilio_base_url
        self._upstream = Upstream(self.name, base, budget_s=BUDGET_S, read_timeout_s=BUDGET_S, attempts=1)
        self._auth = (account, settings.twilio_auth_token or "")
        # Without `.json` the answer is XML.
        self._url = f"{base}/2010-04-01/Accounts/{account}/Messages.json"

    def send(self, message: SmsMessage) -> Delivery:
        form = {"To": message.to, "From": self._settings.twilio_from or "", "Body": message.text[:MAX_TEXT]}
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        posting = Posting(self._url, urlencode(form).encode(), headers, self._auth)
        try:
            answer = self._poster.post(self._upstream, posting)
        except ProviderError as error:
            return no_answer(error)
        document = as_object(answer.body)
        if answer.status == 201 and isinstance(document.get("sid"), str):
            return Delivery(Verdict.SENT, id=str(document["sid"]))
        code = document.get("code")
        decided = by_status(answer, f"code_{code}" if code is not None else "")
        if answer.status < 300:  # taken, and not as it should be: whoever sends again asks first whether it is there
            decided = Delivery(Verdict.RETRY, reason="bad_response")
        verdict = CODES.get(code, decided.verdict) if isinstance(code, int) else decided.verdict
        return Delivery(verdict, retry_after_s=decided.retry_after_s, reason=decided.reason)

    def find(self, message: SmsMessage, *, since: datetime) -> str | None:
        query = {"To": message.to, "DateSent>": f"{since:%Y-%m-%d}", "PageSize": str(LOOKED_THROUGH)}
        answer = self._poster.post(self._upstream, Posting(f"{self._url}?{urlencode(query)}", None, {}, self._auth))
        messages: Any = as_object(answer.body).get("messages")
        if answer.status != 200 or not isinstance(messages, list):
            raise ProviderError(self.name, Failure.BAD_RESPONSE, f"HTTP {answer.status}")
        found = (one for one in messages if isinstance(one, dict) and message.mark in str(one.get("body", "")))
        return next((str(one.get("sid")) for one in found), None)


class ConsoleSms:
    """For development: the message goes to standard error."""

    name = "console"

    def send(self, message: SmsMessage) -> Delivery:
        sys.stderr.write(f"--- text message to {message.to}\n{message.text}\n---\n")
        return Delivery(Verdict.SENT)

    def find(self, message: SmsMessage, *, since: datetime) -> str | None:
        return None


class NoSms:
    """Nothing is sent."""

    name = "none"

    def send(self, message: SmsMessage) -> Delivery:
        log.error("sms_not_configured", hint="set TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_FROM")
        return Delivery(Verdict.DEAD, reason="not_configured")

    def find(self, message: SmsMessage, *, since: datetime) -> str | None:
        return None
