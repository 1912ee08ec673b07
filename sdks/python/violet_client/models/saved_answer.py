from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.card_body import CardBody
    from ..models.saved_item import SavedItem


T = TypeVar("T", bound="SavedAnswer")


@_attrs_define
class SavedAnswer:
    """The newest first: `saved` says what and when, `places` has the card of each. `next` is the cursor of the
    following page.

        Attributes:
            saved (list[SavedItem]):
            places (list[CardBody]):
            next_ (None | str):
    """

    saved: list[SavedItem]
    places: list[CardBody]
    next_: str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        saved = []
        for saved_item_data in self.saved:
            saved_item = saved_item_data.to_dict()
            saved.append(saved_item)

        places = []
        for places_item_data in self.places:
            places_item = places_item_data.to_dict()
            places.append(places_item)

        next_: str | None
        next_ = self.next_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "saved": saved,
                "places": places,
                "next": next_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.card_body import CardBody
        from ..models.saved_item import SavedItem

        d = dict(src_dict)
        saved = []
        _saved = d.pop("saved")
        for saved_item_data in _saved:
            saved_item = SavedItem.from_dict(saved_item_data)

            saved.append(saved_item)

        places = []
        _places = d.pop("places")
        for places_item_data in _places:
            places_item = CardBody.from_dict(places_item_data)

            places.append(places_item)

        def _parse_next_(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        next_ = _parse_next_(d.pop("next"))

        saved_answer = cls(
            saved=saved,
            places=places,
            next_=next_,
        )

        saved_answer.additional_properties = d
        return saved_answer

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
