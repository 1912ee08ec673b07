from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.location import Location


T = TypeVar("T", bound="StationBody")


@_attrs_define
class StationBody:
    """`step_free` says what the operator says of the station: null where only one direction is, or nothing is known.

    Attributes:
        id (str):
        name (str):
        lines (list[str]):
        minutes (int):
        meters (int):
        estimated (bool):
        step_free (bool | None):
        note (None | str):
        location (Location): Exactly two numbers: the iOS app loses the pin where there is anything else.
    """

    id: str
    name: str
    lines: list[str]
    minutes: int
    meters: int
    estimated: bool
    step_free: bool | None
    note: str | None
    location: Location
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        lines = self.lines

        minutes = self.minutes

        meters = self.meters

        estimated = self.estimated

        step_free: bool | None
        step_free = self.step_free

        note: str | None
        note = self.note

        location = self.location.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "lines": lines,
                "minutes": minutes,
                "meters": meters,
                "estimated": estimated,
                "step_free": step_free,
                "note": note,
                "location": location,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.location import Location

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        lines = cast("list[str]", d.pop("lines"))

        minutes = d.pop("minutes")

        meters = d.pop("meters")

        estimated = d.pop("estimated")

        def _parse_step_free(data: object) -> bool | None:
            if data is None:
                return data
            return cast("bool | None", data)

        step_free = _parse_step_free(d.pop("step_free"))

        def _parse_note(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        note = _parse_note(d.pop("note"))

        location = Location.from_dict(d.pop("location"))

        station_body = cls(
            id=id,
            name=name,
            lines=lines,
            minutes=minutes,
            meters=meters,
            estimated=estimated,
            step_free=step_free,
            note=note,
            location=location,
        )

        station_body.additional_properties = d
        return station_body

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
