from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.position_body_precision import PositionBodyPrecision
from ..types import UNSET, Unset

T = TypeVar("T", bound="PositionBody")


@_attrs_define
class PositionBody:
    """`at` is when it was, of the last 90 s; now where it is left out. An `approximate` position is replaced by the
    middle of a square of some 330 m before anybody sees it.

        Attributes:
            lat (float):
            lng (float):
            accuracy_m (float | None | Unset):
            at (datetime.datetime | None | Unset):
            precision (PositionBodyPrecision | Unset):  Default: PositionBodyPrecision.EXACT.
    """

    lat: float
    lng: float
    accuracy_m: float | Unset | None = UNSET
    at: datetime.datetime | Unset | None = UNSET
    precision: PositionBodyPrecision | Unset = PositionBodyPrecision.EXACT
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        lat = self.lat

        lng = self.lng

        accuracy_m: float | Unset | None
        if isinstance(self.accuracy_m, Unset):
            accuracy_m = UNSET
        else:
            accuracy_m = self.accuracy_m

        at: str | Unset | None
        if isinstance(self.at, Unset):
            at = UNSET
        elif isinstance(self.at, datetime.datetime):
            at = self.at.isoformat()
        else:
            at = self.at

        precision: str | Unset = UNSET
        if not isinstance(self.precision, Unset):
            precision = self.precision.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "lat": lat,
                "lng": lng,
            }
        )
        if accuracy_m is not UNSET:
            field_dict["accuracy_m"] = accuracy_m
        if at is not UNSET:
            field_dict["at"] = at
        if precision is not UNSET:
            field_dict["precision"] = precision

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        lat = d.pop("lat")

        lng = d.pop("lng")

        def _parse_accuracy_m(data: object) -> float | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("float | None | Unset", data)

        accuracy_m = _parse_accuracy_m(d.pop("accuracy_m", UNSET))

        def _parse_at(data: object) -> datetime.datetime | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                at_type_0 = datetime.datetime.fromisoformat(data)

                return at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None | Unset", data)

        at = _parse_at(d.pop("at", UNSET))

        _precision = d.pop("precision", UNSET)
        precision: PositionBodyPrecision | Unset
        if isinstance(_precision, Unset):
            precision = UNSET
        else:
            precision = PositionBodyPrecision(_precision)

        position_body = cls(
            lat=lat,
            lng=lng,
            accuracy_m=accuracy_m,
            at=at,
            precision=precision,
        )

        position_body.additional_properties = d
        return position_body

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
