from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.wish_change_body_kind import WishChangeBodyKind

T = TypeVar("T", bound="WishChangeBody")


@_attrs_define
class WishChangeBody:
    """What would have had to be asked otherwise: minutes for a `walk`, dollars a person for a `price`, a moment for a
    `time`, words for the rest; null where nothing is asked.

        Attributes:
            kind (WishChangeBodyKind):
            was (float | list[str] | None | str):
            would_be (float | list[str] | None | str):
    """

    kind: WishChangeBodyKind
    was: float | list[str] | str | None
    would_be: float | list[str] | str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        was: float | list[str] | str | None
        if isinstance(self.was, list):
            was = self.was

        else:
            was = self.was

        would_be: float | list[str] | str | None
        if isinstance(self.would_be, list):
            would_be = self.would_be

        else:
            would_be = self.would_be

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "was": was,
                "would_be": would_be,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = WishChangeBodyKind(d.pop("kind"))

        def _parse_was(data: object) -> float | list[str] | str | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                was_type_2 = cast("list[str]", data)

                return was_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("float | list[str] | None | str", data)

        was = _parse_was(d.pop("was"))

        def _parse_would_be(data: object) -> float | list[str] | str | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                would_be_type_2 = cast("list[str]", data)

                return would_be_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("float | list[str] | None | str", data)

        would_be = _parse_would_be(d.pop("would_be"))

        wish_change_body = cls(
            kind=kind,
            was=was,
            would_be=would_be,
        )

        wish_change_body.additional_properties = d
        return wish_change_body

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
