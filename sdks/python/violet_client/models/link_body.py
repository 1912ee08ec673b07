from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.link_body_kind import LinkBodyKind
from ..models.link_body_status import LinkBodyStatus

if TYPE_CHECKING:
    from ..models.problem_body import ProblemBody


T = TypeVar("T", bound="LinkBody")


@_attrs_define
class LinkBody:
    """
    Attributes:
        kind (LinkBodyKind):
        status (LinkBodyStatus):
        linked_at (datetime.datetime):
        read_at (datetime.datetime | None): When it last could be read; null where that was not in the last day.
        problems (list[ProblemBody]):
    """

    kind: LinkBodyKind
    status: LinkBodyStatus
    linked_at: datetime.datetime
    read_at: datetime.datetime | None
    problems: list[ProblemBody]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        status = self.status.value

        linked_at = self.linked_at.isoformat()

        read_at: str | None
        if isinstance(self.read_at, datetime.datetime):
            read_at = self.read_at.isoformat()
        else:
            read_at = self.read_at

        problems = []
        for problems_item_data in self.problems:
            problems_item = problems_item_data.to_dict()
            problems.append(problems_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "status": status,
                "linked_at": linked_at,
                "read_at": read_at,
                "problems": problems,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.problem_body import ProblemBody

        d = dict(src_dict)
        kind = LinkBodyKind(d.pop("kind"))

        status = LinkBodyStatus(d.pop("status"))

        linked_at = datetime.datetime.fromisoformat(d.pop("linked_at"))

        def _parse_read_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                read_at_type_0 = datetime.datetime.fromisoformat(data)

                return read_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        read_at = _parse_read_at(d.pop("read_at"))

        problems = []
        _problems = d.pop("problems")
        for problems_item_data in _problems:
            problems_item = ProblemBody.from_dict(problems_item_data)

            problems.append(problems_item)

        link_body = cls(
            kind=kind,
            status=status,
            linked_at=linked_at,
            read_at=read_at,
            problems=problems,
        )

        link_body.additional_properties = d
        return link_body

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
