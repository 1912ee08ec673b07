from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.kinds_body import KindsBody
    from ..models.quiet_hours import QuietHours


T = TypeVar("T", bound="NotificationPreferencesBody")


@_attrs_define
class NotificationPreferencesBody:
    """What is left out stays; `quiet_hours: null` takes them back.

    Attributes:
        kinds (KindsBody | None | Unset):
        quiet_hours (None | QuietHours | Unset):
    """

    kinds: KindsBody | Unset | None = UNSET
    quiet_hours: QuietHours | Unset | None = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.kinds_body import KindsBody
        from ..models.quiet_hours import QuietHours

        kinds: dict[str, Any] | Unset | None
        if isinstance(self.kinds, Unset):
            kinds = UNSET
        elif isinstance(self.kinds, KindsBody):
            kinds = self.kinds.to_dict()
        else:
            kinds = self.kinds

        quiet_hours: dict[str, Any] | Unset | None
        if isinstance(self.quiet_hours, Unset):
            quiet_hours = UNSET
        elif isinstance(self.quiet_hours, QuietHours):
            quiet_hours = self.quiet_hours.to_dict()
        else:
            quiet_hours = self.quiet_hours

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if kinds is not UNSET:
            field_dict["kinds"] = kinds
        if quiet_hours is not UNSET:
            field_dict["quiet_hours"] = quiet_hours

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.kinds_body import KindsBody
        from ..models.quiet_hours import QuietHours

        d = dict(src_dict)

        def _parse_kinds(data: object) -> KindsBody | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                kinds_type_0 = KindsBody.from_dict(data)

                return kinds_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("KindsBody | None | Unset", data)

        kinds = _parse_kinds(d.pop("kinds", UNSET))

        def _parse_quiet_hours(data: object) -> QuietHours | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                quiet_hours_type_0 = QuietHours.from_dict(data)

                return quiet_hours_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("None | QuietHours | Unset", data)

        quiet_hours = _parse_quiet_hours(d.pop("quiet_hours", UNSET))

        notification_preferences_body = cls(
            kinds=kinds,
            quiet_hours=quiet_hours,
        )

        return notification_preferences_body
