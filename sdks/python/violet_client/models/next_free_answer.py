from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.next_free_answer_suggestion_type_type_0 import NextFreeAnswerSuggestionTypeType0

if TYPE_CHECKING:
    from ..models.block_body import BlockBody
    from ..models.suggestion_body import SuggestionBody


T = TypeVar("T", bound="NextFreeAnswer")


@_attrs_define
class NextFreeAnswer:
    """
    Attributes:
        has_free_time (bool):
        next_free (BlockBody | None):
        suggestion (None | SuggestionBody):
        suggestion_type (NextFreeAnswerSuggestionTypeType0 | None):
        message (str):
    """

    has_free_time: bool
    next_free: BlockBody | None
    suggestion: SuggestionBody | None
    suggestion_type: NextFreeAnswerSuggestionTypeType0 | None
    message: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.block_body import BlockBody
        from ..models.suggestion_body import SuggestionBody

        has_free_time = self.has_free_time

        next_free: dict[str, Any] | None
        if isinstance(self.next_free, BlockBody):
            next_free = self.next_free.to_dict()
        else:
            next_free = self.next_free

        suggestion: dict[str, Any] | None
        if isinstance(self.suggestion, SuggestionBody):
            suggestion = self.suggestion.to_dict()
        else:
            suggestion = self.suggestion

        suggestion_type: str | None
        if isinstance(self.suggestion_type, NextFreeAnswerSuggestionTypeType0):
            suggestion_type = self.suggestion_type.value
        else:
            suggestion_type = self.suggestion_type

        message = self.message

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "has_free_time": has_free_time,
                "next_free": next_free,
                "suggestion": suggestion,
                "suggestion_type": suggestion_type,
                "message": message,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.block_body import BlockBody
        from ..models.suggestion_body import SuggestionBody

        d = dict(src_dict)
        has_free_time = d.pop("has_free_time")

        def _parse_next_free(data: object) -> BlockBody | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                next_free_type_0 = BlockBody.from_dict(data)

                return next_free_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("BlockBody | None", data)

        next_free = _parse_next_free(d.pop("next_free"))

        def _parse_suggestion(data: object) -> SuggestionBody | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                suggestion_type_0 = SuggestionBody.from_dict(data)

                return suggestion_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("None | SuggestionBody", data)

        suggestion = _parse_suggestion(d.pop("suggestion"))

        def _parse_suggestion_type(data: object) -> NextFreeAnswerSuggestionTypeType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                suggestion_type_type_0 = NextFreeAnswerSuggestionTypeType0(data)

                return suggestion_type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("NextFreeAnswerSuggestionTypeType0 | None", data)

        suggestion_type = _parse_suggestion_type(d.pop("suggestion_type"))

        message = d.pop("message")

        next_free_answer = cls(
            has_free_time=has_free_time,
            next_free=next_free,
            suggestion=suggestion,
            suggestion_type=suggestion_type,
            message=message,
        )

        next_free_answer.additional_properties = d
        return next_free_answer

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
