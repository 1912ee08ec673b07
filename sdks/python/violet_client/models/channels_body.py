from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ChannelsBody")


@_attrs_define
class ChannelsBody:
    """What is left out stays.

    Attributes:
        push (bool | None | Unset):
        email (bool | None | Unset):
        inbox (bool | None | Unset):
    """

    push: bool | Unset | None = UNSET
    email: bool | Unset | None = UNSET
    inbox: bool | Unset | None = UNSET

    def to_dict(self) -> dict[str, Any]:
        push: bool | Unset | None
        if isinstance(self.push, Unset):
            push = UNSET
        else:
            push = self.push

        email: bool | Unset | None
        if isinstance(self.email, Unset):
            email = UNSET
        else:
            email = self.email

        inbox: bool | Unset | None
        if isinstance(self.inbox, Unset):
            inbox = UNSET
        else:
            inbox = self.inbox

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if push is not UNSET:
            field_dict["push"] = push
        if email is not UNSET:
            field_dict["email"] = email
        if inbox is not UNSET:
            field_dict["inbox"] = inbox

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_push(data: object) -> bool | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("bool | None | Unset", data)

        push = _parse_push(d.pop("push", UNSET))

        def _parse_email(data: object) -> bool | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("bool | None | Unset", data)

        email = _parse_email(d.pop("email", UNSET))

        def _parse_inbox(data: object) -> bool | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("bool | None | Unset", data)

        inbox = _parse_inbox(d.pop("inbox", UNSET))

        channels_body = cls(
            push=push,
            email=email,
            inbox=inbox,
        )

        return channels_body
