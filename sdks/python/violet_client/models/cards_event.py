from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.cards_data import CardsData


T = TypeVar("T", bound="CardsEvent")


@_attrs_define
class CardsEvent:
    """First: the cards are ranked, words follow.

    Attributes:
        event (Literal['cards']):
        data (CardsData):
    """

    event: Literal["cards"]
    data: CardsData
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        event = self.event

        data = self.data.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "event": event,
                "data": data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.cards_data import CardsData

        d = dict(src_dict)
        event = cast("Literal['cards']", d.pop("event"))
        if event != "cards":
            raise ValueError(f"event must match const 'cards', got '{event}'")

        data = CardsData.from_dict(d.pop("data"))

        cards_event = cls(
            event=event,
            data=data,
        )

        cards_event.additional_properties = d
        return cards_event

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
