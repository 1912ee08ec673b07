from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="WeatherAnswer")


@_attrs_define
class WeatherAnswer:
    """Degrees Fahrenheit (`temp` is the older name of `temp_f`), per cent, and miles an hour.

    Attributes:
        temp (float):
        temp_f (float):
        desc (str):
        icon (str):
        main (str):
        humidity (int | None):
        wind_speed (float | None):
    """

    temp: float
    temp_f: float
    desc: str
    icon: str
    main: str
    humidity: int | None
    wind_speed: float | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        temp = self.temp

        temp_f = self.temp_f

        desc = self.desc

        icon = self.icon

        main = self.main

        humidity: int | None
        humidity = self.humidity

        wind_speed: float | None
        wind_speed = self.wind_speed

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "temp": temp,
                "temp_f": temp_f,
                "desc": desc,
                "icon": icon,
                "main": main,
                "humidity": humidity,
                "wind_speed": wind_speed,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        temp = d.pop("temp")

        temp_f = d.pop("temp_f")

        desc = d.pop("desc")

        icon = d.pop("icon")

        main = d.pop("main")

        def _parse_humidity(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        humidity = _parse_humidity(d.pop("humidity"))

        def _parse_wind_speed(data: object) -> float | None:
            if data is None:
                return data
            return cast("float | None", data)

        wind_speed = _parse_wind_speed(d.pop("wind_speed"))

        weather_answer = cls(
            temp=temp,
            temp_f=temp_f,
            desc=desc,
            icon=icon,
            main=main,
            humidity=humidity,
            wind_speed=wind_speed,
        )

        weather_answer.additional_properties = d
        return weather_answer

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
