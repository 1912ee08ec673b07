from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ActivityBody")


@_attrs_define
class ActivityBody:
    """
    Attributes:
        type_ (str):
        place_id (None | str | Unset):
        name (None | str | Unset):
        vibe (None | str | Unset):
        score (float | None | Unset):
    """

    type_: str
    place_id: str | Unset | None = UNSET
    name: str | Unset | None = UNSET
    vibe: str | Unset | None = UNSET
    score: float | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        place_id: str | Unset | None
        if isinstance(self.place_id, Unset):
            place_id = UNSET
        else:
            place_id = self.place_id

        name: str | Unset | None
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        vibe: str | Unset | None
        if isinstance(self.vibe, Unset):
            vibe = UNSET
        else:
            vibe = self.vibe

        score: float | Unset | None
        if isinstance(self.score, Unset):
            score = UNSET
        else:
            score = self.score

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
            }
        )
        if place_id is not UNSET:
            field_dict["place_id"] = place_id
        if name is not UNSET:
            field_dict["name"] = name
        if vibe is not UNSET:
            field_dict["vibe"] = vibe
        if score is not UNSET:
            field_dict["score"] = score

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = d.pop("type")

        def _parse_place_id(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        place_id = _parse_place_id(d.pop("place_id", UNSET))

        def _parse_name(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_vibe(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        vibe = _parse_vibe(d.pop("vibe", UNSET))

        def _parse_score(data: object) -> float | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("float | None | Unset", data)

        score = _parse_score(d.pop("score", UNSET))

        activity_body = cls(
            type_=type_,
            place_id=place_id,
            name=name,
            vibe=vibe,
            score=score,
        )

        activity_body.additional_properties = d
        return activity_body

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
