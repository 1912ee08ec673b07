from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.free_time_suggestion_type import FreeTimeSuggestionType

if TYPE_CHECKING:
    from ..models.suggestion_body import SuggestionBody


T = TypeVar("T", bound="FreeTimeSuggestion")


@_attrs_define
class FreeTimeSuggestion:
    """
    Attributes:
        should_suggest (bool):
        type_ (FreeTimeSuggestionType):
        suggestion (SuggestionBody):
        message (str):
    """

    should_suggest: bool
    type_: FreeTimeSuggestionType
    suggestion: SuggestionBody
    message: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        should_suggest = self.should_suggest

        type_ = self.type_.value

        suggestion = self.suggestion.to_dict()

        message = self.message

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "should_suggest": should_suggest,
                "type": type_,
                "suggestion": suggestion,
                "message": message,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.suggestion_body import SuggestionBody

        d = dict(src_dict)
        should_suggest = d.pop("should_suggest")

        type_ = FreeTimeSuggestionType(d.pop("type"))

        suggestion = SuggestionBody.from_dict(d.pop("suggestion"))

        message = d.pop("message")

        free_time_suggestion = cls(
            should_suggest=should_suggest,
            type_=type_,
            suggestion=suggestion,
            message=message,
        )

        free_time_suggestion.additional_properties = d
        return free_time_suggestion

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
