from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.budget import Budget
    from ..models.preferences_answer_vibes import PreferencesAnswerVibes


T = TypeVar("T", bound="PreferencesAnswer")


@_attrs_define
class PreferencesAnswer:
    """
    Attributes:
        preferred_vibes (list[str]):
        budget (Budget): Dollars a person; either end may be open.
        dietary_restrictions (list[str]):
        max_walk_minutes_default (int | None):
        interests (None | str):
        commute_preference (None | str):
        vibes (PreferencesAnswerVibes):
        distance_limit_minutes (int | None):
        indoor_outdoor (None | str):
    """

    preferred_vibes: list[str]
    budget: Budget
    dietary_restrictions: list[str]
    max_walk_minutes_default: int | None
    interests: str | None
    commute_preference: str | None
    vibes: PreferencesAnswerVibes
    distance_limit_minutes: int | None
    indoor_outdoor: str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        preferred_vibes = self.preferred_vibes

        budget = self.budget.to_dict()

        dietary_restrictions = self.dietary_restrictions

        max_walk_minutes_default: int | None
        max_walk_minutes_default = self.max_walk_minutes_default

        interests: str | None
        interests = self.interests

        commute_preference: str | None
        commute_preference = self.commute_preference

        vibes = self.vibes.to_dict()

        distance_limit_minutes: int | None
        distance_limit_minutes = self.distance_limit_minutes

        indoor_outdoor: str | None
        indoor_outdoor = self.indoor_outdoor

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "preferred_vibes": preferred_vibes,
                "budget": budget,
                "dietary_restrictions": dietary_restrictions,
                "max_walk_minutes_default": max_walk_minutes_default,
                "interests": interests,
                "commute_preference": commute_preference,
                "vibes": vibes,
                "distance_limit_minutes": distance_limit_minutes,
                "indoor_outdoor": indoor_outdoor,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.budget import Budget
        from ..models.preferences_answer_vibes import PreferencesAnswerVibes

        d = dict(src_dict)
        preferred_vibes = cast("list[str]", d.pop("preferred_vibes"))

        budget = Budget.from_dict(d.pop("budget"))

        dietary_restrictions = cast("list[str]", d.pop("dietary_restrictions"))

        def _parse_max_walk_minutes_default(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        max_walk_minutes_default = _parse_max_walk_minutes_default(d.pop("max_walk_minutes_default"))

        def _parse_interests(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        interests = _parse_interests(d.pop("interests"))

        def _parse_commute_preference(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        commute_preference = _parse_commute_preference(d.pop("commute_preference"))

        vibes = PreferencesAnswerVibes.from_dict(d.pop("vibes"))

        def _parse_distance_limit_minutes(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        distance_limit_minutes = _parse_distance_limit_minutes(d.pop("distance_limit_minutes"))

        def _parse_indoor_outdoor(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        indoor_outdoor = _parse_indoor_outdoor(d.pop("indoor_outdoor"))

        preferences_answer = cls(
            preferred_vibes=preferred_vibes,
            budget=budget,
            dietary_restrictions=dietary_restrictions,
            max_walk_minutes_default=max_walk_minutes_default,
            interests=interests,
            commute_preference=commute_preference,
            vibes=vibes,
            distance_limit_minutes=distance_limit_minutes,
            indoor_outdoor=indoor_outdoor,
        )

        preferences_answer.additional_properties = d
        return preferences_answer

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
