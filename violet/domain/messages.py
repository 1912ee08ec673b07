"""Messages to people, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class MailMessage:
    """A plain-text message to one person. With the same `id` a second copy can be told to be one."""

    to: str
    subject: str
    text: str
    id: str | None = None


class Verdict(StrEnum):
    """What a provider's answer means for a message: it is on its way; try again later; the address is dead, and to be
    forgotten; or it will never go out like this."""

    SENT = "sent"
    RETRY = "retry"
    FORGET = "forget"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of one message. `id` is the provider's; `reason` is its own word for what was wrong."""

    verdict: Verdict
    id: str | None = None
    retry_after_s: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PushMessage:
    """`address` is a token, or a web push subscription as JSON. A second message with the same `collapse_id` (at most
    32 characters of A-Za-z0-9-_) replaces the first on the device. `data` goes to the app, `data["url"]` opens when
    the person taps."""

    address: str
    title: str
    body: str
    collapse_id: str
    data: Mapping[str, str] = field(default_factory=dict)
    ttl_s: int = 3600
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class SmsMessage:
    """`to` in E.164. `mark` is a part of `text` that no other message has."""

    to: str
    text: str
    mark: str
