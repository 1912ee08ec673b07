from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.fair_place_body import FairPlaceBody


T = TypeVar("T", bound="MeetAnswer")


@_attrs_define
class MeetAnswer:
    """The fairest places first. `without` are members whose position is not known.

    Attributes:
        places (list[FairPlaceBody]):
        without (list[int]):
    """

    places: list[FairPlaceBody]
    without: list[int]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        places = []
        for places_item_data in self.places:
            places_item = places_item_data.to_dict()
            places.append(places_item)

        without = self.without

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "places": places,
                "without": without,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.fair_place_body import FairPlaceBody

        d = dict(src_dict)
        places = []
        _places = d.pop("places")
        for places_item_data in _places:
            places_item = FairPlaceBody.from_dict(places_item_data)

            places.append(places_item)

        without = cast("list[int]", d.pop("without"))

        meet_answer = cls(
            places=places,
            without=without,
        )

        meet_answer.additional_properties = d
        return meet_answer

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
