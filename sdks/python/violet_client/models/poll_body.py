from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.option_body import OptionBody


T = TypeVar("T", bound="PollBody")


@_attrs_define
class PollBody:
    """
    Attributes:
        question (str):
        options (list[OptionBody]):
        closes_in_minutes (int | None | Unset):
    """

    question: str
    options: list[OptionBody]
    closes_in_minutes: int | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        question = self.question

        options = []
        for options_item_data in self.options:
            options_item = options_item_data.to_dict()
            options.append(options_item)

        closes_in_minutes: int | Unset | None
        if isinstance(self.closes_in_minutes, Unset):
            closes_in_minutes = UNSET
        else:
            closes_in_minutes = self.closes_in_minutes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "question": question,
                "options": options,
            }
        )
        if closes_in_minutes is not UNSET:
            field_dict["closes_in_minutes"] = closes_in_minutes

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.option_body import OptionBody

        d = dict(src_dict)
        question = d.pop("question")

        options = []
        _options = d.pop("options")
        for options_item_data in _options:
            options_item = OptionBody.from_dict(options_item_data)

            options.append(options_item)

        def _parse_closes_in_minutes(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | None | Unset", data)

        closes_in_minutes = _parse_closes_in_minutes(d.pop("closes_in_minutes", UNSET))

        poll_body = cls(
            question=question,
            options=options,
            closes_in_minutes=closes_in_minutes,
        )

        poll_body.additional_properties = d
        return poll_body

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
