from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.cards_data_vibe import CardsDataVibe

if TYPE_CHECKING:
    from ..models.card_body import CardBody
    from ..models.weather_body import WeatherBody


T = TypeVar("T", bound="CardsData")


@_attrs_define
class CardsData:
    """
    Attributes:
        turn_id (str):
        places (list[CardBody]):
        weather (None | WeatherBody):
        vibe (CardsDataVibe):
    """

    turn_id: str
    places: list[CardBody]
    weather: WeatherBody | None
    vibe: CardsDataVibe
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.weather_body import WeatherBody

        turn_id = self.turn_id

        places = []
        for places_item_data in self.places:
            places_item = places_item_data.to_dict()
            places.append(places_item)

        weather: dict[str, Any] | None
        if isinstance(self.weather, WeatherBody):
            weather = self.weather.to_dict()
        else:
            weather = self.weather

        vibe = self.vibe.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "turn_id": turn_id,
                "places": places,
                "weather": weather,
                "vibe": vibe,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.card_body import CardBody
        from ..models.weather_body import WeatherBody

        d = dict(src_dict)
        turn_id = d.pop("turn_id")

        places = []
        _places = d.pop("places")
        for places_item_data in _places:
            places_item = CardBody.from_dict(places_item_data)

            places.append(places_item)

        def _parse_weather(data: object) -> WeatherBody | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                weather_type_0 = WeatherBody.from_dict(data)

                return weather_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("None | WeatherBody", data)

        weather = _parse_weather(d.pop("weather"))

        vibe = CardsDataVibe(d.pop("vibe"))

        cards_data = cls(
            turn_id=turn_id,
            places=places,
            weather=weather,
            vibe=vibe,
        )

        cards_data.additional_properties = d
        return cards_data

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
