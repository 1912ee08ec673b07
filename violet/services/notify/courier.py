"""The courier: takes what is due from the outbox to the providers, and writes down what they say."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import Connection, select

from violet.database import DATABASE_DOWN
from violet.domain.messages import Delivery, MailMessage, PushMessage, SmsMessage, Verdict
from violet.models import User
from violet.observability import metrics
from violet.ports import Failure, Mailer, ProviderError, PushProvider, SmsProvider
from violet.security.encryption import FieldCipher
from violet.services.notify import devices
from violet.services.notify.devices import Device
from violet.services.notify.kinds import ALWAYS_IN_INBOX, Channel, Kind
from violet.services.notify.outbox import Outbox, Outgoing
from violet.services.notify.preferences import Preferences, preferences_of
from violet.services.working.database import reading, writing

log = structlog.get_logger(__name__)

AT_ONCE = 500
MAIL_BATCH = 20
RECEIPTS_AT_ONCE = 900
MAX_TTL_S = 4 * 7 * 24 * 3600
# A mailbox that refuses stays as it is; anything else of a mail server passes.
UNDELIVERABLE = frozenset({Failure.BAD_REQUEST, Failure.NOT_FOUND, Failure.NOT_CONFIGURED})
# To somebody who has no account: they were named by one who has.
CONTACT_TEXT = "{body}\n\n{url}\n\nTo stop these messages: {stop}\n"
MAIL_TEXT = "{body}\n\n{url}\n\nYou choose what VioletVibes tells you in the app, under Notifications.\n"


@dataclass(frozen=True, slots=True)
class Couriers:
    """Who takes what where. `push` by kind of device."""

    push: Mapping[str, PushProvider]
    mailer: Mailer
    sms: SmsProvider


@dataclass(frozen=True, slots=True)
class Addressed:
    """A message that may go out now, and what it goes to: a device, or an address."""

    message: Outgoing
    address: str
    provider: str


@dataclass(frozen=True, slots=True)
class Answered:
    """What a provider said of messages."""

    channel: str
    provider: str
    noted: Sequence[tuple[Outgoing, Delivery]]


class Courier:
    """`clock` returns an aware datetime; `zones` are for quiet hours, by campus; "" for who chose none."""

    def __init__(
        self, couriers: Couriers, cipher: FieldCipher, clock: Callable[[], datetime], zones: Mapping[str, ZoneInfo]
    ) -> None:
        self._couriers = couriers
        self._cipher = cipher
        self._clock = clock
        self._zones = zones
        self._outbox = Outbox(clock)
        # What providers said while the database was away.
        self._unnoted: list[Answered] = []

    def deliver(self, *, limit: int = AT_ONCE) -> int:
        """Sends what is due, at most `limit`. Returns how many messages were taken up. Raises DATABASE_DOWN: what was
        claimed is another's when the lease ends, and what a provider said is noted when the database is back."""
        while self._unnoted:
            self._note(self._unnoted[0])
            self._unnoted.pop(0)
        claimed = self._outbox.claim(limit)
        if not claimed:
            return 0
        groups: dict[tuple[str, str], list[Addressed]] = defaultdict(list)
        for one in self._addressed(claimed):
            groups[one.message.channel, one.provider].append(one)
        for (channel, provider), group in groups.items():
            size = self._batch(channel, provider)
            for start in range(0, len(group), size):
                self._hand_over(channel, provider, group[start : start + size])
        return len(claimed)

    def check_receipts(self) -> int:
        """Asks providers that tell later what became of messages, and forgets dead devices. Returns how many were said
        something of. Raises DATABASE_DOWN."""
        asked = 0
        for provider in {each.name: each for each in self._couriers.push.values()}.values():
            waiting = self._outbox.to_check(provider.name, RECEIPTS_AT_ONCE)
            if not waiting:
                continue
            try:
                receipts = provider.receipts([id_ for _, id_, _ in waiting])
            except ProviderError as error:
                log.warning("receipts_not_read", provider=provider.name, failure=error.failure.value)
                continue
            found = {row: receipts[id_] for row, id_, _ in waiting if id_ in receipts}
            self._outbox.checked(found, [row for row, id_, _ in waiting if id_ not in receipts])
            targets = {row: target for row, _, target in waiting}
            self._forget(targets[row] for row, answer in found.items() if answer.verdict is Verdict.FORGET)
            asked += len(found)
        return asked

    def _zone(self, wish: Preferences) -> ZoneInfo:
        return self._zones.get(wish.campus or "", self._zones[""])

    def _addressed(self, claimed: Sequence[Outgoing]) -> list[Addressed]:
        """What may go out now, with where to. The rest is dropped or put off."""
        now = self._clock()
        with reading() as connection:
            wishes = preferences_of(connection, {one.user_id for one in claimed if one.user_id is not None})
            found = devices.by_ids(connection, self._cipher, [int(one.target) for one in claimed if _is_push(one)])
            mails = _mail_addresses(connection, [one.user_id for one in claimed if _wants_mail_address(one)])
        ready, later = [], defaultdict(list)
        refused: dict[str, list[Outgoing]] = defaultdict(list)
        for one in claimed:
            wish = wishes.get(one.user_id) if one.user_id is not None else None
            reason = _refusal(one, wish, now)
            address = None if reason else self._address(one, found, mails)
            if reason or address is None:
                refused[reason or "no_address"].append(one)
            elif wish is not None and (until := wish.quiet_until(Kind(one.kind), now, self._zone(wish))) is not None:
                later[until].append(one)
            else:
                ready.append(address)
        for reason, messages in refused.items():
            self._outbox.drop(messages, reason)
            metrics.notifications(messages[0].channel, "dropped", len(messages))
        for until, messages in later.items():
            self._outbox.put_off(messages, until)
        return ready

    def _address(self, one: Outgoing, found: Mapping[int, Device], mails: Mapping[int, str]) -> Addressed | None:
        """None where the device is gone or somebody else's now, or there is no address."""
        if _is_push(one):
            device = found.get(int(one.target))
            if device is None or device.user_id != one.user_id:
                return None
            return Addressed(one, device.address, device.kind)
        own = self._cipher.decrypt(one.address) if one.address else mails.get(one.user_id or 0)
        return Addressed(one, own, one.channel) if own else None

    def _batch(self, channel: str, provider: str) -> int:
        return self._couriers.push[provider].batch if channel == Channel.PUSH else MAIL_BATCH

    def _hand_over(self, channel: str, provider: str, group: Sequence[Addressed]) -> None:
        ours = {one.id for one in self._outbox.begin([one.message for one in group])}
        group = [one for one in group if one.message.id in ours]
        if not group:
            return
        name, answers = self._send(channel, provider, group)
        answered = Answered(channel, name, [(one.message, said) for one, said in zip(group, answers, strict=True)])
        try:
            self._note(answered)
        except DATABASE_DOWN:
            self._unnoted.append(answered)
            raise

    def _note(self, answered: Answered) -> None:
        self._outbox.note(answered.noted, provider=answered.provider, checked=answered.provider == "expo")
        if answered.channel == Channel.PUSH:
            self._forget(one.target for one, said in answered.noted if said.verdict is Verdict.FORGET)
        self._count(answered.channel, answered.noted)

    def _send(self, channel: str, provider: str, group: Sequence[Addressed]) -> tuple[str, list[Delivery]]:
        if channel == Channel.PUSH:
            service = self._couriers.push[provider]
            return service.name, service.send([_push(one, self._clock()) for one in group])
        if channel == Channel.SMS:
            return self._couriers.sms.name, [self._sms(one) for one in group]
        return "mail", [self._mail(one) for one in group]

    def _mail(self, one: Addressed) -> Delivery:
        message = one.message
        kind = CONTACT_TEXT if "stop" in message.data else MAIL_TEXT
        facts = {"url": message.data.get("url", ""), "stop": message.data.get("stop")}
        text = kind.format(body=message.body, **facts).replace("\n\n\n\n", "\n\n")
        try:
            self._couriers.mailer.send(MailMessage(one.address, message.title, text, id=_collapse_id(message)))
        except ProviderError as error:
            verdict = Verdict.DEAD if error.failure in UNDELIVERABLE else Verdict.RETRY
            return Delivery(verdict, reason=str(error.failure))
        return Delivery(Verdict.SENT)

    def _sms(self, one: Addressed) -> Delivery:
        """What an earlier sender may have handed over is looked for first."""
        message = SmsMessage(one.address, one.message.body, one.message.data.get("url") or one.message.body)
        if one.message.ambiguous or one.message.attempts:
            try:
                found = self._couriers.sms.find(message, since=one.message.created_at)
            except ProviderError as error:
                return Delivery(Verdict.RETRY, reason=str(error.failure))
            if found is not None:
                return Delivery(Verdict.SENT, id=found)
        return self._couriers.sms.send(message)

    def _forget(self, targets: Iterable[str]) -> None:
        ids = [int(target) for target in targets if target]
        if ids:
            with writing() as connection:
                devices.forget(connection, ids)

    def _count(self, channel: str, noted: Sequence[tuple[Outgoing, Delivery]]) -> None:
        now = self._clock()
        for one, answer in noted:
            metrics.notifications(channel, answer.verdict.value)
            if one.ambiguous:
                metrics.notifications(channel, "ambiguous")
            if answer.verdict is Verdict.SENT:
                metrics.notification_latency(channel, (now - one.due_at).total_seconds())
            elif answer.verdict is Verdict.DEAD:
                log.error("notification_dead", channel=channel, outbox_id=one.id, reason=answer.reason)


