"""Preferences and settings of the older server, made to fit what ours accepts: the apps are strict about types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from violet.api.schemas.accounts import NotificationTokenBody, PreferencesBody, SettingsBody
from violet.api.schemas.common import ApiModel

FORMS: Mapping[str, type[ApiModel]] = {"preferences": PreferencesBody, "settings": SettingsBody}


def fitting(column: str, document: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """What of the document ours accepts, and a sentence for each key that does not fit or fits in part.

    A list or a map keeps its good entries: one diet that we do not know must not cost a person the others.
    """
    form, kept, remarks = FORMS[column], dict[str, Any](), list[str]()
    strange = [key for key in document if key not in form.model_fields]
    if strange:
        remarks.append(f"{column} has {len(strange)} keys that we do not know")
    for key in form.model_fields:
        value = document.get(key)
        if value is None or _accepted(form, key, value, kept):
            continue
        remarks.append(f"{column}.{key} does not fit")
        _accepted(form, key, _good_part(form, key, value), kept)
    return kept, remarks


def is_push_address(token: str) -> bool:
    try:
        NotificationTokenBody(token=token)
    except ValidationError:
        return False
    return True


def _accepted(form: type[ApiModel], key: str, value: Any, kept: dict[str, Any]) -> bool:
    try:
        whole = form.model_validate({key: value}).model_dump(mode="json", exclude_unset=True)
    except ValidationError:
        return False
    if whole[key] is not None:
        kept[key] = whole[key]
    return True


def _good_part(form: type[ApiModel], key: str, value: Any) -> Any:
    if isinstance(value, list):
        return [item for item in value if _accepted(form, key, [item], {})] or None
    if isinstance(value, Mapping):
        return {name: item for name, item in value.items() if _accepted(form, key, {name: item}, {})} or None
    return None
