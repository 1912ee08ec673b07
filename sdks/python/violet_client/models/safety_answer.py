from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.contact import Contact
    from ..models.safety_number import SafetyNumber


T = TypeVar("T", bound="SafetyAnswer")


@_attrs_define
class SafetyAnswer:
    """`safety` is the campus's own office, `crisis` the line for people in despair. `numbers` is the same as a list,
    the most urgent first.

        Attributes:
            campus (str):
            emergency (str):
            safety (Contact):
            crisis (str):
            counseling (Contact):
            lost_on_the_way (None | str):
            numbers (list[SafetyNumber]):
    """

    campus: str
    emergency: str
    safety: Contact
    crisis: str
    counseling: Contact
    lost_on_the_way: str | None
    numbers: list[SafetyNumber]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        campus = self.campus

        emergency = self.emergency

        safety = self.safety.to_dict()

        crisis = self.crisis

        counseling = self.counseling.to_dict()

        lost_on_the_way: str | None
        lost_on_the_way = self.lost_on_the_way

        numbers = []
        for numbers_item_data in self.numbers:
            numbers_item = numbers_item_data.to_dict()
            numbers.append(numbers_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "campus": campus,
                "emergency": emergency,
                "safety": safety,
                "crisis": crisis,
                "counseling": counseling,
                "lost_on_the_way": lost_on_the_way,
                "numbers": numbers,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.contact import Contact
        from ..models.safety_number import SafetyNumber

        d = dict(src_dict)
        campus = d.pop("campus")

        emergency = d.pop("emergency")

        safety = Contact.from_dict(d.pop("safety"))

        crisis = d.pop("crisis")

        counseling = Contact.from_dict(d.pop("counseling"))

        def _parse_lost_on_the_way(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        lost_on_the_way = _parse_lost_on_the_way(d.pop("lost_on_the_way"))

        numbers = []
        _numbers = d.pop("numbers")
        for numbers_item_data in _numbers:
            numbers_item = SafetyNumber.from_dict(numbers_item_data)

            numbers.append(numbers_item)

        safety_answer = cls(
            campus=campus,
            emergency=emergency,
            safety=safety,
            crisis=crisis,
            counseling=counseling,
            lost_on_the_way=lost_on_the_way,
            numbers=numbers,
        )

        safety_answer.additional_properties = d
        return safety_answer

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
