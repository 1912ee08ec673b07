from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.audit_body_details import AuditBodyDetails


T = TypeVar("T", bound="AuditBody")


@_attrs_define
class AuditBody:
    """`actor_id` is null for the command line and for the clock. `hash` seals the row and the one before.

    Attributes:
        id (int):
        at (datetime.datetime):
        actor_id (int | None):
        action (str):
        object_ (str):
        details (AuditBodyDetails):
        request_id (None | str):
        hash_ (str):
        previous_hash (str):
    """

    id: int
    at: datetime.datetime
    actor_id: int | None
    action: str
    object_: str
    details: AuditBodyDetails
    request_id: str | None
    hash_: str
    previous_hash: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        at = self.at.isoformat()

        actor_id: int | None
        actor_id = self.actor_id

        action = self.action

        object_ = self.object_

        details = self.details.to_dict()

        request_id: str | None
        request_id = self.request_id

        hash_ = self.hash_

        previous_hash = self.previous_hash

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "at": at,
                "actor_id": actor_id,
                "action": action,
                "object": object_,
                "details": details,
                "request_id": request_id,
                "hash": hash_,
                "previous_hash": previous_hash,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.audit_body_details import AuditBodyDetails

        d = dict(src_dict)
        id = d.pop("id")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        def _parse_actor_id(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        actor_id = _parse_actor_id(d.pop("actor_id"))

        action = d.pop("action")

        object_ = d.pop("object")

        details = AuditBodyDetails.from_dict(d.pop("details"))

        def _parse_request_id(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        request_id = _parse_request_id(d.pop("request_id"))

        hash_ = d.pop("hash")

        previous_hash = d.pop("previous_hash")

        audit_body = cls(
            id=id,
            at=at,
            actor_id=actor_id,
            action=action,
            object_=object_,
            details=details,
            request_id=request_id,
            hash_=hash_,
            previous_hash=previous_hash,
        )

        audit_body.additional_properties = d
        return audit_body

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
