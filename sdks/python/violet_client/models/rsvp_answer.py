from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.rsvp_answer_status import RsvpAnswerStatus

T = TypeVar("T", bound="RsvpAnswer")


@_attrs_define
class RsvpAnswer:
    """
    Attributes:
        event_id (int):
        status (RsvpAnswerStatus):
        remind_at (datetime.datetime | None):
        walk_minutes (int | None):
    """

    event_id: int
    status: RsvpAnswerStatus
    remind_at: datetime.datetime | None
    walk_minutes: int | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        event_id = self.event_id

        status = self.status.value

        remind_at: str | None
        if isinstance(self.remind_at, datetime.datetime):
            remind_at = self.remind_at.isoformat()
        else:
            remind_at = self.remind_at

        walk_minutes: int | None
        walk_minutes = self.walk_minutes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "event_id": event_id,
                "status": status,
                "remind_at": remind_at,
                "walk_minutes": walk_minutes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        event_id = d.pop("event_id")

        status = RsvpAnswerStatus(d.pop("status"))

        def _parse_remind_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                remind_at_type_0 = datetime.datetime.fromisoformat(data)

                return remind_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        remind_at = _parse_remind_at(d.pop("remind_at"))

        def _parse_walk_minutes(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        walk_minutes = _parse_walk_minutes(d.pop("walk_minutes"))

        rsvp_answer = cls(
            event_id=event_id,
            status=status,
            remind_at=remind_at,
            walk_minutes=walk_minutes,
        )

        rsvp_answer.additional_properties = d
        return rsvp_answer

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
