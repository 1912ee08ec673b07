from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.event_body import EventBody
    from ..models.permitted_event import PermittedEvent


T = TypeVar("T", bound="EventsAnswer")


@_attrs_define
class EventsAnswer:
    """
    Attributes:
        nyc_permitted (list[PermittedEvent]):
        events (list[EventBody]):
        next_ (None | str): Pass as `after` for the next page; null on the last.
    """

    nyc_permitted: list[PermittedEvent]
    events: list[EventBody]
    next_: str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        nyc_permitted = []
        for nyc_permitted_item_data in self.nyc_permitted:
            nyc_permitted_item = nyc_permitted_item_data.to_dict()
            nyc_permitted.append(nyc_permitted_item)

        events = []
        for events_item_data in self.events:
            events_item = events_item_data.to_dict()
            events.append(events_item)

        next_: str | None
        next_ = self.next_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "nyc_permitted": nyc_permitted,
                "events": events,
                "next": next_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.event_body import EventBody
        from ..models.permitted_event import PermittedEvent

        d = dict(src_dict)
        nyc_permitted = []
        _nyc_permitted = d.pop("nyc_permitted")
        for nyc_permitted_item_data in _nyc_permitted:
            nyc_permitted_item = PermittedEvent.from_dict(nyc_permitted_item_data)

            nyc_permitted.append(nyc_permitted_item)

        events = []
        _events = d.pop("events")
        for events_item_data in _events:
            events_item = EventBody.from_dict(events_item_data)

            events.append(events_item)

        def _parse_next_(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        next_ = _parse_next_(d.pop("next"))

        events_answer = cls(
            nyc_permitted=nyc_permitted,
            events=events,
            next_=next_,
        )

        events_answer.additional_properties = d
        return events_answer

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
