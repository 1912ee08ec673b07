"""Google's push service (FCM HTTP v1): one request a message, with an access token of a service account."""

from __future__ import annotations

import threading
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
    each,
    no_answer,
    shortened,
)  # fmt: skip
from violet.settings import Settings

SCOPE = "https://www.googleapis.com/auth/firebase.messaging"
FCM_ERROR = "type.googleapis.com/google.firebase.fcm.v1.FcmError"
CODES: Codes = {
    "UNREGISTERED": Verdict.FORGET,
    "SENDER_ID_MISMATCH": Verdict.FORGET,
    "INVALID_ARGUMENT": Verdict.DEAD,
    "THIRD_PARTY_AUTH_ERROR": Verdict.RETRY,
    "QUOTA_EXCEEDED": Verdict.RETRY,
    "UNAVAILABLE": Verdict.RETRY,
    "INTERNAL": Verdict.RETRY,
    "UNAUTHENTICATED": Verdict.RETRY,
    "PERMISSION_DENIED": Verdict.RETRY,
}


class FcmPush:
    """`FCM_SERVICE_ACCOUNT` is the service account's JSON. Raises ValueError for what is none."""

    name = "fcm"
    batch = 100

    def __init__(self, poster: Poster, settings: Settings) -> None:
        self._poster = poster
        account = orjson.loads(settings.fcm_service_account or "")
        base = settings.fcm_base_url
        self._upstream = Upstream(self.name, base, budget_s=BUDGET_S, read_timeout_s=BUDGET_S, attempts=1)
        oauth = settings.google_oauth_base_url
        self._oauth = Upstream("google_oauth", oauth, budget_s=BUDGET_S, read_timeout_s=BUDGET_S, attempts=1)
        self._account = {**account, "token_uri": f"{oauth}/token"}
        self._url = f"{base}/v1/projects/{account['project_id']}/messages:send"
        self._lock = threading.Lock()
        self._credentials: Any = None

    def send(self, messages: Sequence[PushMessage]) -> list[Delivery]:
        return each(messages, self._send_one)

    def receipts(self, ids: Sequence[str]) -> dict[str, Delivery]:
        return {}

    def _send_one(self, message: PushMessage) -> Delivery:
        try:
            headers = {"Authorization": f"Bearer {self._access_token()}", "Content-Type": "application/json"}
            answer = self._poster.post(self._upstream, Posting(self._url, orjson.dumps(_wire(message)), headers))
        except ProviderError as error:
            return no_answer(error)
        document = as_object(answer.body)
        if answer.status == 200:
            name = document.get("name")
            sent = isinstance(name, str)
            return Delivery(Verdict.SENT, id=str(name)) if sent else Delivery(Verdict.RETRY, reason="bad_response")
        code = _code(document.get("error"))
        if answer.status == 401:
            self._forget_token()
        decided = by_status(answer, code)
        verdict = CODES.get(code, decided.verdict)
        return Delivery(verdict, retry_after_s=decided.retry_after_s, reason=decided.reason)

    def _access_token(self) -> str:
        """Raises ProviderError."""
        import google.auth.exceptions
        from google.oauth2 import service_account

        with self._lock:
            if self._credentials is None:
                info, scopes = self._account, [SCOPE]
                self._credentials = service_account.Credentials.from_service_account_info(info, scopes=scopes)  # type: ignore[no-untyped-call]
            if not self._credentials.valid:
                try:
                    self._credentials.refresh(self._request)
                except google.auth.exceptions.GoogleAuthError:
                    raise ProviderError(self.name, Failure.DENIED) from None
            return str(self._credentials.token)

    def _forget_token(self) -> None:
        with self._lock:
            self._credentials = None

    def _request(self, url: str, method: str = "GET", body: Any = None, headers: Any = None, **_: Any) -> _AuthAnswer:
        """google-auth's transport, over ours."""
        content = body if isinstance(body, bytes) or body is None else str(body).encode()
        answer = self._poster.post(self._oauth, Posting(url, content, dict(headers or {})))
        return _AuthAnswer(answer.status, answer.headers, answer.body)


class _AuthAnswer:
    """What google-auth expects of a transport."""

    def __init__(self, status: int, headers: Mapping[str, str], data: bytes) -> None:
        self.status = status
        self.headers = headers
        self.data = data


def _wire(message: PushMessage) -> dict[str, Any]:
    texts = {"title": shortened(message.title, MAX_TITLE), "body": shortened(message.body, MAX_BODY)}
    android = {
        "priority": "high" if message.urgent else "normal",
        "ttl": f"{message.ttl_s}s",
        "collapse_key": message.collapse_id,
        "notification": {"tag": message.collapse_id},
    }
    whole = {"token": message.address, "notification": texts, "data": dict(message.data), "android": android}
    return {"validate_only": False, "message": whole}


def _code(error: Any) -> str:
    """FCM's own code where there is one, else the status of Google's APIs."""
    if not isinstance(error, Mapping):
        return ""
    details = error.get("details")
    for detail in details if isinstance(details, list) else ():
        if isinstance(detail, Mapping) and detail.get("@type") == FCM_ERROR:
            return str(detail.get("errorCode", ""))
    return str(error.get("status", ""))
