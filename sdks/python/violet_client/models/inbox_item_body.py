from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.inbox_item_body_data import InboxItemBodyData


T = TypeVar("T", bound="InboxItemBody")


@_attrs_define
class InboxItemBody:
    """`data.url` is where a tap leads.

    Attributes:
        id (int):
        kind (str):
        title (str):
        body (str):
        data (InboxItemBodyData):
        created_at (datetime.datetime):
        read_at (datetime.datetime | None):
    """

    id: int
    kind: str
    title: str
    body: str
    data: InboxItemBodyData
    created_at: datetime.datetime
    read_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        kind = self.kind

        title = self.title

        body = self.body

        data = self.data.to_dict()

        created_at = self.created_at.isoformat()

        read_at: str | None
        if isinstance(self.read_at, datetime.datetime):
            read_at = self.read_at.isoformat()
        else:
            read_at = self.read_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "title": title,
                "body": body,
                "data": data,
                "created_at": created_at,
                "read_at": read_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.inbox_item_body_data import InboxItemBodyData

        d = dict(src_dict)
        id = d.pop("id")

        kind = d.pop("kind")

        title = d.pop("title")

        body = d.pop("body")

        data = InboxItemBodyData.from_dict(d.pop("data"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

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

        inbox_item_body = cls(
            id=id,
            kind=kind,
            title=title,
            body=body,
            data=data,
            created_at=created_at,
            read_at=read_at,
        )

        inbox_item_body.additional_properties = d
        return inbox_item_body

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
