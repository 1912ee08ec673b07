from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.delta_data import DeltaData


T = TypeVar("T", bound="DeltaEvent")


@_attrs_define
class DeltaEvent:
    """Any number of times.

    Attributes:
        event (Literal['delta']):
        data (DeltaData): The next piece of the reply: whole, checked sentences.
    """

    event: Literal["delta"]
    data: DeltaData
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
        from ..models.delta_data import DeltaData

        d = dict(src_dict)
        event = cast("Literal['delta']", d.pop("event"))
        if event != "delta":
            raise ValueError(f"event must match const 'delta', got '{event}'")

        data = DeltaData.from_dict(d.pop("data"))

        delta_event = cls(
            event=event,
            data=data,
        )

        delta_event.additional_properties = d
        return delta_event

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
