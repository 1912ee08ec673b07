from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.device_body_kind import DeviceBodyKind
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.subscription import Subscription


T = TypeVar("T", bound="DeviceBody")


@_attrs_define
class DeviceBody:
    """A token, or for `webpush` a subscription. `locale` ("es-MX") is the language to be told things in.

    Attributes:
        kind (DeviceBodyKind):
        token (None | str | Unset):
        subscription (None | Subscription | Unset):
        locale (None | str | Unset):
    """

    kind: DeviceBodyKind
    token: str | Unset | None = UNSET
    subscription: Subscription | Unset | None = UNSET
    locale: str | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.subscription import Subscription

        kind = self.kind.value

        token: str | Unset | None
        if isinstance(self.token, Unset):
            token = UNSET
        else:
            token = self.token

        subscription: dict[str, Any] | Unset | None
        if isinstance(self.subscription, Unset):
            subscription = UNSET
        elif isinstance(self.subscription, Subscription):
            subscription = self.subscription.to_dict()
        else:
            subscription = self.subscription

        locale: str | Unset | None
        if isinstance(self.locale, Unset):
            locale = UNSET
        else:
            locale = self.locale

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
            }
        )
        if token is not UNSET:
            field_dict["token"] = token
        if subscription is not UNSET:
            field_dict["subscription"] = subscription
        if locale is not UNSET:
            field_dict["locale"] = locale

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.subscription import Subscription

        d = dict(src_dict)
        kind = DeviceBodyKind(d.pop("kind"))

        def _parse_token(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        token = _parse_token(d.pop("token", UNSET))

        def _parse_subscription(data: object) -> Subscription | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                subscription_type_0 = Subscription.from_dict(data)

                return subscription_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("None | Subscription | Unset", data)

        subscription = _parse_subscription(d.pop("subscription", UNSET))

        def _parse_locale(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        locale = _parse_locale(d.pop("locale", UNSET))

        device_body = cls(
            kind=kind,
            token=token,
            subscription=subscription,
            locale=locale,
        )

        device_body.additional_properties = d
        return device_body

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
