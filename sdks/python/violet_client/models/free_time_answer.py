from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.free_time_answer_degraded_type_0_item import FreeTimeAnswerDegradedType0Item
from ..models.free_time_answer_unread_type_0_item import FreeTimeAnswerUnreadType0Item
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.block_body import BlockBody


T = TypeVar("T", bound="FreeTimeAnswer")


@_attrs_define
class FreeTimeAnswer:
    """
    Attributes:
        free_blocks (list[BlockBody]):
        degraded (list[FreeTimeAnswerDegradedType0Item] | None | Unset): Calendars that did not answer just now.
        unread (list[FreeTimeAnswerUnreadType0Item] | None | Unset): Those of them of which nothing is known, or not
            enough to call anybody free.
        as_of (datetime.datetime | None | Unset): When the oldest reading was made that stands in.
    """

    free_blocks: list[BlockBody]
    degraded: list[FreeTimeAnswerDegradedType0Item] | Unset | None = UNSET
    unread: list[FreeTimeAnswerUnreadType0Item] | Unset | None = UNSET
    as_of: datetime.datetime | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        free_blocks = []
        for free_blocks_item_data in self.free_blocks:
            free_blocks_item = free_blocks_item_data.to_dict()
            free_blocks.append(free_blocks_item)

        degraded: list[str] | Unset | None
        if isinstance(self.degraded, Unset):
            degraded = UNSET
        elif isinstance(self.degraded, list):
            degraded = []
            for degraded_type_0_item_data in self.degraded:
                degraded_type_0_item = degraded_type_0_item_data.value
                degraded.append(degraded_type_0_item)

        else:
            degraded = self.degraded

        unread: list[str] | Unset | None
        if isinstance(self.unread, Unset):
            unread = UNSET
        elif isinstance(self.unread, list):
            unread = []
            for unread_type_0_item_data in self.unread:
                unread_type_0_item = unread_type_0_item_data.value
                unread.append(unread_type_0_item)

        else:
            unread = self.unread

        as_of: str | Unset | None
        if isinstance(self.as_of, Unset):
            as_of = UNSET
        elif isinstance(self.as_of, datetime.datetime):
            as_of = self.as_of.isoformat()
        else:
            as_of = self.as_of

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "free_blocks": free_blocks,
            }
        )
        if degraded is not UNSET:
            field_dict["degraded"] = degraded
        if unread is not UNSET:
            field_dict["unread"] = unread
        if as_of is not UNSET:
            field_dict["as_of"] = as_of

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.block_body import BlockBody

        d = dict(src_dict)
        free_blocks = []
        _free_blocks = d.pop("free_blocks")
        for free_blocks_item_data in _free_blocks:
            free_blocks_item = BlockBody.from_dict(free_blocks_item_data)

            free_blocks.append(free_blocks_item)

        def _parse_degraded(data: object) -> list[FreeTimeAnswerDegradedType0Item] | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                degraded_type_0 = []
                _degraded_type_0 = data
                for degraded_type_0_item_data in _degraded_type_0:
                    degraded_type_0_item = FreeTimeAnswerDegradedType0Item(degraded_type_0_item_data)

                    degraded_type_0.append(degraded_type_0_item)

                return degraded_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[FreeTimeAnswerDegradedType0Item] | None | Unset", data)

        degraded = _parse_degraded(d.pop("degraded", UNSET))

        def _parse_unread(data: object) -> list[FreeTimeAnswerUnreadType0Item] | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                unread_type_0 = []
                _unread_type_0 = data
                for unread_type_0_item_data in _unread_type_0:
                    unread_type_0_item = FreeTimeAnswerUnreadType0Item(unread_type_0_item_data)

                    unread_type_0.append(unread_type_0_item)

                return unread_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[FreeTimeAnswerUnreadType0Item] | None | Unset", data)

        unread = _parse_unread(d.pop("unread", UNSET))

        def _parse_as_of(data: object) -> datetime.datetime | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                as_of_type_0 = datetime.datetime.fromisoformat(data)

                return as_of_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None | Unset", data)

        as_of = _parse_as_of(d.pop("as_of", UNSET))

        free_time_answer = cls(
            free_blocks=free_blocks,
            degraded=degraded,
            unread=unread,
            as_of=as_of,
        )

        free_time_answer.additional_properties = d
        return free_time_answer

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
