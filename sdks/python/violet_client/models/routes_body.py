from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.routes_body_mode import RoutesBodyMode
from ..models.routes_body_prefer_item import RoutesBodyPreferItem
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.end_body import EndBody


T = TypeVar("T", bound="RoutesBody")


@_attrs_define
class RoutesBody:
    """`at` is when they set out (now if left out). The best route for `prefer` comes first.

    Attributes:
        from_ (EndBody): A place by its `place_id`, or a position with a name to show.
        to (EndBody): A place by its `place_id`, or a position with a name to show.
        via (list[EndBody] | Unset):
        prefer (list[RoutesBodyPreferItem] | Unset):
        avoid (list[Literal['stairs']] | Unset):
        mode (RoutesBodyMode | Unset):  Default: RoutesBodyMode.WALKING.
        at (datetime.datetime | None | Unset):
    """

    from_: EndBody
    to: EndBody
    via: list[EndBody] | Unset = UNSET
    prefer: list[RoutesBodyPreferItem] | Unset = UNSET
    avoid: list[Literal["stairs"]] | Unset = UNSET
    mode: RoutesBodyMode | Unset = RoutesBodyMode.WALKING
    at: datetime.datetime | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from_ = self.from_.to_dict()

        to = self.to.to_dict()

        via: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.via, Unset):
            via = []
            for via_item_data in self.via:
                via_item = via_item_data.to_dict()
                via.append(via_item)

        prefer: list[str] | Unset = UNSET
        if not isinstance(self.prefer, Unset):
            prefer = []
            for prefer_item_data in self.prefer:
                prefer_item = prefer_item_data.value
                prefer.append(prefer_item)

        avoid: list[Literal["stairs"]] | Unset = UNSET
        if not isinstance(self.avoid, Unset):
            avoid = self.avoid

        mode: str | Unset = UNSET
        if not isinstance(self.mode, Unset):
            mode = self.mode.value

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
                "to": to,
            }
        )
        if via is not UNSET:
            field_dict["via"] = via
        if prefer is not UNSET:
            field_dict["prefer"] = prefer
        if avoid is not UNSET:
            field_dict["avoid"] = avoid
        if mode is not UNSET:
            field_dict["mode"] = mode
        if at is not UNSET:
            field_dict["at"] = at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.end_body import EndBody

        d = dict(src_dict)
        from_ = EndBody.from_dict(d.pop("from"))

        to = EndBody.from_dict(d.pop("to"))

        _via = d.pop("via", UNSET)
        via: list[EndBody] | Unset = UNSET
        if _via is not UNSET:
            via = []
            for via_item_data in _via:
                via_item = EndBody.from_dict(via_item_data)

                via.append(via_item)

        _prefer = d.pop("prefer", UNSET)
        prefer: list[RoutesBodyPreferItem] | Unset = UNSET
        if _prefer is not UNSET:
            prefer = []
            for prefer_item_data in _prefer:
                prefer_item = RoutesBodyPreferItem(prefer_item_data)

                prefer.append(prefer_item)

        _avoid = d.pop("avoid", UNSET)
        avoid: list[Literal["stairs"]] | Unset = UNSET
        if _avoid is not UNSET:
            avoid = []
            for avoid_item_data in _avoid:
                avoid_item = cast("Literal['stairs']", avoid_item_data)
                if avoid_item != "stairs":
                    raise ValueError(f"avoid_item must match const 'stairs', got '{avoid_item}'")
                avoid.append(avoid_item)

        _mode = d.pop("mode", UNSET)
        mode: RoutesBodyMode | Unset
        if isinstance(_mode, Unset):
            mode = UNSET
        else:
            mode = RoutesBodyMode(_mode)

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

        routes_body = cls(
            from_=from_,
            to=to,
            via=via,
            prefer=prefer,
            avoid=avoid,
            mode=mode,
            at=at,
        )

        routes_body.additional_properties = d
        return routes_body

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
