"""Notifications on the wire: devices, the inbox, preferences."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, StrictBool, StringConstraints, model_validator

from violet.api.schemas.accounts import PUSH_ADDRESS
from violet.api.schemas.common import ApiModel
from violet.services.notify.devices import Device
from violet.services.notify.inbox import Told

ADDRESSES = {"expo": PUSH_ADDRESS, "apns": r"^[0-9a-fA-F]{64,200}$", "fcm": r"^[A-Za-z0-9_:.-]{20,1000}$"}
BASE64URL = r"^[A-Za-z0-9_-]+={0,2}$"
WallTime = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Key = Annotated[str, StringConstraints(pattern=BASE64URL, min_length=16, max_length=200)]


def _https(url: str) -> str:
    if not url.startswith(("https://", "http://127.0.0.1", "http://localhost")) or any(c.isspace() for c in url):
        raise ValueError("must be an https address")
    return url


class SubscriptionKeys(ApiModel):
    p256dh: Key
    auth: Key


class Subscription(ApiModel):
    """As a browser's `PushSubscription.toJSON()` says it."""

    endpoint: Annotated[str, Field(max_length=1500), AfterValidator(_https)]
    keys: SubscriptionKeys


class DeviceBody(ApiModel):
    """A token, or for `webpush` a subscription. `locale` ("es-MX") is the language to be told things in."""

    kind: Literal["expo", "apns", "fcm", "webpush"]
    token: Annotated[str, Field(max_length=1000)] | None = None
    subscription: Subscription | None = None
    locale: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,2}$")] | None = None

    @model_validator(mode="after")
    def _fits_its_kind(self) -> DeviceBody:
        if self.kind == "webpush":
            if self.subscription is None:
                raise ValueError("a webpush device needs its subscription")
        elif self.token is None or not re.fullmatch(ADDRESSES[self.kind], self.token):
            raise ValueError(f"token is not one of {self.kind}")
        return self


class DevicePath(ApiModel):
    device_id: int


class DeviceAnswer(ApiModel):
    id: int
    kind: str
    locale: str | None
    created_at: datetime


class NewDeviceAnswer(ApiModel):
    device: DeviceAnswer


class DevicesAnswer(ApiModel):
    devices: list[DeviceAnswer]


class InboxQuery(ApiModel):
    unread: bool = False
    cursor: Annotated[str, Field(max_length=40)] | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 20


class InboxItemBody(ApiModel):
    """`data.url` is where a tap leads."""

    id: int
    kind: str
    title: str
    body: str
    data: dict[str, Any]
    created_at: datetime
    read_at: datetime | None


class InboxAnswer(ApiModel):
    notifications: list[InboxItemBody]
    unread: int
    next: str | None


class ReadBody(ApiModel):
    """Either these, or all."""

    ids: Annotated[list[Annotated[int, Field(ge=1, lt=2**53)]], Field(max_length=500)] | None = None
    all: StrictBool = False

    @model_validator(mode="after")
    def _one_of_both(self) -> ReadBody:
        if (self.ids is None) is not self.all:
            raise ValueError("send either ids or all")
        return self


class ReadAnswer(ApiModel):
    unread: int


class ChannelsBody(ApiModel):
    """What is left out stays."""

    model_config = ConfigDict(extra="forbid")

    push: StrictBool | None = None
    email: StrictBool | None = None
    inbox: StrictBool | None = None


class KindsBody(ApiModel):
    model_config = ConfigDict(extra="forbid")

    reminder: ChannelsBody | None = None
    event_change: ChannelsBody | None = None
    free_time: ChannelsBody | None = None
    together: ChannelsBody | None = None
    safety: ChannelsBody | None = None
    security: ChannelsBody | None = None


class QuietHours(ApiModel):
    """From `start` to `end` (24 hours, in the campus's zone) nothing is sent; they may span midnight."""

    start: WallTime
    end: WallTime

    @model_validator(mode="after")
    def _some_time(self) -> QuietHours:
        if self.start == self.end:
            raise ValueError("start and end must differ")
        return self


class NotificationPreferencesBody(ApiModel):
    """What is left out stays; `quiet_hours: null` takes them back."""

    model_config = ConfigDict(extra="forbid")

    kinds: KindsBody | None = None
    quiet_hours: QuietHours | None = None


class NotificationPreferencesAnswer(ApiModel):
    kinds: dict[str, dict[str, bool]]
    quiet_hours: QuietHours | None


class WebPushKeyAnswer(ApiModel):
    public_key: str


def device_wire(device: Device) -> dict[str, Any]:
    return {"id": device.id, "kind": device.kind, "locale": device.locale, "created_at": device.created_at}


def told_wire(told: Told) -> dict[str, Any]:
    return {
        "id": told.id,
        "kind": told.kind,
        "title": told.title,
        "body": told.body,
        "data": told.data,
        "created_at": told.created_at,
        "read_at": told.read_at,
    }
