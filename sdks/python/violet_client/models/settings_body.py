from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="SettingsBody")


@_attrs_define
class SettingsBody:
    """A key left out is unchanged; null restores its default. Any other key is refused by name.

    Attributes:
        google_calendar_enabled (bool | None | Unset):
        calendar_integration_enabled (bool | None | Unset):
        notifications_enabled (bool | None | Unset):
        use_preferences_for_personalization (bool | None | Unset):
        campus (None | str | Unset):
    """

    google_calendar_enabled: bool | Unset | None = UNSET
    calendar_integration_enabled: bool | Unset | None = UNSET
    notifications_enabled: bool | Unset | None = UNSET
    use_preferences_for_personalization: bool | Unset | None = UNSET
    campus: str | Unset | None = UNSET

    def to_dict(self) -> dict[str, Any]:
        google_calendar_enabled: bool | Unset | None
        if isinstance(self.google_calendar_enabled, Unset):
            google_calendar_enabled = UNSET
        else:
            google_calendar_enabled = self.google_calendar_enabled

        calendar_integration_enabled: bool | Unset | None
        if isinstance(self.calendar_integration_enabled, Unset):
            calendar_integration_enabled = UNSET
        else:
            calendar_integration_enabled = self.calendar_integration_enabled

        notifications_enabled: bool | Unset | None
        if isinstance(self.notifications_enabled, Unset):
            notifications_enabled = UNSET
        else:
            notifications_enabled = self.notifications_enabled

        use_preferences_for_personalization: bool | Unset | None
        if isinstance(self.use_preferences_for_personalization, Unset):
            use_preferences_for_personalization = UNSET
        else:
            use_preferences_for_personalization = self.use_preferences_for_personalization

        campus: str | Unset | None
        if isinstance(self.campus, Unset):
            campus = UNSET
        else:
            campus = self.campus

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if google_calendar_enabled is not UNSET:
            field_dict["google_calendar_enabled"] = google_calendar_enabled
        if calendar_integration_enabled is not UNSET:
            field_dict["calendar_integration_enabled"] = calendar_integration_enabled
        if notifications_enabled is not UNSET:
            field_dict["notifications_enabled"] = notifications_enabled
        if use_preferences_for_personalization is not UNSET:
            field_dict["use_preferences_for_personalization"] = use_preferences_for_personalization
        if campus is not UNSET:
            field_dict["campus"] = campus

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_google_calendar_enabled(data: object) -> bool | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("bool | None | Unset", data)

        google_calendar_enabled = _parse_google_calendar_enabled(d.pop("google_calendar_enabled", UNSET))

        def _parse_calendar_integration_enabled(data: object) -> bool | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("bool | None | Unset", data)

        calendar_integration_enabled = _parse_calendar_integration_enabled(d.pop("calendar_integration_enabled", UNSET))

        def _parse_notifications_enabled(data: object) -> bool | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("bool | None | Unset", data)

        notifications_enabled = _parse_notifications_enabled(d.pop("notifications_enabled", UNSET))

        def _parse_use_preferences_for_personalization(data: object) -> bool | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("bool | None | Unset", data)

        use_preferences_for_personalization = _parse_use_preferences_for_personalization(
            d.pop("use_preferences_for_personalization", UNSET)
        )

        def _parse_campus(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        campus = _parse_campus(d.pop("campus", UNSET))

        settings_body = cls(
            google_calendar_enabled=google_calendar_enabled,
            calendar_integration_enabled=calendar_integration_enabled,
            notifications_enabled=notifications_enabled,
            use_preferences_for_personalization=use_preferences_for_personalization,
            campus=campus,
        )

        return settings_body
