from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.guide_summary import GuideSummary


T = TypeVar("T", bound="GuidesAnswer")


@_attrs_define
class GuidesAnswer:
    """
    Attributes:
        guides (list[GuideSummary]):
        next_ (None | str):
    """

    guides: list[GuideSummary]
    next_: str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        guides = []
        for guides_item_data in self.guides:
            guides_item = guides_item_data.to_dict()
            guides.append(guides_item)

        next_: str | None
        next_ = self.next_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "guides": guides,
                "next": next_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.guide_summary import GuideSummary

        d = dict(src_dict)
        guides = []
        _guides = d.pop("guides")
        for guides_item_data in _guides:
            guides_item = GuideSummary.from_dict(guides_item_data)

            guides.append(guides_item)

        def _parse_next_(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        next_ = _parse_next_(d.pop("next"))

        guides_answer = cls(
            guides=guides,
            next_=next_,
        )

        guides_answer.additional_properties = d
        return guides_answer

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
