from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.change_body import ChangeBody
    from ..models.version_body_data import VersionBodyData


T = TypeVar("T", bound="VersionBody")


@_attrs_define
class VersionBody:
    """`source_version` is the one that this version goes back to.

    Attributes:
        version (int):
        author_id (int | None):
        at (datetime.datetime):
        schema_version (int):
        source_version (int | None):
        data (VersionBodyData):
        changes (list[ChangeBody]):
    """

    version: int
    author_id: int | None
    at: datetime.datetime
    schema_version: int
    source_version: int | None
    data: VersionBodyData
    changes: list[ChangeBody]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        version = self.version

        author_id: int | None
        author_id = self.author_id

        at = self.at.isoformat()

        schema_version = self.schema_version

        source_version: int | None
        source_version = self.source_version

        data = self.data.to_dict()

        changes = []
        for changes_item_data in self.changes:
            changes_item = changes_item_data.to_dict()
            changes.append(changes_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "version": version,
                "author_id": author_id,
                "at": at,
                "schema_version": schema_version,
                "source_version": source_version,
                "data": data,
                "changes": changes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.change_body import ChangeBody
        from ..models.version_body_data import VersionBodyData

        d = dict(src_dict)
        version = d.pop("version")

        def _parse_author_id(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        author_id = _parse_author_id(d.pop("author_id"))

        at = datetime.datetime.fromisoformat(d.pop("at"))

        schema_version = d.pop("schema_version")

        def _parse_source_version(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        source_version = _parse_source_version(d.pop("source_version"))

        data = VersionBodyData.from_dict(d.pop("data"))

        changes = []
        _changes = d.pop("changes")
        for changes_item_data in _changes:
            changes_item = ChangeBody.from_dict(changes_item_data)

            changes.append(changes_item)

        version_body = cls(
            version=version,
            author_id=author_id,
            at=at,
            schema_version=schema_version,
            source_version=source_version,
            data=data,
            changes=changes,
        )

        version_body.additional_properties = d
        return version_body

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
