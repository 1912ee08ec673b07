from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.poll_info import PollInfo


T = TypeVar("T", bound="PollsAnswer")


@_attrs_define
class PollsAnswer:
    """
    Attributes:
        polls (list[PollInfo]):
        next_ (None | str):
    """

    polls: list[PollInfo]
    next_: str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        polls = []
        for polls_item_data in self.polls:
            polls_item = polls_item_data.to_dict()
            polls.append(polls_item)

        next_: str | None
        next_ = self.next_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "polls": polls,
                "next": next_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.poll_info import PollInfo

        d = dict(src_dict)
        polls = []
        _polls = d.pop("polls")
        for polls_item_data in _polls:
            polls_item = PollInfo.from_dict(polls_item_data)

            polls.append(polls_item)

        def _parse_next_(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        next_ = _parse_next_(d.pop("next"))

        polls_answer = cls(
            polls=polls,
            next_=next_,
        )

        polls_answer.additional_properties = d
        return polls_answer

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
