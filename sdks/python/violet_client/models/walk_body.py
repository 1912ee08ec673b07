from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.destination_body import DestinationBody
    from ..models.start_body import StartBody


T = TypeVar("T", bound="WalkBody")


@_attrs_define
class WalkBody:
    """Without `expected_minutes` the walk takes what the router says and a fifth more, `from` where it begins. With
    `confirm_arrival` the PIN is asked for also where the position says that they arrived.

        Attributes:
            destination (DestinationBody | Literal['home']):
            pin (str):
            contact_ids (list[int] | Unset):
            expected_minutes (int | None | Unset):
            grace_minutes (int | Unset):  Default: 5.
            from_ (None | StartBody | Unset):
            confirm_arrival (bool | Unset):  Default: False.
    """

    destination: DestinationBody | Literal["home"]
    pin: str
    contact_ids: list[int] | Unset = UNSET
    expected_minutes: int | Unset | None = UNSET
    grace_minutes: int | Unset = 5
    from_: StartBody | Unset | None = UNSET
    confirm_arrival: bool | Unset = False
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.destination_body import DestinationBody
        from ..models.start_body import StartBody

        destination: dict[str, Any] | Literal["home"]
        if isinstance(self.destination, DestinationBody):
            destination = self.destination.to_dict()
        else:
            destination = self.destination

        pin = self.pin

        contact_ids: list[int] | Unset = UNSET
        if not isinstance(self.contact_ids, Unset):
            contact_ids = self.contact_ids

        expected_minutes: int | Unset | None
        if isinstance(self.expected_minutes, Unset):
            expected_minutes = UNSET
        else:
            expected_minutes = self.expected_minutes

        grace_minutes = self.grace_minutes

        from_: dict[str, Any] | Unset | None
        if isinstance(self.from_, Unset):
            from_ = UNSET
        elif isinstance(self.from_, StartBody):
            from_ = self.from_.to_dict()
        else:
            from_ = self.from_

        confirm_arrival = self.confirm_arrival

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "destination": destination,
                "pin": pin,
            }
        )
        if contact_ids is not UNSET:
            field_dict["contact_ids"] = contact_ids
        if expected_minutes is not UNSET:
            field_dict["expected_minutes"] = expected_minutes
        if grace_minutes is not UNSET:
            field_dict["grace_minutes"] = grace_minutes
        if from_ is not UNSET:
            field_dict["from"] = from_
        if confirm_arrival is not UNSET:
            field_dict["confirm_arrival"] = confirm_arrival

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.destination_body import DestinationBody
        from ..models.start_body import StartBody

        d = dict(src_dict)

        def _parse_destination(data: object) -> DestinationBody | Literal["home"]:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                destination_type_0 = DestinationBody.from_dict(data)

                return destination_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            destination_type_1 = cast("Literal['home']", data)
            if destination_type_1 != "home":
                raise ValueError(f"destination_type_1 must match const 'home', got '{destination_type_1}'")
            return destination_type_1

        destination = _parse_destination(d.pop("destination"))

        pin = d.pop("pin")

        contact_ids = cast("list[int]", d.pop("contact_ids", UNSET))

        def _parse_expected_minutes(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | None | Unset", data)

        expected_minutes = _parse_expected_minutes(d.pop("expected_minutes", UNSET))

        grace_minutes = d.pop("grace_minutes", UNSET)

        def _parse_from_(data: object) -> StartBody | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                from_type_0 = StartBody.from_dict(data)

                return from_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("None | StartBody | Unset", data)

        from_ = _parse_from_(d.pop("from", UNSET))

        confirm_arrival = d.pop("confirm_arrival", UNSET)

        walk_body = cls(
            destination=destination,
            pin=pin,
            contact_ids=contact_ids,
            expected_minutes=expected_minutes,
            grace_minutes=grace_minutes,
            from_=from_,
            confirm_arrival=confirm_arrival,
        )

        walk_body.additional_properties = d
        return walk_body

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
