from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.tokens_body import TokensBody
    from ..models.usage_body_cache_hits import UsageBodyCacheHits
    from ..models.usage_body_upstream_calls import UsageBodyUpstreamCalls


T = TypeVar("T", bound="UsageBody")


@_attrs_define
class UsageBody:
    """What the turn used: upstream calls and shared or cached answers by provider, model tokens, list price.

    Attributes:
        upstream_calls (UsageBodyUpstreamCalls):
        cache_hits (UsageBodyCacheHits):
        tokens (TokensBody):
        estimated_cost_usd (float):
    """

    upstream_calls: UsageBodyUpstreamCalls
    cache_hits: UsageBodyCacheHits
    tokens: TokensBody
    estimated_cost_usd: float
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        upstream_calls = self.upstream_calls.to_dict()

        cache_hits = self.cache_hits.to_dict()

        tokens = self.tokens.to_dict()

        estimated_cost_usd = self.estimated_cost_usd

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "upstream_calls": upstream_calls,
                "cache_hits": cache_hits,
                "tokens": tokens,
                "estimated_cost_usd": estimated_cost_usd,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.tokens_body import TokensBody
        from ..models.usage_body_cache_hits import UsageBodyCacheHits
        from ..models.usage_body_upstream_calls import UsageBodyUpstreamCalls

        d = dict(src_dict)
        upstream_calls = UsageBodyUpstreamCalls.from_dict(d.pop("upstream_calls"))

        cache_hits = UsageBodyCacheHits.from_dict(d.pop("cache_hits"))

        tokens = TokensBody.from_dict(d.pop("tokens"))

        estimated_cost_usd = d.pop("estimated_cost_usd")

        usage_body = cls(
            upstream_calls=upstream_calls,
            cache_hits=cache_hits,
            tokens=tokens,
            estimated_cost_usd=estimated_cost_usd,
        )

        usage_body.additional_properties = d
        return usage_body

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
