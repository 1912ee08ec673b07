from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.today_answer_degraded_type_0_item import TodayAnswerDegradedType0Item
from ..models.today_answer_unread_type_0_item import TodayAnswerUnreadType0Item
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.calendar_event_body import CalendarEventBody


T = TypeVar("T", bound="TodayAnswer")


@_attrs_define
class TodayAnswer:
    """
    Attributes:
        events (list[CalendarEventBody]):
        degraded (list[TodayAnswerDegradedType0Item] | None | Unset): Calendars that did not answer just now.
        unread (list[TodayAnswerUnreadType0Item] | None | Unset): Those of them of which nothing is known, or not enough
            to call anybody free.
        as_of (datetime.datetime | None | Unset): When the oldest reading was made that stands in.
    """

    events: list[CalendarEventBody]
    degraded: list[TodayAnswerDegradedType0Item] | Unset | None = UNSET
    unread: list[TodayAnswerUnreadType0Item] | Unset | None = UNSET
    as_of: datetime.datetime | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        events = []
        for events_item_data in self.events:
            events_item = events_item_data.to_dict()
            events.append(events_item)

        degraded: list[str] | Unset | None
        if isinstance(self.degraded, Unset):
            degraded = UNSET
        elif isinstance(self.degraded, list):
            degraded = []
            for degraded_type_0_item_data in self.degraded:
                degraded_type_0_item = degraded_type_0_item_data.value
                degraded.append(degraded_type_0_item)

        else:
            degraded = self.degraded

        unread: list[str] | Unset | None
        if isinstance(self.unread, Unset):
            unread = UNSET
        elif isinstance(self.unread, list):
            unread = []
            for unread_type_0_item_data in self.unread:
                unread_type_0_item = unread_type_0_item_data.value
                unread.append(unread_type_0_item)

        else:
            unread = self.unread

        as_of: str | Unset | None
        if isinstance(self.as_of, Unset):
            as_of = UNSET
        elif isinstance(self.as_of, datetime.datetime):
            as_of = self.as_of.isoformat()
        else:
            as_of = self.as_of

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "events": events,
            }
        )
        if degraded is not UNSET:
            field_dict["degraded"] = degraded
        if unread is not UNSET:
            field_dict["unread"] = unread
        if as_of is not UNSET:
            field_dict["as_of"] = as_of

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.calendar_event_body import CalendarEventBody

        d = dict(src_dict)
        events = []
        _events = d.pop("events")
        for events_item_data in _events:
            events_item = CalendarEventBody.from_dict(events_item_data)

            events.append(events_item)

        def _parse_degraded(data: object) -> list[TodayAnswerDegradedType0Item] | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                degraded_type_0 = []
                _degraded_type_0 = data
                for degraded_type_0_item_data in _degraded_type_0:
                    degraded_type_0_item = TodayAnswerDegradedType0Item(degraded_type_0_item_data)

                    degraded_type_0.append(degraded_type_0_item)

                return degraded_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[TodayAnswerDegradedType0Item] | None | Unset", data)

        degraded = _parse_degraded(d.pop("degraded", UNSET))

        def _parse_unread(data: object) -> list[TodayAnswerUnreadType0Item] | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                unread_type_0 = []
                _unread_type_0 = data
                for unread_type_0_item_data in _unread_type_0:
                    unread_type_0_item = TodayAnswerUnreadType0Item(unread_type_0_item_data)

                    unread_type_0.append(unread_type_0_item)

                return unread_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[TodayAnswerUnreadType0Item] | None | Unset", data)

        unread = _parse_unread(d.pop("unread", UNSET))

        def _parse_as_of(data: object) -> datetime.datetime | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                as_of_type_0 = datetime.datetime.fromisoformat(data)

                return as_of_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None | Unset", data)

        as_of = _parse_as_of(d.pop("as_of", UNSET))

        today_answer = cls(
            events=events,
            degraded=degraded,
            unread=unread,
            as_of=as_of,
        )

        today_answer.additional_properties = d
        return today_answer

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
