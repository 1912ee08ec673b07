from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="MergedFrom")


@_attrs_define
class MergedFrom:
    """Another announcement of the same event.

    Attributes:
        source (str):
        source_id (str):
        url (None | str):
    """

    source: str
    source_id: str
    url: str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        source = self.source

        source_id = self.source_id

        url: str | None
        url = self.url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "source": source,
                "source_id": source_id,
                "url": url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        source = d.pop("source")

        source_id = d.pop("source_id")

        def _parse_url(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        url = _parse_url(d.pop("url"))

        merged_from = cls(
            source=source,
            source_id=source_id,
            url=url,
        )

        merged_from.additional_properties = d
        return merged_from

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
