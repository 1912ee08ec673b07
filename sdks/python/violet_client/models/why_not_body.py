from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.why_not_body_features import WhyNotBodyFeatures
    from ..models.wish_change_body import WishChangeBody


T = TypeVar("T", bound="WhyNotBody")


@_attrs_define
class WhyNotBody:
    """Why a named place did not come first. `position` is where it came among all that break nothing, null where it
    breaks something (`broken`) or was not found. `changes` are the fewest that would have put it first: empty where it
    came first, null where no few would. `first` is what came first. Worked out among the guide's places.

        Attributes:
            place_id (str):
            name (str):
            first (None | str):
            position (int | None):
            broken (list[str]):
            score (float):
            features (WhyNotBodyFeatures):
            changes (list[WishChangeBody] | None):
            words (str):
    """

    place_id: str
    name: str
    first: str | None
    position: int | None
    broken: list[str]
    score: float
    features: WhyNotBodyFeatures
    changes: list[WishChangeBody] | None
    words: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        place_id = self.place_id

        name = self.name

        first: str | None
        first = self.first

        position: int | None
        position = self.position

        broken = self.broken

        score = self.score

        features = self.features.to_dict()

        changes: list[dict[str, Any]] | None
        if isinstance(self.changes, list):
            changes = []
            for changes_type_0_item_data in self.changes:
                changes_type_0_item = changes_type_0_item_data.to_dict()
                changes.append(changes_type_0_item)

        else:
            changes = self.changes

        words = self.words

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "place_id": place_id,
                "name": name,
                "first": first,
                "position": position,
                "broken": broken,
                "score": score,
                "features": features,
                "changes": changes,
                "words": words,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.why_not_body_features import WhyNotBodyFeatures
        from ..models.wish_change_body import WishChangeBody

        d = dict(src_dict)
        place_id = d.pop("place_id")

        name = d.pop("name")

        def _parse_first(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        first = _parse_first(d.pop("first"))

        def _parse_position(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        position = _parse_position(d.pop("position"))

        broken = cast("list[str]", d.pop("broken"))

        score = d.pop("score")

        features = WhyNotBodyFeatures.from_dict(d.pop("features"))

        def _parse_changes(data: object) -> list[WishChangeBody] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                changes_type_0 = []
                _changes_type_0 = data
                for changes_type_0_item_data in _changes_type_0:
                    changes_type_0_item = WishChangeBody.from_dict(changes_type_0_item_data)

                    changes_type_0.append(changes_type_0_item)

                return changes_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[WishChangeBody] | None", data)

        changes = _parse_changes(d.pop("changes"))

        words = d.pop("words")

        why_not_body = cls(
            place_id=place_id,
            name=name,
            first=first,
            position=position,
            broken=broken,
            score=score,
            features=features,
            changes=changes,
            words=words,
        )

        why_not_body.additional_properties = d
        return why_not_body

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
