from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.notification_preferences_answer_kinds import NotificationPreferencesAnswerKinds
    from ..models.quiet_hours import QuietHours


T = TypeVar("T", bound="NotificationPreferencesAnswer")


@_attrs_define
class NotificationPreferencesAnswer:
    """
    Attributes:
        kinds (NotificationPreferencesAnswerKinds):
        quiet_hours (None | QuietHours):
    """

    kinds: NotificationPreferencesAnswerKinds
    quiet_hours: QuietHours | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.quiet_hours import QuietHours

        kinds = self.kinds.to_dict()

        quiet_hours: dict[str, Any] | None
        if isinstance(self.quiet_hours, QuietHours):
            quiet_hours = self.quiet_hours.to_dict()
        else:
            quiet_hours = self.quiet_hours

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kinds": kinds,
                "quiet_hours": quiet_hours,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.notification_preferences_answer_kinds import NotificationPreferencesAnswerKinds
        from ..models.quiet_hours import QuietHours

        d = dict(src_dict)
        kinds = NotificationPreferencesAnswerKinds.from_dict(d.pop("kinds"))

        def _parse_quiet_hours(data: object) -> QuietHours | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                quiet_hours_type_0 = QuietHours.from_dict(data)

                return quiet_hours_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("None | QuietHours", data)

        quiet_hours = _parse_quiet_hours(d.pop("quiet_hours"))

        notification_preferences_answer = cls(
            kinds=kinds,
            quiet_hours=quiet_hours,
        )

        notification_preferences_answer.additional_properties = d
        return notification_preferences_answer

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
