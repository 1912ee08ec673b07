from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="GuideSummary")


@_attrs_define
class GuideSummary:
    """
    Attributes:
        slug (str):
        title (str):
        about (None | str):
        count (int):
    """

    slug: str
    title: str
    about: str | None
    count: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        slug = self.slug

        title = self.title

        about: str | None
        about = self.about

        count = self.count

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "slug": slug,
                "title": title,
                "about": about,
                "count": count,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        slug = d.pop("slug")

        title = d.pop("title")

        def _parse_about(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        about = _parse_about(d.pop("about"))

        count = d.pop("count")

        guide_summary = cls(
            slug=slug,
            title=title,
            about=about,
            count=count,
        )

        guide_summary.additional_properties = d
        return guide_summary

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
