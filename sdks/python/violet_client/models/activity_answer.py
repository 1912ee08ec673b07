from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ActivityAnswer")


@_attrs_define
class ActivityAnswer:
    """
    Attributes:
        type_ (str):
        place_id (None | str):
        name (None | str):
        vibe (None | str):
        score (float | None):
        created_at (datetime.datetime):
        category (None | str | Unset):
    """

    type_: str
    place_id: str | None
    name: str | None
    vibe: str | None
    score: float | None
    created_at: datetime.datetime
    category: str | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        place_id: str | None
        place_id = self.place_id

        name: str | None
        name = self.name

        vibe: str | None
        vibe = self.vibe

        score: float | None
        score = self.score

        created_at = self.created_at.isoformat()

        category: str | Unset | None
        if isinstance(self.category, Unset):
            category = UNSET
        else:
            category = self.category

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "place_id": place_id,
                "name": name,
                "vibe": vibe,
                "score": score,
                "created_at": created_at,
            }
        )
        if category is not UNSET:
            field_dict["category"] = category

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = d.pop("type")

        def _parse_place_id(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        place_id = _parse_place_id(d.pop("place_id"))

        def _parse_name(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        name = _parse_name(d.pop("name"))

        def _parse_vibe(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        vibe = _parse_vibe(d.pop("vibe"))

        def _parse_score(data: object) -> float | None:
            if data is None:
                return data
            return cast("float | None", data)

        score = _parse_score(d.pop("score"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_category(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        category = _parse_category(d.pop("category", UNSET))

        activity_answer = cls(
            type_=type_,
            place_id=place_id,
            name=name,
            vibe=vibe,
            score=score,
            created_at=created_at,
            category=category,
        )

        activity_answer.additional_properties = d
        return activity_answer

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
