from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.explained_card_features import ExplainedCardFeatures


T = TypeVar("T", bound="ExplainedCard")


@_attrs_define
class ExplainedCard:
    """`score` is the sum of the features' points.

    Attributes:
        name (str):
        score (float):
        features (ExplainedCardFeatures):
        why (list[str]):
    """

    name: str
    score: float
    features: ExplainedCardFeatures
    why: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        score = self.score

        features = self.features.to_dict()

        why = self.why

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "score": score,
                "features": features,
                "why": why,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.explained_card_features import ExplainedCardFeatures

        d = dict(src_dict)
        name = d.pop("name")

        score = d.pop("score")

        features = ExplainedCardFeatures.from_dict(d.pop("features"))

        why = cast("list[str]", d.pop("why"))

        explained_card = cls(
            name=name,
            score=score,
            features=features,
            why=why,
        )

        explained_card.additional_properties = d
        return explained_card

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
