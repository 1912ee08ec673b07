from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.poll_option import PollOption


T = TypeVar("T", bound="PollInfo")


@_attrs_define
class PollInfo:
    """
    Attributes:
        id (str):
        room_id (str):
        question (str):
        author_id (int | None):
        created_at (datetime.datetime):
        closes_at (datetime.datetime | None):
        closed (bool):
        options (list[PollOption]):
        my_option_ids (list[int]):
    """

    id: str
    room_id: str
    question: str
    author_id: int | None
    created_at: datetime.datetime
    closes_at: datetime.datetime | None
    closed: bool
    options: list[PollOption]
    my_option_ids: list[int]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        room_id = self.room_id

        question = self.question

        author_id: int | None
        author_id = self.author_id

        created_at = self.created_at.isoformat()

        closes_at: str | None
        if isinstance(self.closes_at, datetime.datetime):
            closes_at = self.closes_at.isoformat()
        else:
            closes_at = self.closes_at

        closed = self.closed

        options = []
        for options_item_data in self.options:
            options_item = options_item_data.to_dict()
            options.append(options_item)

        my_option_ids = self.my_option_ids

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "room_id": room_id,
                "question": question,
                "author_id": author_id,
                "created_at": created_at,
                "closes_at": closes_at,
                "closed": closed,
                "options": options,
                "my_option_ids": my_option_ids,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.poll_option import PollOption

        d = dict(src_dict)
        id = d.pop("id")

        room_id = d.pop("room_id")

        question = d.pop("question")

        def _parse_author_id(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        author_id = _parse_author_id(d.pop("author_id"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_closes_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                closes_at_type_0 = datetime.datetime.fromisoformat(data)

                return closes_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        closes_at = _parse_closes_at(d.pop("closes_at"))

        closed = d.pop("closed")

        options = []
        _options = d.pop("options")
        for options_item_data in _options:
            options_item = PollOption.from_dict(options_item_data)

            options.append(options_item)

        my_option_ids = cast("list[int]", d.pop("my_option_ids"))

        poll_info = cls(
            id=id,
            room_id=room_id,
            question=question,
            author_id=author_id,
            created_at=created_at,
            closes_at=closes_at,
            closed=closed,
            options=options,
            my_option_ids=my_option_ids,
        )

        poll_info.additional_properties = d
        return poll_info

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
