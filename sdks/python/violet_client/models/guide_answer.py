from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.guide_card import GuideCard


T = TypeVar("T", bound="GuideAnswer")


@_attrs_define
class GuideAnswer:
    """
    Attributes:
        slug (str):
        title (str):
        about (None | str):
        places (list[GuideCard]):
    """

    slug: str
    title: str
    about: str | None
    places: list[GuideCard]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        slug = self.slug

        title = self.title

        about: str | None
        about = self.about

        places = []
        for places_item_data in self.places:
            places_item = places_item_data.to_dict()
            places.append(places_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "slug": slug,
                "title": title,
                "about": about,
                "places": places,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.guide_card import GuideCard

        d = dict(src_dict)
        slug = d.pop("slug")

        title = d.pop("title")

        def _parse_about(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        about = _parse_about(d.pop("about"))

        places = []
        _places = d.pop("places")
        for places_item_data in _places:
            places_item = GuideCard.from_dict(places_item_data)

            places.append(places_item)

        guide_answer = cls(
            slug=slug,
            title=title,
            about=about,
            places=places,
        )

        guide_answer.additional_properties = d
        return guide_answer

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
