from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.exported_calendar_kind import ExportedCalendarKind
from ..models.exported_calendar_status import ExportedCalendarStatus

T = TypeVar("T", bound="ExportedCalendar")


@_attrs_define
class ExportedCalendar:
    """`content` is what the person gave us of it; null where it is keys to somebody else's door.

    Attributes:
        kind (ExportedCalendarKind):
        status (ExportedCalendarStatus):
        linked_at (datetime.datetime):
        content (Any):
    """

    kind: ExportedCalendarKind
    status: ExportedCalendarStatus
    linked_at: datetime.datetime
    content: Any
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        status = self.status.value

        linked_at = self.linked_at.isoformat()

        content = self.content

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "status": status,
                "linked_at": linked_at,
                "content": content,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = ExportedCalendarKind(d.pop("kind"))

        status = ExportedCalendarStatus(d.pop("status"))

        linked_at = datetime.datetime.fromisoformat(d.pop("linked_at"))

        content = d.pop("content")

        exported_calendar = cls(
            kind=kind,
            status=status,
            linked_at=linked_at,
            content=content,
        )

        exported_calendar.additional_properties = d
        return exported_calendar

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
