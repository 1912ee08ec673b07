from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.activity_answer import ActivityAnswer
    from ..models.preferences_answer import PreferencesAnswer
    from ..models.settings_answer import SettingsAnswer


T = TypeVar("T", bound="MeAnswer")


@_attrs_define
class MeAnswer:
    """
    Attributes:
        first_name (None | str):
        home_address (None | str):
        id (int):
        email (str):
        email_verified (bool):
        preferences (PreferencesAnswer):
        settings (SettingsAnswer):
        recent_activity (list[ActivityAnswer]):
    """

    first_name: str | None
    home_address: str | None
    id: int
    email: str
    email_verified: bool
    preferences: PreferencesAnswer
    settings: SettingsAnswer
    recent_activity: list[ActivityAnswer]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        first_name: str | None
        first_name = self.first_name

        home_address: str | None
        home_address = self.home_address

        id = self.id

        email = self.email

        email_verified = self.email_verified

        preferences = self.preferences.to_dict()

        settings = self.settings.to_dict()

        recent_activity = []
        for recent_activity_item_data in self.recent_activity:
            recent_activity_item = recent_activity_item_data.to_dict()
            recent_activity.append(recent_activity_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "first_name": first_name,
                "home_address": home_address,
                "id": id,
                "email": email,
                "email_verified": email_verified,
                "preferences": preferences,
                "settings": settings,
                "recent_activity": recent_activity,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.activity_answer import ActivityAnswer
        from ..models.preferences_answer import PreferencesAnswer
        from ..models.settings_answer import SettingsAnswer

        d = dict(src_dict)

        def _parse_first_name(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        first_name = _parse_first_name(d.pop("first_name"))

        def _parse_home_address(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        home_address = _parse_home_address(d.pop("home_address"))

        id = d.pop("id")

        email = d.pop("email")

        email_verified = d.pop("email_verified")

        preferences = PreferencesAnswer.from_dict(d.pop("preferences"))

        settings = SettingsAnswer.from_dict(d.pop("settings"))

        recent_activity = []
        _recent_activity = d.pop("recent_activity")
        for recent_activity_item_data in _recent_activity:
            recent_activity_item = ActivityAnswer.from_dict(recent_activity_item_data)

            recent_activity.append(recent_activity_item)

        me_answer = cls(
            first_name=first_name,
            home_address=home_address,
            id=id,
            email=email,
            email_verified=email_verified,
            preferences=preferences,
            settings=settings,
            recent_activity=recent_activity,
        )

        me_answer.additional_properties = d
        return me_answer

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
