from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.block_body import BlockBody
    from ..models.free_time_suggestion import FreeTimeSuggestion
    from ..models.quick_lists import QuickLists
    from ..models.weather_answer import WeatherAnswer


T = TypeVar("T", bound="DashboardAnswer")


@_attrs_define
class DashboardAnswer:
    """
    Attributes:
        weather (None | WeatherAnswer):
        calendar_linked (bool):
        next_free (BlockBody | None):
        free_time_suggestion (FreeTimeSuggestion | None):
        quick_recommendations (QuickLists):
        degraded (list[str]):
    """

    weather: WeatherAnswer | None
    calendar_linked: bool
    next_free: BlockBody | None
    free_time_suggestion: FreeTimeSuggestion | None
    quick_recommendations: QuickLists
    degraded: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.block_body import BlockBody
        from ..models.free_time_suggestion import FreeTimeSuggestion
        from ..models.weather_answer import WeatherAnswer

        weather: dict[str, Any] | None
        if isinstance(self.weather, WeatherAnswer):
            weather = self.weather.to_dict()
        else:
            weather = self.weather

        calendar_linked = self.calendar_linked

        next_free: dict[str, Any] | None
        if isinstance(self.next_free, BlockBody):
            next_free = self.next_free.to_dict()
        else:
            next_free = self.next_free

        free_time_suggestion: dict[str, Any] | None
        if isinstance(self.free_time_suggestion, FreeTimeSuggestion):
            free_time_suggestion = self.free_time_suggestion.to_dict()
        else:
            free_time_suggestion = self.free_time_suggestion

        quick_recommendations = self.quick_recommendations.to_dict()

        degraded = self.degraded

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "weather": weather,
                "calendar_linked": calendar_linked,
                "next_free": next_free,
                "free_time_suggestion": free_time_suggestion,
                "quick_recommendations": quick_recommendations,
                "degraded": degraded,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.block_body import BlockBody
        from ..models.free_time_suggestion import FreeTimeSuggestion
        from ..models.quick_lists import QuickLists
        from ..models.weather_answer import WeatherAnswer

        d = dict(src_dict)

        def _parse_weather(data: object) -> WeatherAnswer | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                weather_type_0 = WeatherAnswer.from_dict(data)

                return weather_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("None | WeatherAnswer", data)

        weather = _parse_weather(d.pop("weather"))

        calendar_linked = d.pop("calendar_linked")

        def _parse_next_free(data: object) -> BlockBody | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                next_free_type_0 = BlockBody.from_dict(data)

                return next_free_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("BlockBody | None", data)

        next_free = _parse_next_free(d.pop("next_free"))

        def _parse_free_time_suggestion(data: object) -> FreeTimeSuggestion | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                free_time_suggestion_type_0 = FreeTimeSuggestion.from_dict(data)

                return free_time_suggestion_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("FreeTimeSuggestion | None", data)

        free_time_suggestion = _parse_free_time_suggestion(d.pop("free_time_suggestion"))

        quick_recommendations = QuickLists.from_dict(d.pop("quick_recommendations"))

        degraded = cast("list[str]", d.pop("degraded"))

        dashboard_answer = cls(
            weather=weather,
            calendar_linked=calendar_linked,
            next_free=next_free,
            free_time_suggestion=free_time_suggestion,
            quick_recommendations=quick_recommendations,
            degraded=degraded,
        )

        dashboard_answer.additional_properties = d
        return dashboard_answer

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
