from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.report_answer_kind import ReportAnswerKind

T = TypeVar("T", bound="ReportAnswer")


@_attrs_define
class ReportAnswer:
    """`count` people say the same of the place; where three say that it has closed it is shown as reported closed.

    Attributes:
        id (int):
        place_id (str):
        kind (ReportAnswerKind):
        state (Literal['open']):
        count (int):
        reported_closed (bool):
    """

    id: int
    place_id: str
    kind: ReportAnswerKind
    state: Literal["open"]
    count: int
    reported_closed: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        place_id = self.place_id

        kind = self.kind.value

        state = self.state

        count = self.count

        reported_closed = self.reported_closed

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "place_id": place_id,
                "kind": kind,
                "state": state,
                "count": count,
                "reported_closed": reported_closed,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        place_id = d.pop("place_id")

        kind = ReportAnswerKind(d.pop("kind"))

        state = cast("Literal['open']", d.pop("state"))
        if state != "open":
            raise ValueError(f"state must match const 'open', got '{state}'")

        count = d.pop("count")

        reported_closed = d.pop("reported_closed")

        report_answer = cls(
            id=id,
            place_id=place_id,
            kind=kind,
            state=state,
            count=count,
            reported_closed=reported_closed,
        )

        report_answer.additional_properties = d
        return report_answer

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
