from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.places_answer_category import PlacesAnswerCategory

if TYPE_CHECKING:
    from ..models.card_body import CardBody


T = TypeVar("T", bound="PlacesAnswer")


@_attrs_define
class PlacesAnswer:
    """
    Attributes:
        category (PlacesAnswerCategory):
        places (list[CardBody]):
    """

    category: PlacesAnswerCategory
    places: list[CardBody]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        category = self.category.value

        places = []
        for places_item_data in self.places:
            places_item = places_item_data.to_dict()
            places.append(places_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "category": category,
                "places": places,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.card_body import CardBody

        d = dict(src_dict)
        category = PlacesAnswerCategory(d.pop("category"))

        places = []
        _places = d.pop("places")
        for places_item_data in _places:
            places_item = CardBody.from_dict(places_item_data)

            places.append(places_item)

        places_answer = cls(
            category=category,
            places=places,
        )

        places_answer.additional_properties = d
        return places_answer

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
