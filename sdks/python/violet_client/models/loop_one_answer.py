from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.loop_found import LoopFound


T = TypeVar("T", bound="LoopOneAnswer")


@_attrs_define
class LoopOneAnswer:
    """
    Attributes:
        loop (LoopFound): A loop. `stops` are the places it passes, in order; whoever has `share_url` sees it on a page,
            for a day or as
            long as somebody keeps it.
    """

    loop: LoopFound
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        loop = self.loop.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "loop": loop,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.loop_found import LoopFound

        d = dict(src_dict)
        loop = LoopFound.from_dict(d.pop("loop"))

        loop_one_answer = cls(
            loop=loop,
        )

        loop_one_answer.additional_properties = d
        return loop_one_answer

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
