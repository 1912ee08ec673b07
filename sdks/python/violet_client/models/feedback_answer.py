from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.feedback_answer_rating import FeedbackAnswerRating
from ..models.feedback_answer_reason_type_0 import FeedbackAnswerReasonType0

T = TypeVar("T", bound="FeedbackAnswer")


@_attrs_define
class FeedbackAnswer:
    """
    Attributes:
        turn_id (str):
        rating (FeedbackAnswerRating):
        reason (FeedbackAnswerReasonType0 | None):
        text (None | str):
    """

    turn_id: str
    rating: FeedbackAnswerRating
    reason: FeedbackAnswerReasonType0 | None
    text: str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        turn_id = self.turn_id

        rating = self.rating.value

        reason: str | None
        if isinstance(self.reason, FeedbackAnswerReasonType0):
            reason = self.reason.value
        else:
            reason = self.reason

        text: str | None
        text = self.text

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "turn_id": turn_id,
                "rating": rating,
                "reason": reason,
                "text": text,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        turn_id = d.pop("turn_id")

        rating = FeedbackAnswerRating(d.pop("rating"))

        def _parse_reason(data: object) -> FeedbackAnswerReasonType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                reason_type_0 = FeedbackAnswerReasonType0(data)

                return reason_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("FeedbackAnswerReasonType0 | None", data)

        reason = _parse_reason(d.pop("reason"))

        def _parse_text(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        text = _parse_text(d.pop("text"))

        feedback_answer = cls(
            turn_id=turn_id,
            rating=rating,
            reason=reason,
            text=text,
        )

        feedback_answer.additional_properties = d
        return feedback_answer

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
