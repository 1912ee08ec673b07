from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.card_body import CardBody


T = TypeVar("T", bound="SavedOneAnswer")


@_attrs_define
class SavedOneAnswer:
    """`saved` is whether it is saved now; `place` is its card where it is.

    Attributes:
        saved (bool):
        place_id (str):
        place (CardBody | None | Unset):
    """

    saved: bool
    place_id: str
    place: CardBody | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.card_body import CardBody

        saved = self.saved

        place_id = self.place_id

        place: dict[str, Any] | Unset | None
        if isinstance(self.place, Unset):
            place = UNSET
        elif isinstance(self.place, CardBody):
            place = self.place.to_dict()
        else:
            place = self.place

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "saved": saved,
                "place_id": place_id,
            }
        )
        if place is not UNSET:
            field_dict["place"] = place

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.card_body import CardBody

        d = dict(src_dict)
        saved = d.pop("saved")

        place_id = d.pop("place_id")

        def _parse_place(data: object) -> CardBody | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                place_type_0 = CardBody.from_dict(data)

                return place_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("CardBody | None | Unset", data)

        place = _parse_place(d.pop("place", UNSET))

        saved_one_answer = cls(
            saved=saved,
            place_id=place_id,
            place=place,
        )

        saved_one_answer.additional_properties = d
        return saved_one_answer

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
