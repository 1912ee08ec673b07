from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.affinity_answer_affinity import AffinityAnswerAffinity


T = TypeVar("T", bound="AffinityAnswer")


@_attrs_define
class AffinityAnswer:
    """`affinity` is -1 to 1 by category, learned from `activities`; `used` is whether it may move what is shown.

    Attributes:
        affinity (AffinityAnswerAffinity):
        activities (int):
        used (bool):
    """

    affinity: AffinityAnswerAffinity
    activities: int
    used: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        affinity = self.affinity.to_dict()

        activities = self.activities

        used = self.used

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "affinity": affinity,
                "activities": activities,
                "used": used,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.affinity_answer_affinity import AffinityAnswerAffinity

        d = dict(src_dict)
        affinity = AffinityAnswerAffinity.from_dict(d.pop("affinity"))

        activities = d.pop("activities")

        used = d.pop("used")

        affinity_answer = cls(
            affinity=affinity,
            activities=activities,
            used=used,
        )

        affinity_answer.additional_properties = d
        return affinity_answer

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
