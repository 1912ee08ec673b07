from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.item_body import ItemBody


T = TypeVar("T", bound="ResolvedAnswer")


@_attrs_define
class ResolvedAnswer:
    """
    Attributes:
        item (ItemBody): Who said it is not told. `said` are reports with their `text` and `value`, or opinions with the
            explanation of
            the turn; `place_count` is how many open items there are about the same place.
    """

    item: ItemBody
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        item = self.item.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "item": item,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.item_body import ItemBody

        d = dict(src_dict)
        item = ItemBody.from_dict(d.pop("item"))

        resolved_answer = cls(
            item=item,
        )

        resolved_answer.additional_properties = d
        return resolved_answer

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
