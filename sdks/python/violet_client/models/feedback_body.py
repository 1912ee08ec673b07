from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.feedback_body_rating import FeedbackBodyRating
from ..models.feedback_body_reason_type_0 import FeedbackBodyReasonType0
from ..types import UNSET, Unset

T = TypeVar("T", bound="FeedbackBody")


@_attrs_define
class FeedbackBody:
    """
    Attributes:
        rating (FeedbackBodyRating):
        reason (FeedbackBodyReasonType0 | None | Unset):
        text (None | str | Unset):
    """

    rating: FeedbackBodyRating
    reason: FeedbackBodyReasonType0 | Unset | None = UNSET
    text: str | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        rating = self.rating.value

        reason: str | Unset | None
        if isinstance(self.reason, Unset):
            reason = UNSET
        elif isinstance(self.reason, FeedbackBodyReasonType0):
            reason = self.reason.value
        else:
            reason = self.reason

        text: str | Unset | None
        if isinstance(self.text, Unset):
            text = UNSET
        else:
            text = self.text

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "rating": rating,
            }
        )
        if reason is not UNSET:
            field_dict["reason"] = reason
        if text is not UNSET:
            field_dict["text"] = text

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        rating = FeedbackBodyRating(d.pop("rating"))

        def _parse_reason(data: object) -> FeedbackBodyReasonType0 | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                reason_type_0 = FeedbackBodyReasonType0(data)

                return reason_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("FeedbackBodyReasonType0 | None | Unset", data)

        reason = _parse_reason(d.pop("reason", UNSET))

        def _parse_text(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        text = _parse_text(d.pop("text", UNSET))

        feedback_body = cls(
            rating=rating,
            reason=reason,
            text=text,
        )

        feedback_body.additional_properties = d
        return feedback_body

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
