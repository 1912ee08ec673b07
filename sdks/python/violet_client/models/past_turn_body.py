from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.intent_kind import IntentKind

if TYPE_CHECKING:
    from ..models.card_body import CardBody


T = TypeVar("T", bound="PastTurnBody")


@_attrs_define
class PastTurnBody:
    """`places` are the cards as they are now; of a place that another provider knows, what is kept: its name.

    Attributes:
        turn_id (str):
        at (datetime.datetime):
        message (str):
        reply (str):
        intent (IntentKind):
        places (list[CardBody]):
    """

    turn_id: str
    at: datetime.datetime
    message: str
    reply: str
    intent: IntentKind
    places: list[CardBody]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        turn_id = self.turn_id

        at = self.at.isoformat()

        message = self.message

        reply = self.reply

        intent = self.intent.value

        places = []
        for places_item_data in self.places:
            places_item = places_item_data.to_dict()
            places.append(places_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "turn_id": turn_id,
                "at": at,
                "message": message,
                "reply": reply,
                "intent": intent,
                "places": places,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.card_body import CardBody

        d = dict(src_dict)
        turn_id = d.pop("turn_id")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        message = d.pop("message")

        reply = d.pop("reply")

        intent = IntentKind(d.pop("intent"))

        places = []
        _places = d.pop("places")
        for places_item_data in _places:
            places_item = CardBody.from_dict(places_item_data)

            places.append(places_item)

        past_turn_body = cls(
            turn_id=turn_id,
            at=at,
            message=message,
            reply=reply,
            intent=intent,
            places=places,
        )

        past_turn_body.additional_properties = d
        return past_turn_body

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
