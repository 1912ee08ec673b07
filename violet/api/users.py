"""The person who is logged in: profile, preferences, settings, activity, and their data as a whole."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import request
from flask_openapi3 import APIBlueprint, Tag

from violet.api.schemas.accounts import (
    ActivityBody,
    AffinityAnswer,
    ChangedPasswordAnswer,
    ChangePasswordBody,
    DeleteAccountBody,
    ExportAnswer,
    MeAnswer,
    NotificationTokenBody,
    PreferencesAnswer,
    PreferencesBody,
    ProfileAnswer,
    ProfileBody,
    SettingsAnswer,
    SettingsBody,
    StatusAnswer,
)
from violet.api.support.documentation import SIGNED_IN, errors
from violet.api.support.guards import current_caller, signed_in, signed_in_unverified
from violet.api.support.limits import limits
from violet.api.support.openapi import operation_id
from violet.api.support.request_context import container, server
from violet.api.support.sessions import given_session_id
from violet.errors import BadInput
from violet.services import privacy
from violet.services.accounts import activity, documents, passwords, profile
from violet.services.accounts.account import Account
from violet.services.accounts.personalization import learned_taste
from violet.services.accounts.sessions import Caller
from violet.services.notify import devices

users_api = APIBlueprint(
    "users",
    __name__,
    operation_id_callback=operation_id,
    url_prefix="/user",
    abp_tags=[Tag(name="user")],
    abp_security=SIGNED_IN,
    abp_responses=errors(400, 401, 403, 503),
)

OK = {"status": "ok"}
# The name of this blueprint where it is served under /api without a version.
ALIAS = f"{users_api.name}_alias"


@users_api.get("/me", responses={200: MeAnswer})
@signed_in_unverified
def get_me() -> dict[str, Any]:
    """The person, with preferences, settings and the last 50 activities, newest first."""
    return profile.me(container().identity.cipher, current_caller(), container().here.zone)


@users_api.delete("/me", responses={200: StatusAnswer, **errors(429)})
@signed_in_unverified
@limits.password_check
def delete_me(body: DeleteAccountBody) -> dict[str, Any]:
    """Delete the account and everything it holds, for good. Asks for the password."""
    privacy.delete_account(
        container().accounts, current_caller(), password=body.password, session_id=given_session_id()
    )
    return OK | {"message": "Your account and everything in it is deleted."}


@users_api.get("/export", responses={200: ExportAnswer, **errors(429)})
@signed_in_unverified
@limits.export
def export() -> dict[str, Any]:
    """Everything we hold of this person."""
    return privacy.export(container().accounts, current_caller(), session_id=given_session_id())


@users_api.post("/password", responses={200: ChangedPasswordAnswer, **errors(429)})
@signed_in
@limits.password_check
def change_password(body: ChangePasswordBody) -> dict[str, Any]:
    """Change the password. Every log-in is closed; the answer holds this device's new tokens."""
    pair = passwords.change(
        container().accounts, current_caller(), current=body.current_password, new=body.new_password
    )
    return OK | {"token": pair.token, "refresh_token": pair.refresh_token}


@users_api.get("/profile", responses={200: ProfileAnswer})
@signed_in
def get_profile() -> dict[str, Any]:
    """Name and home address."""
    return _profile(current_caller().account)


@users_api.post("/profile", responses={200: ProfileAnswer})
@signed_in
def post_profile(body: ProfileBody) -> dict[str, Any]:
    """Change name or home address; what is left out stays, null or an empty string clears."""
    patch = body.model_dump(exclude_unset=True)
    return _profile(profile.update_profile(container().accounts, current_caller().account.id, patch))


@users_api.get("/preferences", responses={200: PreferencesAnswer})
@signed_in
def get_preferences() -> dict[str, Any]:
    """The whole preferences."""
    return documents.complete(current_caller().account.preferences, documents.PREFERENCE_DEFAULTS)


@users_api.post("/preferences", responses={200: PreferencesAnswer})
@signed_in
def post_preferences(body: PreferencesBody) -> dict[str, Any]:
    """Change any of the preferences; what is left out stays, null clears. Answers the whole.

    Under /api, as the apps in the field call it, a survey key that is left out is cleared.
    """
    write = documents.replace_survey if request.blueprint == ALIAS else documents.merge_preferences
    return write(container().identity.people, current_caller().account.id, _changes(body))


@users_api.get("/settings", responses={200: SettingsAnswer})
@signed_in
def get_settings() -> dict[str, Any]:
    """The whole settings."""
    return documents.complete(current_caller().account.settings, documents.SETTING_DEFAULTS)


@users_api.post("/settings", responses={200: SettingsAnswer})
@signed_in
def post_settings(body: SettingsBody) -> dict[str, Any]:
    """Change any of the settings; what is left out stays, null restores the default. Answers the whole."""
    if body.campus is not None and body.campus not in server().campuses:
        raise BadInput(f"There is no campus {body.campus!r}; there are {', '.join(server().campuses)}.", field="campus")
    return documents.merge_settings(container().identity.people, current_caller().account.id, _changes(body))


@users_api.post("/activity", responses={200: StatusAnswer})
@signed_in
def post_activity(body: ActivityBody) -> dict[str, Any]:
    """Remember what the person did."""
    activity.add_activity(container().accounts, current_caller().account.id, body.model_dump())
    return OK


@users_api.get("/affinity", responses={200: AffinityAnswer})
@signed_in
def get_affinity() -> dict[str, Any]:
    """What this person's activity says of their taste, and whether it is used."""
    return _affinity()


@users_api.delete("/affinity", responses={200: AffinityAnswer})
@signed_in
def delete_affinity() -> dict[str, Any]:
    """Forget it, with the activity that it was learned from."""
    caller = current_caller()
    activity.forget_activity(container().identity.people, caller.account.id)
    return _affinity(replace(caller, latest=None))


@users_api.post("/notification_token", responses={200: StatusAnswer})
@signed_in
def post_notification_token(body: NotificationTokenBody) -> dict[str, Any]:
    """Remember where to send this device's notifications, until it logs out."""
    caller = current_caller()
    new = devices.NewDevice(body.token, devices.kind_of(body.token))
    devices.register(container().devices, new, user_id=caller.account.id, session_id=caller.session_id)
    return OK


def _affinity(caller: Caller | None = None) -> dict[str, Any]:
    taste = learned_taste(container().here, caller or current_caller())
    return {"affinity": dict(taste.affinity), "activities": taste.activities, "used": taste.used}


def _profile(account: Account) -> dict[str, Any]:
    return {"first_name": account.first_name, "home_address": account.home_address(container().identity.cipher)}


def _changes(body: PreferencesBody | SettingsBody) -> dict[str, Any]:
    """The keys the request named, whole."""
    return {key: value for key, value in body.model_dump(mode="json").items() if key in body.model_fields_set}
