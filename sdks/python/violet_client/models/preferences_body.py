from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.preferences_body_commute_preference_type_0 import PreferencesBodyCommutePreferenceType0
from ..models.preferences_body_dietary_restrictions_type_0_item_type_0 import (
    PreferencesBodyDietaryRestrictionsType0ItemType0,
)
from ..models.preferences_body_dietary_restrictions_type_0_item_type_1 import (
    PreferencesBodyDietaryRestrictionsType0ItemType1,
)
from ..models.preferences_body_indoor_outdoor_type_0 import PreferencesBodyIndoorOutdoorType0
from ..models.preferences_body_preferred_vibes_type_0_item import PreferencesBodyPreferredVibesType0Item
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.budget import Budget
    from ..models.preferences_body_vibes_type_0 import PreferencesBodyVibesType0


T = TypeVar("T", bound="PreferencesBody")


@_attrs_define
class PreferencesBody:
    """A key left out is unchanged; null clears it. Any other key is refused by name.

    Attributes:
        preferred_vibes (list[PreferencesBodyPreferredVibesType0Item] | None | Unset):
        budget (Budget | None | Unset):
        dietary_restrictions (list[PreferencesBodyDietaryRestrictionsType0ItemType0 |
            PreferencesBodyDietaryRestrictionsType0ItemType1] | None | Unset):
        max_walk_minutes_default (int | None | Unset):
        interests (None | str | Unset):
        commute_preference (None | PreferencesBodyCommutePreferenceType0 | Unset):
        vibes (None | PreferencesBodyVibesType0 | Unset):
        distance_limit_minutes (int | None | Unset):
        indoor_outdoor (None | PreferencesBodyIndoorOutdoorType0 | Unset):
    """

    preferred_vibes: list[PreferencesBodyPreferredVibesType0Item] | Unset | None = UNSET
    budget: Budget | Unset | None = UNSET
    dietary_restrictions: (
        list[PreferencesBodyDietaryRestrictionsType0ItemType0 | PreferencesBodyDietaryRestrictionsType0ItemType1]
        | Unset
        | None
    ) = UNSET
    max_walk_minutes_default: int | Unset | None = UNSET
    interests: str | Unset | None = UNSET
    commute_preference: PreferencesBodyCommutePreferenceType0 | Unset | None = UNSET
    vibes: PreferencesBodyVibesType0 | Unset | None = UNSET
    distance_limit_minutes: int | Unset | None = UNSET
    indoor_outdoor: PreferencesBodyIndoorOutdoorType0 | Unset | None = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.budget import Budget
        from ..models.preferences_body_vibes_type_0 import PreferencesBodyVibesType0

        preferred_vibes: list[str] | Unset | None
        if isinstance(self.preferred_vibes, Unset):
            preferred_vibes = UNSET
        elif isinstance(self.preferred_vibes, list):
            preferred_vibes = []
            for preferred_vibes_type_0_item_data in self.preferred_vibes:
                preferred_vibes_type_0_item = preferred_vibes_type_0_item_data.value
                preferred_vibes.append(preferred_vibes_type_0_item)

        else:
            preferred_vibes = self.preferred_vibes

        budget: dict[str, Any] | Unset | None
        if isinstance(self.budget, Unset):
            budget = UNSET
        elif isinstance(self.budget, Budget):
            budget = self.budget.to_dict()
        else:
            budget = self.budget

        dietary_restrictions: list[str] | Unset | None
        if isinstance(self.dietary_restrictions, Unset):
            dietary_restrictions = UNSET
        elif isinstance(self.dietary_restrictions, list):
            dietary_restrictions = []
            for dietary_restrictions_type_0_item_data in self.dietary_restrictions:
                dietary_restrictions_type_0_item: str
                if isinstance(dietary_restrictions_type_0_item_data, PreferencesBodyDietaryRestrictionsType0ItemType0):
                    dietary_restrictions_type_0_item = dietary_restrictions_type_0_item_data.value
                else:
                    dietary_restrictions_type_0_item = dietary_restrictions_type_0_item_data.value

                dietary_restrictions.append(dietary_restrictions_type_0_item)

        else:
            dietary_restrictions = self.dietary_restrictions

        max_walk_minutes_default: int | Unset | None
        if isinstance(self.max_walk_minutes_default, Unset):
            max_walk_minutes_default = UNSET
        else:
            max_walk_minutes_default = self.max_walk_minutes_default

        interests: str | Unset | None
        if isinstance(self.interests, Unset):
            interests = UNSET
        else:
            interests = self.interests

        commute_preference: str | Unset | None
        if isinstance(self.commute_preference, Unset):
            commute_preference = UNSET
        elif isinstance(self.commute_preference, PreferencesBodyCommutePreferenceType0):
            commute_preference = self.commute_preference.value
        else:
            commute_preference = self.commute_preference

        vibes: dict[str, Any] | Unset | None
        if isinstance(self.vibes, Unset):
            vibes = UNSET
        elif isinstance(self.vibes, PreferencesBodyVibesType0):
            vibes = self.vibes.to_dict()
        else:
            vibes = self.vibes

        distance_limit_minutes: int | Unset | None
        if isinstance(self.distance_limit_minutes, Unset):
            distance_limit_minutes = UNSET
        else:
            distance_limit_minutes = self.distance_limit_minutes

        indoor_outdoor: str | Unset | None
        if isinstance(self.indoor_outdoor, Unset):
            indoor_outdoor = UNSET
        elif isinstance(self.indoor_outdoor, PreferencesBodyIndoorOutdoorType0):
            indoor_outdoor = self.indoor_outdoor.value
        else:
            indoor_outdoor = self.indoor_outdoor

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if preferred_vibes is not UNSET:
            field_dict["preferred_vibes"] = preferred_vibes
        if budget is not UNSET:
            field_dict["budget"] = budget
        if dietary_restrictions is not UNSET:
            field_dict["dietary_restrictions"] = dietary_restrictions
        if max_walk_minutes_default is not UNSET:
            field_dict["max_walk_minutes_default"] = max_walk_minutes_default
        if interests is not UNSET:
            field_dict["interests"] = interests
        if commute_preference is not UNSET:
            field_dict["commute_preference"] = commute_preference
        if vibes is not UNSET:
            field_dict["vibes"] = vibes
        if distance_limit_minutes is not UNSET:
            field_dict["distance_limit_minutes"] = distance_limit_minutes
        if indoor_outdoor is not UNSET:
            field_dict["indoor_outdoor"] = indoor_outdoor

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.budget import Budget
        from ..models.preferences_body_vibes_type_0 import PreferencesBodyVibesType0

        d = dict(src_dict)

        def _parse_preferred_vibes(data: object) -> list[PreferencesBodyPreferredVibesType0Item] | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                preferred_vibes_type_0 = []
                _preferred_vibes_type_0 = data
                for preferred_vibes_type_0_item_data in _preferred_vibes_type_0:
                    preferred_vibes_type_0_item = PreferencesBodyPreferredVibesType0Item(
                        preferred_vibes_type_0_item_data
                    )

                    preferred_vibes_type_0.append(preferred_vibes_type_0_item)

                return preferred_vibes_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[PreferencesBodyPreferredVibesType0Item] | None | Unset", data)

        preferred_vibes = _parse_preferred_vibes(d.pop("preferred_vibes", UNSET))

        def _parse_budget(data: object) -> Budget | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                budget_type_0 = Budget.from_dict(data)

                return budget_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("Budget | None | Unset", data)

        budget = _parse_budget(d.pop("budget", UNSET))

        def _parse_dietary_restrictions(
            data: object,
        ) -> (
            list[PreferencesBodyDietaryRestrictionsType0ItemType0 | PreferencesBodyDietaryRestrictionsType0ItemType1]
            | Unset
            | None
        ):
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                dietary_restrictions_type_0 = []
                _dietary_restrictions_type_0 = data
                for dietary_restrictions_type_0_item_data in _dietary_restrictions_type_0:

                    def _parse_dietary_restrictions_type_0_item(
                        data: object,
                    ) -> (
                        PreferencesBodyDietaryRestrictionsType0ItemType0
                        | PreferencesBodyDietaryRestrictionsType0ItemType1
                    ):
                        try:
                            if not isinstance(data, str):
                                raise TypeError()
                            dietary_restrictions_type_0_item_type_0 = PreferencesBodyDietaryRestrictionsType0ItemType0(
                                data
                            )

                            return dietary_restrictions_type_0_item_type_0
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        if not isinstance(data, str):
                            raise TypeError()
                        dietary_restrictions_type_0_item_type_1 = PreferencesBodyDietaryRestrictionsType0ItemType1(data)

                        return dietary_restrictions_type_0_item_type_1

                    dietary_restrictions_type_0_item = _parse_dietary_restrictions_type_0_item(
                        dietary_restrictions_type_0_item_data
                    )

                    dietary_restrictions_type_0.append(dietary_restrictions_type_0_item)

                return dietary_restrictions_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                "list[PreferencesBodyDietaryRestrictionsType0ItemType0 | PreferencesBodyDietaryRestrictionsType0ItemType1] | None | Unset",
                data,
            )

        dietary_restrictions = _parse_dietary_restrictions(d.pop("dietary_restrictions", UNSET))

        def _parse_max_walk_minutes_default(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | None | Unset", data)

        max_walk_minutes_default = _parse_max_walk_minutes_default(d.pop("max_walk_minutes_default", UNSET))

        def _parse_interests(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        interests = _parse_interests(d.pop("interests", UNSET))

        def _parse_commute_preference(data: object) -> PreferencesBodyCommutePreferenceType0 | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                commute_preference_type_0 = PreferencesBodyCommutePreferenceType0(data)

                return commute_preference_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("None | PreferencesBodyCommutePreferenceType0 | Unset", data)

        commute_preference = _parse_commute_preference(d.pop("commute_preference", UNSET))

        def _parse_vibes(data: object) -> PreferencesBodyVibesType0 | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                vibes_type_0 = PreferencesBodyVibesType0.from_dict(data)

                return vibes_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("None | PreferencesBodyVibesType0 | Unset", data)

        vibes = _parse_vibes(d.pop("vibes", UNSET))

        def _parse_distance_limit_minutes(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | None | Unset", data)

        distance_limit_minutes = _parse_distance_limit_minutes(d.pop("distance_limit_minutes", UNSET))

        def _parse_indoor_outdoor(data: object) -> PreferencesBodyIndoorOutdoorType0 | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                indoor_outdoor_type_0 = PreferencesBodyIndoorOutdoorType0(data)

                return indoor_outdoor_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("None | PreferencesBodyIndoorOutdoorType0 | Unset", data)

        indoor_outdoor = _parse_indoor_outdoor(d.pop("indoor_outdoor", UNSET))

        preferences_body = cls(
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

        return preferences_body
