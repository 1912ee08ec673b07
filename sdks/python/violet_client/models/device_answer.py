from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="DeviceAnswer")


@_attrs_define
class DeviceAnswer:
    """
    Attributes:
        id (int):
        kind (str):
        locale (None | str):
        created_at (datetime.datetime):
    """

    id: int
    kind: str
    locale: str | None
    created_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        kind = self.kind

        locale: str | None
        locale = self.locale

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "locale": locale,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        kind = d.pop("kind")

        def _parse_locale(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        locale = _parse_locale(d.pop("locale"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        device_answer = cls(
            id=id,
            kind=kind,
            locale=locale,
            created_at=created_at,
        )

        device_answer.additional_properties = d
        return device_answer

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
