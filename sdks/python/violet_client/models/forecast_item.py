from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.forecast_condition import ForecastCondition
    from ..models.forecast_main import ForecastMain
    from ..models.forecast_wind import ForecastWind


T = TypeVar("T", bound="ForecastItem")


@_attrs_define
class ForecastItem:
    """Three hours from `dt`, seconds since 1970. OpenWeather's own item, which says more.

    Attributes:
        dt (int):
        main (ForecastMain): Degrees Fahrenheit and per cent.
        weather (list[ForecastCondition]):
        wind (ForecastWind): Miles an hour.
    """

    dt: int
    main: ForecastMain
    weather: list[ForecastCondition]
    wind: ForecastWind
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        dt = self.dt

        main = self.main.to_dict()

        weather = []
        for weather_item_data in self.weather:
            weather_item = weather_item_data.to_dict()
            weather.append(weather_item)

        wind = self.wind.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "dt": dt,
                "main": main,
                "weather": weather,
                "wind": wind,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.forecast_condition import ForecastCondition
        from ..models.forecast_main import ForecastMain
        from ..models.forecast_wind import ForecastWind

        d = dict(src_dict)
        dt = d.pop("dt")

        main = ForecastMain.from_dict(d.pop("main"))

        weather = []
        _weather = d.pop("weather")
        for weather_item_data in _weather:
            weather_item = ForecastCondition.from_dict(weather_item_data)

            weather.append(weather_item)

        wind = ForecastWind.from_dict(d.pop("wind"))

        forecast_item = cls(
            dt=dt,
            main=main,
            weather=weather,
            wind=wind,
        )

        forecast_item.additional_properties = d
        return forecast_item

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
