from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="DriftBody")


@_attrs_define
class DriftBody:
    """Columns: `missing` are those without which rows say nothing, `gone` others that are looked at, `new` ones nobody
    reads.

        Attributes:
            missing (list[str]):
            gone (list[str]):
            new (list[str]):
    """

    missing: list[str]
    gone: list[str]
    new: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        missing = self.missing

        gone = self.gone

        new = self.new

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "missing": missing,
                "gone": gone,
                "new": new,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        missing = cast("list[str]", d.pop("missing"))

        gone = cast("list[str]", d.pop("gone"))

        new = cast("list[str]", d.pop("new"))

        drift_body = cls(
            missing=missing,
            gone=gone,
            new=new,
        )

        drift_body.additional_properties = d
        return drift_body

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
