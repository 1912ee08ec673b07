"""Which push and SMS services these settings have."""

from __future__ import annotations

import base64
import hashlib
import sys
from collections.abc import Mapping, Sequence

from violet.domain.messages import Delivery, PushMessage, Verdict
from violet.ports import PushProvider, SmsProvider
from violet.providers.http import Transport
from violet.providers.http.posting import Poster
from violet.providers.push.apns import ApnsPush
from violet.providers.push.expo import ExpoPush
from violet.providers.push.fcm import FcmPush
from violet.providers.push.webpush import WebPush, public_key, read_key
from violet.providers.sms import ConsoleSms, NoSms, TwilioSms
from violet.settings import Settings

KINDS = ("expo", "apns", "fcm", "webpush")


def build_push(transport: Transport, settings: Settings) -> Mapping[str, PushProvider]:
    """By kind of device. Where there are no keys for a kind, nothing is sent to it."""
    if _mode(settings.push, settings) == "console":
        return {kind: ConsolePush() for kind in KINDS}
    found: dict[str, PushProvider] = {kind: NoPush() for kind in KINDS}
    if _mode(settings.push, settings) == "off":
        return found
    poster = Poster(transport, settings)
    found["expo"] = ExpoPush(poster, settings)
    if settings.apns_private_key and settings.apns_key_id and settings.apns_team_id and settings.apns_topic:
        found["apns"] = ApnsPush(transport, settings)
    if settings.fcm_service_account:
        found["fcm"] = FcmPush(poster, settings)
    if settings.webpush_private_key:
        found["webpush"] = WebPush(poster, settings)
    return found


def build_sms(transport: Transport, settings: Settings) -> SmsProvider:
    mode = _mode(settings.sms, settings)
    if mode == "console":
        return ConsoleSms()
    keys = settings.twilio_account_sid and settings.twilio_auth_token and settings.twilio_from
    return TwilioSms(Poster(transport, settings), settings) if mode == "on" and keys else NoSms()


def webpush_public_key(settings: Settings) -> str | None:
    """What browsers subscribe with; None in production without a key. Development has one made from its secret."""
    if settings.webpush_private_key:
        return public_key(read_key(settings.webpush_private_key))
    if settings.production:
        return None
    made = hashlib.sha256(b"violet development web push" + settings.jwt_secret.encode()).digest()
    return public_key(read_key(base64.urlsafe_b64encode(made).decode()))


class ConsolePush:
    """For development: the message goes to standard error."""

    name = "console"
    batch = 100

    def send(self, messages: Sequence[PushMessage]) -> list[Delivery]:
        for message in messages:
            sys.stderr.write(f"--- push: {message.title}\n{message.body}\n{message.data.get('url', '')}\n---\n")
        return [Delivery(Verdict.SENT)] * len(messages)

    def receipts(self, ids: Sequence[str]) -> dict[str, Delivery]:
        return {}


class NoPush:
    """Nothing is sent: the inbox has it all the same."""

    name = "none"
    batch = 100

    def send(self, messages: Sequence[PushMessage]) -> list[Delivery]:
        return [Delivery(Verdict.DEAD, reason="not_configured")] * len(messages)

    def receipts(self, ids: Sequence[str]) -> dict[str, Delivery]:
        return {}


def _mode(setting: str, settings: Settings) -> str:
    """Development shows on the console what production sends."""
    if setting != "auto":
        return setting
    return "on" if settings.production else "console"
