from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="BusyBlockBody")


@_attrs_define
class BusyBlockBody:
    """A stretch of time that is taken. `place` in words, or with its position.

    Attributes:
        start (datetime.datetime): ISO 8601 with an offset.
        end (datetime.datetime): Exclusive.
        title (None | str | Unset):
        place (None | str | Unset):
        latitude (float | None | Unset):
        longitude (float | None | Unset):
        all_day (bool | Unset): Whole days, named by the dates of `start` and `end`: as written where they are at 00:00
            (a phone keeps all-day events at 00:00Z), else as they are on campus. Default: False.
    """

    start: datetime.datetime
    end: datetime.datetime
    title: str | Unset | None = UNSET
    place: str | Unset | None = UNSET
    latitude: float | Unset | None = UNSET
    longitude: float | Unset | None = UNSET
    all_day: bool | Unset = False
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        start = self.start.isoformat()

        end = self.end.isoformat()

        title: str | Unset | None
        if isinstance(self.title, Unset):
            title = UNSET
        else:
            title = self.title

        place: str | Unset | None
        if isinstance(self.place, Unset):
            place = UNSET
        else:
            place = self.place

        latitude: float | Unset | None
        if isinstance(self.latitude, Unset):
            latitude = UNSET
        else:
            latitude = self.latitude

        longitude: float | Unset | None
        if isinstance(self.longitude, Unset):
            longitude = UNSET
        else:
            longitude = self.longitude

        all_day = self.all_day

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "start": start,
                "end": end,
            }
        )
        if title is not UNSET:
            field_dict["title"] = title
        if place is not UNSET:
            field_dict["place"] = place
        if latitude is not UNSET:
            field_dict["latitude"] = latitude
        if longitude is not UNSET:
            field_dict["longitude"] = longitude
        if all_day is not UNSET:
            field_dict["all_day"] = all_day

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        start = datetime.datetime.fromisoformat(d.pop("start"))

        end = datetime.datetime.fromisoformat(d.pop("end"))

        def _parse_title(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        title = _parse_title(d.pop("title", UNSET))

        def _parse_place(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        place = _parse_place(d.pop("place", UNSET))

        def _parse_latitude(data: object) -> float | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("float | None | Unset", data)

        latitude = _parse_latitude(d.pop("latitude", UNSET))

        def _parse_longitude(data: object) -> float | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("float | None | Unset", data)

        longitude = _parse_longitude(d.pop("longitude", UNSET))

        all_day = d.pop("all_day", UNSET)

        busy_block_body = cls(
            start=start,
            end=end,
            title=title,
            place=place,
            latitude=latitude,
            longitude=longitude,
            all_day=all_day,
        )

        busy_block_body.additional_properties = d
        return busy_block_body

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
