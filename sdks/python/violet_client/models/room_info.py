from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.member_body import MemberBody


T = TypeVar("T", bound="RoomInfo")


@_attrs_define
class RoomInfo:
    """
    Attributes:
        id (str):
        name (str):
        code (str):
        join_url (str):
        expires_at (datetime.datetime):
        members (list[MemberBody]):
    """

    id: str
    name: str
    code: str
    join_url: str
    expires_at: datetime.datetime
    members: list[MemberBody]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        code = self.code

        join_url = self.join_url

        expires_at = self.expires_at.isoformat()

        members = []
        for members_item_data in self.members:
            members_item = members_item_data.to_dict()
            members.append(members_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "code": code,
                "join_url": join_url,
                "expires_at": expires_at,
                "members": members,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.member_body import MemberBody

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        code = d.pop("code")

        join_url = d.pop("join_url")

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        members = []
        _members = d.pop("members")
        for members_item_data in _members:
            members_item = MemberBody.from_dict(members_item_data)

            members.append(members_item)

        room_info = cls(
            id=id,
            name=name,
            code=code,
            join_url=join_url,
            expires_at=expires_at,
            members=members,
        )

        room_info.additional_properties = d
        return room_info

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