def _refusal(one: Outgoing, wish: Preferences | None, now: datetime) -> str | None:
    """Why nobody is to get it any more."""
    if one.expires_at <= now:
        return "expired"
    if one.user_id is None:
        return None
    if wish is None:
        return "account_gone"
    channel = Channel(one.channel)
    chosen = channel is Channel.SMS or (one.address is not None and Kind(one.kind) in ALWAYS_IN_INBOX)
    return None if chosen or wish.wants(Kind(one.kind), channel) else "switched_off"


def _push(one: Addressed, now: datetime) -> PushMessage:
    message = one.message
    left_s = int((message.expires_at - now).total_seconds())
    return PushMessage(
        address=one.address,
        title=message.title,
        body=message.body,
        collapse_id=_collapse_id(message),
        data={**message.data, "kind": message.kind},
        ttl_s=max(60, min(left_s, MAX_TTL_S)),
        urgent=message.kind in (Kind.REMINDER, Kind.SAFETY, Kind.SECURITY),
    )


def _collapse_id(message: Outgoing) -> str:
    """The same for every copy of a message, so that a second replaces the first: 32 characters of hex."""
    whole = f"{message.kind} {message.subject} {message.user_id} {message.occurrence}"
    return hashlib.sha256(whole.encode()).hexdigest()[:32]


def _is_push(one: Outgoing) -> bool:
    return one.channel == Channel.PUSH


def _wants_mail_address(one: Outgoing) -> bool:
    return one.channel == Channel.EMAIL and one.address is None


def _mail_addresses(connection: Connection, user_ids: Sequence[int | None]) -> dict[int, str]:
    if not user_ids:
        return {}
    rows = connection.execute(select(User.id, User.email).where(User.id.in_(user_ids)))
    return {row.id: row.email for row in rows}
