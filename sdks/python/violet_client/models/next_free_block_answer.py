from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.long_block_body import LongBlockBody


T = TypeVar("T", bound="NextFreeBlockAnswer")


@_attrs_define
class NextFreeBlockAnswer:
    """
    Attributes:
        status (str):
        free_block (LongBlockBody | None):
    """

    status: str
    free_block: LongBlockBody | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.long_block_body import LongBlockBody

        status = self.status

        free_block: dict[str, Any] | None
        if isinstance(self.free_block, LongBlockBody):
            free_block = self.free_block.to_dict()
        else:
            free_block = self.free_block

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "status": status,
                "free_block": free_block,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.long_block_body import LongBlockBody

        d = dict(src_dict)
        status = d.pop("status")

        def _parse_free_block(data: object) -> LongBlockBody | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                free_block_type_0 = LongBlockBody.from_dict(data)

                return free_block_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("LongBlockBody | None", data)

        free_block = _parse_free_block(d.pop("free_block"))

        next_free_block_answer = cls(
            status=status,
            free_block=free_block,
        )

        next_free_block_answer.additional_properties = d
        return next_free_block_answer

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
