from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.card_body import CardBody
    from ..models.loop_found import LoopFound


T = TypeVar("T", bound="LoopAnswer")


@_attrs_define
class LoopAnswer:
    """`stops` are those of the loop.

    Attributes:
        routes (list[LoopFound]):
        stops (list[CardBody]):
    """

    routes: list[LoopFound]
    stops: list[CardBody]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        routes = []
        for routes_item_data in self.routes:
            routes_item = routes_item_data.to_dict()
            routes.append(routes_item)

        stops = []
        for stops_item_data in self.stops:
            stops_item = stops_item_data.to_dict()
            stops.append(stops_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "routes": routes,
                "stops": stops,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.card_body import CardBody
        from ..models.loop_found import LoopFound

        d = dict(src_dict)
        routes = []
        _routes = d.pop("routes")
        for routes_item_data in _routes:
            routes_item = LoopFound.from_dict(routes_item_data)

            routes.append(routes_item)

        stops = []
        _stops = d.pop("stops")
        for stops_item_data in _stops:
            stops_item = CardBody.from_dict(stops_item_data)

            stops.append(stops_item)

        loop_answer = cls(
            routes=routes,
            stops=stops,
        )

        loop_answer.additional_properties = d
        return loop_answer

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
