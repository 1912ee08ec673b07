from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.saved_loop_body import SavedLoopBody


T = TypeVar("T", bound="SavedLoopsAnswer")


@_attrs_define
class SavedLoopsAnswer:
    """
    Attributes:
        loops (list[SavedLoopBody]):
    """

    loops: list[SavedLoopBody]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        loops = []
        for loops_item_data in self.loops:
            loops_item = loops_item_data.to_dict()
            loops.append(loops_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "loops": loops,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.saved_loop_body import SavedLoopBody

        d = dict(src_dict)
        loops = []
        _loops = d.pop("loops")
        for loops_item_data in _loops:
            loops_item = SavedLoopBody.from_dict(loops_item_data)

            loops.append(loops_item)

        saved_loops_answer = cls(
            loops=loops,
        )

        saved_loops_answer.additional_properties = d
        return saved_loops_answer

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
