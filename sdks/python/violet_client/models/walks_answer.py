from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.walk_info import WalkInfo


T = TypeVar("T", bound="WalksAnswer")


@_attrs_define
class WalksAnswer:
    """
    Attributes:
        walks (list[WalkInfo]):
        next_ (None | str):
    """

    walks: list[WalkInfo]
    next_: str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        walks = []
        for walks_item_data in self.walks:
            walks_item = walks_item_data.to_dict()
            walks.append(walks_item)

        next_: str | None
        next_ = self.next_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "walks": walks,
                "next": next_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.walk_info import WalkInfo

        d = dict(src_dict)
        walks = []
        _walks = d.pop("walks")
        for walks_item_data in _walks:
            walks_item = WalkInfo.from_dict(walks_item_data)

            walks.append(walks_item)

        def _parse_next_(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        next_ = _parse_next_(d.pop("next"))

        walks_answer = cls(
            walks=walks,
            next_=next_,
        )

        walks_answer.additional_properties = d
        return walks_answer

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
