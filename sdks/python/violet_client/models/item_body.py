from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.item_body_said_item import ItemBodySaidItem


T = TypeVar("T", bound="ItemBody")


@_attrs_define
class ItemBody:
    """Who said it is not told. `said` are reports with their `text` and `value`, or opinions with the explanation of
    the turn; `place_count` is how many open items there are about the same place.

        Attributes:
            id (int):
            kind (str):
            reason (None | str):
            place_id (None | str):
            turn_id (None | str):
            name (None | str):
            state (str):
            note (None | str):
            document_id (None | str):
            count (int):
            place_count (int):
            said (list[ItemBodySaidItem]):
            created_at (datetime.datetime):
            updated_at (datetime.datetime):
            resolved_at (datetime.datetime | None):
    """

    id: int
    kind: str
    reason: str | None
    place_id: str | None
    turn_id: str | None
    name: str | None
    state: str
    note: str | None
    document_id: str | None
    count: int
    place_count: int
    said: list[ItemBodySaidItem]
    created_at: datetime.datetime
    updated_at: datetime.datetime
    resolved_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        kind = self.kind

        reason: str | None
        reason = self.reason

        place_id: str | None
        place_id = self.place_id

        turn_id: str | None
        turn_id = self.turn_id

        name: str | None
        name = self.name

        state = self.state

        note: str | None
        note = self.note

        document_id: str | None
        document_id = self.document_id

        count = self.count

        place_count = self.place_count

        said = []
        for said_item_data in self.said:
            said_item = said_item_data.to_dict()
            said.append(said_item)

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        resolved_at: str | None
        if isinstance(self.resolved_at, datetime.datetime):
            resolved_at = self.resolved_at.isoformat()
        else:
            resolved_at = self.resolved_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "reason": reason,
                "place_id": place_id,
                "turn_id": turn_id,
                "name": name,
                "state": state,
                "note": note,
                "document_id": document_id,
                "count": count,
                "place_count": place_count,
                "said": said,
                "created_at": created_at,
                "updated_at": updated_at,
                "resolved_at": resolved_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.item_body_said_item import ItemBodySaidItem

        d = dict(src_dict)
        id = d.pop("id")

        kind = d.pop("kind")

        def _parse_reason(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        reason = _parse_reason(d.pop("reason"))

        def _parse_place_id(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        place_id = _parse_place_id(d.pop("place_id"))

        def _parse_turn_id(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        turn_id = _parse_turn_id(d.pop("turn_id"))

        def _parse_name(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        name = _parse_name(d.pop("name"))

        state = d.pop("state")

        def _parse_note(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        note = _parse_note(d.pop("note"))

        def _parse_document_id(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        document_id = _parse_document_id(d.pop("document_id"))

        count = d.pop("count")

        place_count = d.pop("place_count")

        said = []
        _said = d.pop("said")
        for said_item_data in _said:
            said_item = ItemBodySaidItem.from_dict(said_item_data)

            said.append(said_item)

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        def _parse_resolved_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                resolved_at_type_0 = datetime.datetime.fromisoformat(data)

                return resolved_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        resolved_at = _parse_resolved_at(d.pop("resolved_at"))

        item_body = cls(
            id=id,
            kind=kind,
            reason=reason,
            place_id=place_id,
            turn_id=turn_id,
            name=name,
            state=state,
            note=note,
            document_id=document_id,
            count=count,
            place_count=place_count,
            said=said,
            created_at=created_at,
            updated_at=updated_at,
            resolved_at=resolved_at,
        )

        item_body.additional_properties = d
        return item_body

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
