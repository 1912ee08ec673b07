from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PublishBody")


@_attrs_define
class PublishBody:
    """Now, or `at` a moment to come; until `unpublish_at`, or for good.

    Attributes:
        at (datetime.datetime | None | Unset):
        unpublish_at (datetime.datetime | None | Unset):
    """

    at: datetime.datetime | Unset | None = UNSET
    unpublish_at: datetime.datetime | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        at: str | Unset | None
        if isinstance(self.at, Unset):
            at = UNSET
        elif isinstance(self.at, datetime.datetime):
            at = self.at.isoformat()
        else:
            at = self.at

        unpublish_at: str | Unset | None
        if isinstance(self.unpublish_at, Unset):
            unpublish_at = UNSET
        elif isinstance(self.unpublish_at, datetime.datetime):
            unpublish_at = self.unpublish_at.isoformat()
        else:
            unpublish_at = self.unpublish_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if at is not UNSET:
            field_dict["at"] = at
        if unpublish_at is not UNSET:
            field_dict["unpublish_at"] = unpublish_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_at(data: object) -> datetime.datetime | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                at_type_0 = datetime.datetime.fromisoformat(data)

                return at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None | Unset", data)

        at = _parse_at(d.pop("at", UNSET))

        def _parse_unpublish_at(data: object) -> datetime.datetime | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                unpublish_at_type_0 = datetime.datetime.fromisoformat(data)

                return unpublish_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None | Unset", data)

        unpublish_at = _parse_unpublish_at(d.pop("unpublish_at", UNSET))

        publish_body = cls(
            at=at,
            unpublish_at=unpublish_at,
        )

        publish_body.additional_properties = d
        return publish_body

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
