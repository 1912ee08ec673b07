from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ClaimBody")


@_attrs_define
class ClaimBody:
    """What a sentence of the reply asserts: a `field` of the card with this id ("open_until", "diets.vegan") and its
    `value`, which is null where the sentence says that nobody knows. `card_id` is null for what stands on no card.

        Attributes:
            sentence (str):
            card_id (int | None):
            field (str):
            value (Any):
            as_of (None | str):
    """

    sentence: str
    card_id: int | None
    field: str
    value: Any
    as_of: str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        sentence = self.sentence

        card_id: int | None
        card_id = self.card_id

        field = self.field

        value = self.value

        as_of: str | None
        as_of = self.as_of

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "sentence": sentence,
                "card_id": card_id,
                "field": field,
                "value": value,
                "as_of": as_of,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        sentence = d.pop("sentence")

        def _parse_card_id(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        card_id = _parse_card_id(d.pop("card_id"))

        field = d.pop("field")

        value = d.pop("value")

        def _parse_as_of(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        as_of = _parse_as_of(d.pop("as_of"))

        claim_body = cls(
            sentence=sentence,
            card_id=card_id,
            field=field,
            value=value,
            as_of=as_of,
        )

        claim_body.additional_properties = d
        return claim_body

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
