from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.channels_body import ChannelsBody


T = TypeVar("T", bound="KindsBody")


@_attrs_define
class KindsBody:
    """
    Attributes:
        reminder (ChannelsBody | None | Unset):
        event_change (ChannelsBody | None | Unset):
        free_time (ChannelsBody | None | Unset):
        together (ChannelsBody | None | Unset):
        safety (ChannelsBody | None | Unset):
        security (ChannelsBody | None | Unset):
    """

    reminder: ChannelsBody | Unset | None = UNSET
    event_change: ChannelsBody | Unset | None = UNSET
    free_time: ChannelsBody | Unset | None = UNSET
    together: ChannelsBody | Unset | None = UNSET
    safety: ChannelsBody | Unset | None = UNSET
    security: ChannelsBody | Unset | None = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.channels_body import ChannelsBody

        reminder: dict[str, Any] | Unset | None
        if isinstance(self.reminder, Unset):
            reminder = UNSET
        elif isinstance(self.reminder, ChannelsBody):
            reminder = self.reminder.to_dict()
        else:
            reminder = self.reminder

        event_change: dict[str, Any] | Unset | None
        if isinstance(self.event_change, Unset):
            event_change = UNSET
        elif isinstance(self.event_change, ChannelsBody):
            event_change = self.event_change.to_dict()
        else:
            event_change = self.event_change

        free_time: dict[str, Any] | Unset | None
        if isinstance(self.free_time, Unset):
            free_time = UNSET
        elif isinstance(self.free_time, ChannelsBody):
            free_time = self.free_time.to_dict()
        else:
            free_time = self.free_time

        together: dict[str, Any] | Unset | None
        if isinstance(self.together, Unset):
            together = UNSET
        elif isinstance(self.together, ChannelsBody):
            together = self.together.to_dict()
        else:
            together = self.together

        safety: dict[str, Any] | Unset | None
        if isinstance(self.safety, Unset):
            safety = UNSET
        elif isinstance(self.safety, ChannelsBody):
            safety = self.safety.to_dict()
        else:
            safety = self.safety

        security: dict[str, Any] | Unset | None
        if isinstance(self.security, Unset):
            security = UNSET
        elif isinstance(self.security, ChannelsBody):
            security = self.security.to_dict()
        else:
            security = self.security

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if reminder is not UNSET:
            field_dict["reminder"] = reminder
        if event_change is not UNSET:
            field_dict["event_change"] = event_change
        if free_time is not UNSET:
            field_dict["free_time"] = free_time
        if together is not UNSET:
            field_dict["together"] = together
        if safety is not UNSET:
            field_dict["safety"] = safety
        if security is not UNSET:
            field_dict["security"] = security

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.channels_body import ChannelsBody

        d = dict(src_dict)

        def _parse_reminder(data: object) -> ChannelsBody | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                reminder_type_0 = ChannelsBody.from_dict(data)

                return reminder_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("ChannelsBody | None | Unset", data)

        reminder = _parse_reminder(d.pop("reminder", UNSET))

        def _parse_event_change(data: object) -> ChannelsBody | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                event_change_type_0 = ChannelsBody.from_dict(data)

                return event_change_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("ChannelsBody | None | Unset", data)

        event_change = _parse_event_change(d.pop("event_change", UNSET))

        def _parse_free_time(data: object) -> ChannelsBody | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                free_time_type_0 = ChannelsBody.from_dict(data)

                return free_time_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("ChannelsBody | None | Unset", data)

        free_time = _parse_free_time(d.pop("free_time", UNSET))

        def _parse_together(data: object) -> ChannelsBody | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                together_type_0 = ChannelsBody.from_dict(data)

                return together_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("ChannelsBody | None | Unset", data)

        together = _parse_together(d.pop("together", UNSET))

        def _parse_safety(data: object) -> ChannelsBody | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                safety_type_0 = ChannelsBody.from_dict(data)

                return safety_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("ChannelsBody | None | Unset", data)

        safety = _parse_safety(d.pop("safety", UNSET))

        def _parse_security(data: object) -> ChannelsBody | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                security_type_0 = ChannelsBody.from_dict(data)

                return security_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("ChannelsBody | None | Unset", data)

        security = _parse_security(d.pop("security", UNSET))

        kinds_body = cls(
            reminder=reminder,
            event_change=event_change,
            free_time=free_time,
            together=together,
            safety=safety,
            security=security,
        )

        return kinds_body
