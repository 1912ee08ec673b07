from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.explanation_answer_degraded_item import ExplanationAnswerDegradedItem

if TYPE_CHECKING:
    from ..models.explained_card import ExplainedCard
    from ..models.explanation_answer_intent import ExplanationAnswerIntent
    from ..models.filtered_body import FilteredBody
    from ..models.why_not_body import WhyNotBody


T = TypeVar("T", bound="ExplanationAnswer")


@_attrs_define
class ExplanationAnswer:
    """
    Attributes:
        turn_id (str):
        intent (ExplanationAnswerIntent):
        cards (list[ExplainedCard]):
        filtered (list[FilteredBody]):
        degraded (list[ExplanationAnswerDegradedItem]):
        why_not (None | WhyNotBody):
    """

    turn_id: str
    intent: ExplanationAnswerIntent
    cards: list[ExplainedCard]
    filtered: list[FilteredBody]
    degraded: list[ExplanationAnswerDegradedItem]
    why_not: WhyNotBody | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.why_not_body import WhyNotBody

        turn_id = self.turn_id

        intent = self.intent.to_dict()

        cards = []
        for cards_item_data in self.cards:
            cards_item = cards_item_data.to_dict()
            cards.append(cards_item)

        filtered = []
        for filtered_item_data in self.filtered:
            filtered_item = filtered_item_data.to_dict()
            filtered.append(filtered_item)

        degraded = []
        for degraded_item_data in self.degraded:
            degraded_item = degraded_item_data.value
            degraded.append(degraded_item)

        why_not: dict[str, Any] | None
        if isinstance(self.why_not, WhyNotBody):
            why_not = self.why_not.to_dict()
        else:
            why_not = self.why_not

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "turn_id": turn_id,
                "intent": intent,
                "cards": cards,
                "filtered": filtered,
                "degraded": degraded,
                "why_not": why_not,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.explained_card import ExplainedCard
        from ..models.explanation_answer_intent import ExplanationAnswerIntent
        from ..models.filtered_body import FilteredBody
        from ..models.why_not_body import WhyNotBody

        d = dict(src_dict)
        turn_id = d.pop("turn_id")

        intent = ExplanationAnswerIntent.from_dict(d.pop("intent"))

        cards = []
        _cards = d.pop("cards")
        for cards_item_data in _cards:
            cards_item = ExplainedCard.from_dict(cards_item_data)

            cards.append(cards_item)

        filtered = []
        _filtered = d.pop("filtered")
        for filtered_item_data in _filtered:
            filtered_item = FilteredBody.from_dict(filtered_item_data)

            filtered.append(filtered_item)

        degraded = []
        _degraded = d.pop("degraded")
        for degraded_item_data in _degraded:
            degraded_item = ExplanationAnswerDegradedItem(degraded_item_data)

            degraded.append(degraded_item)

        def _parse_why_not(data: object) -> WhyNotBody | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                why_not_type_0 = WhyNotBody.from_dict(data)

                return why_not_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("None | WhyNotBody", data)

        why_not = _parse_why_not(d.pop("why_not"))

        explanation_answer = cls(
            turn_id=turn_id,
            intent=intent,
            cards=cards,
            filtered=filtered,
            degraded=degraded,
            why_not=why_not,
        )

        explanation_answer.additional_properties = d
        return explanation_answer

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
