from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.engage_event import EngageEvent


T = TypeVar("T", bound="EngageAnswer")


@_attrs_define
class EngageAnswer:
    """
    Attributes:
        engage_events (list[EngageEvent]):
    """

    engage_events: list[EngageEvent]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        engage_events = []
        for engage_events_item_data in self.engage_events:
            engage_events_item = engage_events_item_data.to_dict()
            engage_events.append(engage_events_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "engage_events": engage_events,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.engage_event import EngageEvent

        d = dict(src_dict)
        engage_events = []
        _engage_events = d.pop("engage_events")
        for engage_events_item_data in _engage_events:
            engage_events_item = EngageEvent.from_dict(engage_events_item_data)

            engage_events.append(engage_events_item)

        engage_answer = cls(
            engage_events=engage_events,
        )

        engage_answer.additional_properties = d
        return engage_answer

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
