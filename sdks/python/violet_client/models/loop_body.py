from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.end_body import EndBody


T = TypeVar("T", bound="LoopBody")


@_attrs_define
class LoopBody:
    """Either `minutes` or `meters`; `wish` in the person's own words, such as "parks and a coffee".

    Attributes:
        from_ (EndBody): A place by its `place_id`, or a position with a name to show.
        minutes (int | None | Unset):
        meters (int | None | Unset):
        wish (str | Unset):  Default: ''.
        at (datetime.datetime | None | Unset):
    """

    from_: EndBody
    minutes: int | Unset | None = UNSET
    meters: int | Unset | None = UNSET
    wish: str | Unset = ""
    at: datetime.datetime | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from_ = self.from_.to_dict()

        minutes: int | Unset | None
        if isinstance(self.minutes, Unset):
            minutes = UNSET
        else:
            minutes = self.minutes

        meters: int | Unset | None
        if isinstance(self.meters, Unset):
            meters = UNSET
        else:
            meters = self.meters

        wish = self.wish

        at: str | Unset | None
        if isinstance(self.at, Unset):
            at = UNSET
        elif isinstance(self.at, datetime.datetime):
            at = self.at.isoformat()
        else:
            at = self.at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "from": from_,
            }
        )
        if minutes is not UNSET:
            field_dict["minutes"] = minutes
        if meters is not UNSET:
            field_dict["meters"] = meters
        if wish is not UNSET:
            field_dict["wish"] = wish
        if at is not UNSET:
            field_dict["at"] = at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.end_body import EndBody

        d = dict(src_dict)
        from_ = EndBody.from_dict(d.pop("from"))

        def _parse_minutes(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | None | Unset", data)

        minutes = _parse_minutes(d.pop("minutes", UNSET))

        def _parse_meters(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | None | Unset", data)

        meters = _parse_meters(d.pop("meters", UNSET))

        wish = d.pop("wish", UNSET)

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

        loop_body = cls(
            from_=from_,
            minutes=minutes,
            meters=meters,
            wish=wish,
            at=at,
        )

        loop_body.additional_properties = d
        return loop_body

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
