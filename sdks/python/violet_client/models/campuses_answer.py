from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.campus_body import CampusBody


T = TypeVar("T", bound="CampusesAnswer")


@_attrs_define
class CampusesAnswer:
    """
    Attributes:
        campuses (list[CampusBody]):
    """

    campuses: list[CampusBody]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        campuses = []
        for campuses_item_data in self.campuses:
            campuses_item = campuses_item_data.to_dict()
            campuses.append(campuses_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "campuses": campuses,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.campus_body import CampusBody

        d = dict(src_dict)
        campuses = []
        _campuses = d.pop("campuses")
        for campuses_item_data in _campuses:
            campuses_item = CampusBody.from_dict(campuses_item_data)

            campuses.append(campuses_item)

        campuses_answer = cls(
            campuses=campuses,
        )

        campuses_answer.additional_properties = d
        return campuses_answer

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
