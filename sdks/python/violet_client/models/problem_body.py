from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ProblemBody")


@_attrs_define
class ProblemBody:
    """
    Attributes:
        reason (str): `not_read`, `access_revoked` and `incomplete` are of the calendar; others say why an item was not
            taken: `malformed`, `bad_time`, `no_start`, `ends_before_start`, `unsafe_recurrence`, `too_many`.
        message (str):
        item (None | str): The item's name or id in the calendar; null where it is the calendar itself.
    """

    reason: str
    message: str
    item: str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        reason = self.reason

        message = self.message

        item: str | None
        item = self.item

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "reason": reason,
                "message": message,
                "item": item,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        reason = d.pop("reason")

        message = d.pop("message")

        def _parse_item(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        item = _parse_item(d.pop("item"))

        problem_body = cls(
            reason=reason,
            message=message,
            item=item,
        )

        problem_body.additional_properties = d
        return problem_body

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
