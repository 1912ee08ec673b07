from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ExportedTurn")


@_attrs_define
class ExportedTurn:
    """`places` are the names of the cards.

    Attributes:
        at (datetime.datetime):
        message (str):
        reply (str):
        places (list[str]):
    """

    at: datetime.datetime
    message: str
    reply: str
    places: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        at = self.at.isoformat()

        message = self.message

        reply = self.reply

        places = self.places

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "at": at,
                "message": message,
                "reply": reply,
                "places": places,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        at = datetime.datetime.fromisoformat(d.pop("at"))

        message = d.pop("message")

        reply = d.pop("reply")

        places = cast("list[str]", d.pop("places"))

        exported_turn = cls(
            at=at,
            message=message,
            reply=reply,
            places=places,
        )

        exported_turn.additional_properties = d
        return exported_turn

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
