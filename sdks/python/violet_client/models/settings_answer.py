from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="SettingsAnswer")


@_attrs_define
class SettingsAnswer:
    """
    Attributes:
        google_calendar_enabled (bool):
        calendar_integration_enabled (bool):
        notifications_enabled (bool):
        use_preferences_for_personalization (bool):
        campus (None | str | Unset):
    """

    google_calendar_enabled: bool
    calendar_integration_enabled: bool
    notifications_enabled: bool
    use_preferences_for_personalization: bool
    campus: str | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        google_calendar_enabled = self.google_calendar_enabled

        calendar_integration_enabled = self.calendar_integration_enabled

        notifications_enabled = self.notifications_enabled

        use_preferences_for_personalization = self.use_preferences_for_personalization

        campus: str | Unset | None
        if isinstance(self.campus, Unset):
            campus = UNSET
        else:
            campus = self.campus

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "google_calendar_enabled": google_calendar_enabled,
                "calendar_integration_enabled": calendar_integration_enabled,
                "notifications_enabled": notifications_enabled,
                "use_preferences_for_personalization": use_preferences_for_personalization,
            }
        )
        if campus is not UNSET:
            field_dict["campus"] = campus

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        google_calendar_enabled = d.pop("google_calendar_enabled")

        calendar_integration_enabled = d.pop("calendar_integration_enabled")

        notifications_enabled = d.pop("notifications_enabled")

        use_preferences_for_personalization = d.pop("use_preferences_for_personalization")

        def _parse_campus(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        campus = _parse_campus(d.pop("campus", UNSET))

        settings_answer = cls(
            google_calendar_enabled=google_calendar_enabled,
            calendar_integration_enabled=calendar_integration_enabled,
            notifications_enabled=notifications_enabled,
            use_preferences_for_personalization=use_preferences_for_personalization,
            campus=campus,
        )

        settings_answer.additional_properties = d
        return settings_answer

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
