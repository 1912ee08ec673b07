from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.subscription_keys import SubscriptionKeys


T = TypeVar("T", bound="Subscription")


@_attrs_define
class Subscription:
    """As a browser's `PushSubscription.toJSON()` says it.

    Attributes:
        endpoint (str):
        keys (SubscriptionKeys):
    """

    endpoint: str
    keys: SubscriptionKeys
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        endpoint = self.endpoint

        keys = self.keys.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "endpoint": endpoint,
                "keys": keys,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.subscription_keys import SubscriptionKeys

        d = dict(src_dict)
        endpoint = d.pop("endpoint")

        keys = SubscriptionKeys.from_dict(d.pop("keys"))

        subscription = cls(
            endpoint=endpoint,
            keys=keys,
        )

        subscription.additional_properties = d
        return subscription

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
