from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.contact_info_state import ContactInfoState

T = TypeVar("T", bound="ContactInfo")


@_attrs_define
class ContactInfo:
    """Nothing is sent to a contact before they confirmed, but for the request to.

    Attributes:
        id (int):
        name (str):
        phone (None | str):
        email (None | str):
        state (ContactInfoState):
        created_at (datetime.datetime):
    """

    id: int
    name: str
    phone: str | None
    email: str | None
    state: ContactInfoState
    created_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        phone: str | None
        phone = self.phone

        email: str | None
        email = self.email

        state = self.state.value

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "phone": phone,
                "email": email,
                "state": state,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        def _parse_phone(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        phone = _parse_phone(d.pop("phone"))

        def _parse_email(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        email = _parse_email(d.pop("email"))

        state = ContactInfoState(d.pop("state"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        contact_info = cls(
            id=id,
            name=name,
            phone=phone,
            email=email,
            state=state,
            created_at=created_at,
        )

        contact_info.additional_properties = d
        return contact_info

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
