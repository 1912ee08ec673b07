from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.user_body_role import UserBodyRole

if TYPE_CHECKING:
    from ..models.campus_role import CampusRole


T = TypeVar("T", bound="UserBody")


@_attrs_define
class UserBody:
    """No password, no position, and nothing of what they said.

    Attributes:
        id (int):
        email (str):
        email_verified (bool):
        first_name (None | str):
        role (UserBodyRole):
        roles (list[CampusRole]):
        suspended (bool):
        suspended_at (datetime.datetime | None):
        suspended_for (None | str):
        created_at (datetime.datetime):
        log_ins (int):
    """

    id: int
    email: str
    email_verified: bool
    first_name: str | None
    role: UserBodyRole
    roles: list[CampusRole]
    suspended: bool
    suspended_at: datetime.datetime | None
    suspended_for: str | None
    created_at: datetime.datetime
    log_ins: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        email = self.email

        email_verified = self.email_verified

        first_name: str | None
        first_name = self.first_name

        role = self.role.value

        roles = []
        for roles_item_data in self.roles:
            roles_item = roles_item_data.to_dict()
            roles.append(roles_item)

        suspended = self.suspended

        suspended_at: str | None
        if isinstance(self.suspended_at, datetime.datetime):
            suspended_at = self.suspended_at.isoformat()
        else:
            suspended_at = self.suspended_at

        suspended_for: str | None
        suspended_for = self.suspended_for

        created_at = self.created_at.isoformat()

        log_ins = self.log_ins

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "email": email,
                "email_verified": email_verified,
                "first_name": first_name,
                "role": role,
                "roles": roles,
                "suspended": suspended,
                "suspended_at": suspended_at,
                "suspended_for": suspended_for,
                "created_at": created_at,
                "log_ins": log_ins,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.campus_role import CampusRole

        d = dict(src_dict)
        id = d.pop("id")

        email = d.pop("email")

        email_verified = d.pop("email_verified")

        def _parse_first_name(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        first_name = _parse_first_name(d.pop("first_name"))

        role = UserBodyRole(d.pop("role"))

        roles = []
        _roles = d.pop("roles")
        for roles_item_data in _roles:
            roles_item = CampusRole.from_dict(roles_item_data)

            roles.append(roles_item)

        suspended = d.pop("suspended")

        def _parse_suspended_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                suspended_at_type_0 = datetime.datetime.fromisoformat(data)

                return suspended_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        suspended_at = _parse_suspended_at(d.pop("suspended_at"))

        def _parse_suspended_for(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        suspended_for = _parse_suspended_for(d.pop("suspended_for"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        log_ins = d.pop("log_ins")

        user_body = cls(
            id=id,
            email=email,
            email_verified=email_verified,
            first_name=first_name,
            role=role,
            roles=roles,
            suspended=suspended,
            suspended_at=suspended_at,
            suspended_for=suspended_for,
            created_at=created_at,
            log_ins=log_ins,
        )

        user_body.additional_properties = d
        return user_body

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
