from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.card_body import CardBody


T = TypeVar("T", bound="QuickLists")


@_attrs_define
class QuickLists:
    """
    Attributes:
        quick_bites (list[CardBody]):
        cozy_cafes (list[CardBody]):
        explore (list[CardBody]):
        events (list[CardBody]):
    """

    quick_bites: list[CardBody]
    cozy_cafes: list[CardBody]
    explore: list[CardBody]
    events: list[CardBody]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        quick_bites = []
        for quick_bites_item_data in self.quick_bites:
            quick_bites_item = quick_bites_item_data.to_dict()
            quick_bites.append(quick_bites_item)

        cozy_cafes = []
        for cozy_cafes_item_data in self.cozy_cafes:
            cozy_cafes_item = cozy_cafes_item_data.to_dict()
            cozy_cafes.append(cozy_cafes_item)

        explore = []
        for explore_item_data in self.explore:
            explore_item = explore_item_data.to_dict()
            explore.append(explore_item)

        events = []
        for events_item_data in self.events:
            events_item = events_item_data.to_dict()
            events.append(events_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "quick_bites": quick_bites,
                "cozy_cafes": cozy_cafes,
                "explore": explore,
                "events": events,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.card_body import CardBody

        d = dict(src_dict)
        quick_bites = []
        _quick_bites = d.pop("quick_bites")
        for quick_bites_item_data in _quick_bites:
            quick_bites_item = CardBody.from_dict(quick_bites_item_data)

            quick_bites.append(quick_bites_item)

        cozy_cafes = []
        _cozy_cafes = d.pop("cozy_cafes")
        for cozy_cafes_item_data in _cozy_cafes:
            cozy_cafes_item = CardBody.from_dict(cozy_cafes_item_data)

            cozy_cafes.append(cozy_cafes_item)

        explore = []
        _explore = d.pop("explore")
        for explore_item_data in _explore:
            explore_item = CardBody.from_dict(explore_item_data)

            explore.append(explore_item)

        events = []
        _events = d.pop("events")
        for events_item_data in _events:
            events_item = CardBody.from_dict(events_item_data)

            events.append(events_item)

        quick_lists = cls(
            quick_bites=quick_bites,
            cozy_cafes=cozy_cafes,
            explore=explore,
            events=events,
        )

        quick_lists.additional_properties = d
        return quick_lists

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
