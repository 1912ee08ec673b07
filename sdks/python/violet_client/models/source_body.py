from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.source_body_status import SourceBodyStatus

if TYPE_CHECKING:
    from ..models.source_body_rejected import SourceBodyRejected
    from ..models.source_body_rejected_examples import SourceBodyRejectedExamples


T = TypeVar("T", bound="SourceBody")


@_attrs_define
class SourceBody:
    """
    Attributes:
        source (str):
        title (str):
        status (SourceBodyStatus):
        events (int):
        last_success (datetime.datetime | None):
        last_attempt (datetime.datetime | None):
        next_attempt (datetime.datetime | None):
        failure (None | str):
        rejected (SourceBodyRejected):
        rejected_examples (SourceBodyRejectedExamples):
    """

    source: str
    title: str
    status: SourceBodyStatus
    events: int
    last_success: datetime.datetime | None
    last_attempt: datetime.datetime | None
    next_attempt: datetime.datetime | None
    failure: str | None
    rejected: SourceBodyRejected
    rejected_examples: SourceBodyRejectedExamples
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        source = self.source

        title = self.title

        status = self.status.value

        events = self.events

        last_success: str | None
        if isinstance(self.last_success, datetime.datetime):
            last_success = self.last_success.isoformat()
        else:
            last_success = self.last_success

        last_attempt: str | None
        if isinstance(self.last_attempt, datetime.datetime):
            last_attempt = self.last_attempt.isoformat()
        else:
            last_attempt = self.last_attempt

        next_attempt: str | None
        if isinstance(self.next_attempt, datetime.datetime):
            next_attempt = self.next_attempt.isoformat()
        else:
            next_attempt = self.next_attempt

        failure: str | None
        failure = self.failure

        rejected = self.rejected.to_dict()

        rejected_examples = self.rejected_examples.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "source": source,
                "title": title,
                "status": status,
                "events": events,
                "last_success": last_success,
                "last_attempt": last_attempt,
                "next_attempt": next_attempt,
                "failure": failure,
                "rejected": rejected,
                "rejected_examples": rejected_examples,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.source_body_rejected import SourceBodyRejected
        from ..models.source_body_rejected_examples import SourceBodyRejectedExamples

        d = dict(src_dict)
        source = d.pop("source")

        title = d.pop("title")

        status = SourceBodyStatus(d.pop("status"))

        events = d.pop("events")

        def _parse_last_success(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_success_type_0 = datetime.datetime.fromisoformat(data)

                return last_success_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        last_success = _parse_last_success(d.pop("last_success"))

        def _parse_last_attempt(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_attempt_type_0 = datetime.datetime.fromisoformat(data)

                return last_attempt_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        last_attempt = _parse_last_attempt(d.pop("last_attempt"))

        def _parse_next_attempt(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                next_attempt_type_0 = datetime.datetime.fromisoformat(data)

                return next_attempt_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        next_attempt = _parse_next_attempt(d.pop("next_attempt"))

        def _parse_failure(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        failure = _parse_failure(d.pop("failure"))

        rejected = SourceBodyRejected.from_dict(d.pop("rejected"))

        rejected_examples = SourceBodyRejectedExamples.from_dict(d.pop("rejected_examples"))

        source_body = cls(
            source=source,
            title=title,
            status=status,
            events=events,
            last_success=last_success,
            last_attempt=last_attempt,
            next_attempt=next_attempt,
            failure=failure,
            rejected=rejected,
            rejected_examples=rejected_examples,
        )

        source_body.additional_properties = d
        return source_body

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
