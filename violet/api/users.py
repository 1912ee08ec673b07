"""The person who is logged in: profile, preferences, settings, activity, and their data as a whole."""

from __future__ import annotations

from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from violet.api.schemas.accounts import (
    ActivityBody,
    ChangePasswordBody,
    DeleteAccountBody,
    MeAnswer,
    NotificationTokenBody,
    PreferencesAnswer,
    PreferencesBody,
    ProfileAnswer,
    ProfileBody,
    SettingsAnswer,
    SettingsBody,
    StatusAnswer,
    TokensAnswer,
)
from violet.api.support.documentation import SIGNED_IN, errors
from violet.api.support.guards import current_caller, signed_in, signed_in_unverified
from violet.api.support.limits import limits
from violet.api.support.request_context import current_deps
from violet.api.support.sessions import given_session_id
from violet.services.accounts import activity, documents, notifications, passwords, personal_data, profile
from violet.services.accounts.account import Account

users_api = APIBlueprint(
    "users",
    __name__,
    url_prefix="/user",
    abp_tags=[Tag(name="user")],
    abp_security=SIGNED_IN,
    abp_responses=errors(400, 401, 403, 503),
)

OK = {"status": "ok"}


@users_api.get("/me", responses={200: MeAnswer})
@signed_in_unverified
def get_me() -> dict[str, Any]:
    """The person, with preferences, settings and the last 50 activities, newest first."""
    return profile.me(current_deps(), current_caller())


@users_api.delete("/me", responses={200: StatusAnswer, **errors(429)})
@signed_in_unverified
@limits.password_check
def delete_me(body: DeleteAccountBody) -> dict[str, Any]:
    """Delete the account and everything it holds, for good. Asks for the password."""
    personal_data.delete_account(
        current_deps(), current_caller(), password=body.password, session_id=given_session_id()
    )
    return OK | {"message": "Your account and everything in it is deleted."}


@users_api.get("/export", responses={200: {"description": "Everything we hold of this person, as JSON."}})
@signed_in_unverified
@limits.export
def export() -> dict[str, Any]:
    """Everything we hold of this person."""
    return personal_data.export(current_deps(), current_caller(), session_id=given_session_id())


@users_api.post("/password", responses={200: TokensAnswer, **errors(429)})
@signed_in
@limits.password_check
def change_password(body: ChangePasswordBody) -> dict[str, Any]:
    """Change the password. Every log-in is closed; the answer holds this device's new tokens."""
    pair = passwords.change(current_deps(), current_caller(), current=body.current_password, new=body.new_password)
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
    return _profile(profile.update_profile(current_deps(), current_caller().account.id, patch))


@users_api.get("/preferences", responses={200: PreferencesAnswer})
@signed_in
def get_preferences() -> dict[str, Any]:
    """The whole preferences."""
    return documents.complete(current_caller().account.preferences, documents.PREFERENCE_DEFAULTS)


@users_api.post("/preferences", responses={200: PreferencesAnswer})
@signed_in
def post_preferences(body: PreferencesBody) -> dict[str, Any]:
    """Change any of the preferences; what is left out stays, null clears. Answers the whole."""
    return documents.merge_preferences(current_deps(), current_caller().account.id, _changes(body))


@users_api.get("/settings", responses={200: SettingsAnswer})
@signed_in
def get_settings() -> dict[str, Any]:
    """The whole settings."""
    return documents.complete(current_caller().account.settings, documents.SETTING_DEFAULTS)


@users_api.post("/settings", responses={200: SettingsAnswer})
@signed_in
def post_settings(body: SettingsBody) -> dict[str, Any]:
    """Change any of the settings; what is left out stays, null restores the default. Answers the whole."""
    return documents.merge_settings(current_deps(), current_caller().account.id, _changes(body))


@users_api.post("/activity", responses={200: StatusAnswer})
@signed_in
def post_activity(body: ActivityBody) -> dict[str, Any]:
    """Remember what the person did."""
    activity.add_activity(current_deps(), current_caller().account.id, body.model_dump())
    return OK


@users_api.post("/notification_token", responses={200: StatusAnswer})
@signed_in
def post_notification_token(body: NotificationTokenBody) -> dict[str, Any]:
    """Remember where to send this device's notifications, until it logs out."""
    notifications.register_phone(current_deps(), current_caller(), body.token)
    return OK


def _profile(account: Account) -> dict[str, Any]:
    return {"first_name": account.first_name, "home_address": account.home_address(current_deps())}


def _changes(body: PreferencesBody | SettingsBody) -> dict[str, Any]:
    """The keys the request named, whole."""
    return {key: value for key, value in body.model_dump(mode="json").items() if key in body.model_fields_set}
