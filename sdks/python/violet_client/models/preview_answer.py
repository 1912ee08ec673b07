from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.card_body import CardBody
    from ..models.preview_answer_guide_type_0 import PreviewAnswerGuideType0


T = TypeVar("T", bound="PreviewAnswer")


@_attrs_define
class PreviewAnswer:
    """A draft as students would see it: its card, what the chat would say, and the page of a guide.

    Attributes:
        card (CardBody | None):
        reply (None | str):
        guide (None | PreviewAnswerGuideType0):
    """

    card: CardBody | None
    reply: str | None
    guide: PreviewAnswerGuideType0 | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.card_body import CardBody
        from ..models.preview_answer_guide_type_0 import PreviewAnswerGuideType0

        card: dict[str, Any] | None
        if isinstance(self.card, CardBody):
            card = self.card.to_dict()
        else:
            card = self.card

        reply: str | None
        reply = self.reply

        guide: dict[str, Any] | None
        if isinstance(self.guide, PreviewAnswerGuideType0):
            guide = self.guide.to_dict()
        else:
            guide = self.guide

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "card": card,
                "reply": reply,
                "guide": guide,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.card_body import CardBody
        from ..models.preview_answer_guide_type_0 import PreviewAnswerGuideType0

        d = dict(src_dict)

        def _parse_card(data: object) -> CardBody | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                card_type_0 = CardBody.from_dict(data)

                return card_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("CardBody | None", data)

        card = _parse_card(d.pop("card"))

        def _parse_reply(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        reply = _parse_reply(d.pop("reply"))

        def _parse_guide(data: object) -> PreviewAnswerGuideType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                guide_type_0 = PreviewAnswerGuideType0.from_dict(data)

                return guide_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("None | PreviewAnswerGuideType0", data)

        guide = _parse_guide(d.pop("guide"))

        preview_answer = cls(
            card=card,
            reply=reply,
            guide=guide,
        )

        preview_answer.additional_properties = d
        return preview_answer

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
