from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.chat_answer import ChatAnswer


T = TypeVar("T", bound="DoneEvent")


@_attrs_define
class DoneEvent:
    """Last: the whole answer, as without a stream.

    Attributes:
        event (Literal['done']):
        data (ChatAnswer): `latency` is seconds. `degraded` names what had to be left out. `directions` is there where
            the way was asked,
            `itinerary` where a plan was, `ride` where walking takes too long, `stations_at_ends` where no ride is known
            then, `stations` where those were asked for, `loop` where a round walk was. `suggestions` are questions
            that the next turn answers.
    """

    event: Literal["done"]
    data: ChatAnswer
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        event = self.event

        data = self.data.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "event": event,
                "data": data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.chat_answer import ChatAnswer

        d = dict(src_dict)
        event = cast("Literal['done']", d.pop("event"))
        if event != "done":
            raise ValueError(f"event must match const 'done', got '{event}'")

        data = ChatAnswer.from_dict(d.pop("data"))

        done_event = cls(
            event=event,
            data=data,
        )

        done_event.additional_properties = d
        return done_event

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
