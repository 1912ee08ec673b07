"""Notifications: the devices they go to, the inbox, and what a person wants to hear of."""

from __future__ import annotations

from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from violet.api.schemas.accounts import StatusAnswer
from violet.api.schemas.notifications import (
    DeviceBody,
    DevicePath,
    DevicesAnswer,
    InboxAnswer,
    InboxQuery,
    NewDeviceAnswer,
    NotificationPreferencesAnswer,
    NotificationPreferencesBody,
    ReadAnswer,
    ReadBody,
    WebPushKeyAnswer,
    device_wire,
    told_wire,
)
from violet.api.support.documentation import SIGNED_IN, errors
from violet.api.support.guards import current_caller, public, signed_in
from violet.api.support.request_context import container
from violet.errors import NotFound
from violet.services.notify import devices, inbox, preferences

notifications_api = APIBlueprint(
    "notifications",
    __name__,
    url_prefix="/notifications",
    abp_tags=[Tag(name="notifications")],
    abp_responses=errors(400, 401, 403, 503),
)


@notifications_api.get(
    "/devices", responses={200: DevicesAnswer}, security=SIGNED_IN, operation_id="listNotificationDevices"
)
@signed_in
def get_devices() -> dict[str, Any]:
    """The devices of this person that are notified."""
    return {"devices": [device_wire(one) for one in devices.devices_of(container().devices, _user_id())]}


@notifications_api.post(
    "/devices", responses={201: NewDeviceAnswer}, security=SIGNED_IN, operation_id="addNotificationDevice"
)
@signed_in
def post_device(body: DeviceBody) -> tuple[dict[str, Any], int]:
    """Notify this device, until its log-in is closed; a token belongs to whoever registered it last."""
    caller = current_caller()
    address = body.subscription.model_dump_json() if body.subscription and body.kind == "webpush" else body.token
    new = devices.NewDevice(address or "", body.kind, body.locale)
    device = devices.register(container().devices, new, user_id=caller.account.id, session_id=caller.session_id)
    return {"device": device_wire(device)}, 201


@notifications_api.delete(
    "/devices/<int:device_id>",
    responses={200: StatusAnswer, **errors(404)},
    security=SIGNED_IN,
    operation_id="removeNotificationDevice",
)
@signed_in
def delete_device(path: DevicePath) -> dict[str, Any]:
    """Notify this device no more."""
    devices.remove(_user_id(), path.device_id)
    return {"status": "ok"}


@notifications_api.get("", responses={200: InboxAnswer}, security=SIGNED_IN, operation_id="listNotifications")
@signed_in
def get_inbox(query: InboxQuery) -> dict[str, Any]:
    """What this person was told, the newest first."""
    page = inbox.page(_user_id(), unread=query.unread, cursor=query.cursor, limit=query.limit)
    return {
        "notifications": [told_wire(one) for one in page.notifications],
        "unread": page.unread,
        "next": page.next,
    }


@notifications_api.post("/read", responses={200: ReadAnswer}, security=SIGNED_IN, operation_id="readNotifications")
@signed_in
def post_read(body: ReadBody) -> dict[str, Any]:
    """Mark notifications as read."""
    return {"unread": inbox.mark_read(_user_id(), body.ids, at=container().clock())}


@notifications_api.get(
    "/preferences",
    responses={200: NotificationPreferencesAnswer},
    security=SIGNED_IN,
    operation_id="getNotificationPreferences",
)
@signed_in
def get_preferences() -> dict[str, Any]:
    """What this person wants to hear of, by which way, and the hours in which nothing is sent."""
    return preferences.get(_user_id()).wire()


@notifications_api.post(
    "/preferences",
    responses={200: NotificationPreferencesAnswer},
    security=SIGNED_IN,
    operation_id="setNotificationPreferences",
)
@signed_in
def post_preferences(body: NotificationPreferencesBody) -> dict[str, Any]:
    """Change any of them; answers the whole. Safety and security always stay in the inbox."""
    patch = body.model_dump(exclude_unset=True)
    if "kinds" in patch:
        patch["kinds"] = _chosen(patch["kinds"] or {})
    return preferences.change(_user_id(), patch).wire()


@notifications_api.get("/webpush_key", responses={200: WebPushKeyAnswer, **errors(404)}, operation_id="getWebPushKey")
@public
def get_webpush_key() -> dict[str, Any]:
    """What a browser subscribes with."""
    key = container().webpush_key
    if key is None:
        raise NotFound("This server does not notify browsers.")
    return {"public_key": key}


def _chosen(kinds: dict[str, dict[str, bool | None] | None]) -> dict[str, dict[str, bool]]:
    """Null is as good as left out."""
    return {
        kind: {channel: on for channel, on in channels.items() if on is not None}
        for kind, channels in kinds.items()
        if channels
    }


def _user_id() -> int:
    return current_caller().account.id
