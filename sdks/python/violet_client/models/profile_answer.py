from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ProfileAnswer")


@_attrs_define
class ProfileAnswer:
    """
    Attributes:
        first_name (None | str):
        home_address (None | str):
    """

    first_name: str | None
    home_address: str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        first_name: str | None
        first_name = self.first_name

        home_address: str | None
        home_address = self.home_address

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "first_name": first_name,
                "home_address": home_address,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_first_name(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        first_name = _parse_first_name(d.pop("first_name"))

        def _parse_home_address(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        home_address = _parse_home_address(d.pop("home_address"))

        profile_answer = cls(
            first_name=first_name,
            home_address=home_address,
        )

        profile_answer.additional_properties = d
        return profile_answer

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
