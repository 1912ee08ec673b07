from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.option_card_type import OptionCardType

T = TypeVar("T", bound="OptionCard")


@_attrs_define
class OptionCard:
    """
    Attributes:
        id (int):
        place_id (str):
        type_ (OptionCardType):
        name (str):
        address (None | str):
    """

    id: int
    place_id: str
    type_: OptionCardType
    name: str
    address: str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        place_id = self.place_id

        type_ = self.type_.value

        name = self.name

        address: str | None
        address = self.address

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "place_id": place_id,
                "type": type_,
                "name": name,
                "address": address,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        place_id = d.pop("place_id")

        type_ = OptionCardType(d.pop("type"))

        name = d.pop("name")

        def _parse_address(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        address = _parse_address(d.pop("address"))

        option_card = cls(
            id=id,
            place_id=place_id,
            type_=type_,
            name=name,
            address=address,
        )

        option_card.additional_properties = d
        return option_card

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
