from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.campus_body_units import CampusBodyUnits

if TYPE_CHECKING:
    from ..models.location import Location
    from ..models.site_body import SiteBody


T = TypeVar("T", bound="CampusBody")


@_attrs_define
class CampusBody:
    """`timezone` is what times are told in, `units` ways and temperatures, `languages` (ISO 639) what is spoken;
    `location` is that of the first site.

        Attributes:
            id (str):
            name (str):
            city (str):
            timezone (str):
            country (str):
            units (CampusBodyUnits):
            languages (list[str]):
            location (Location): Exactly two numbers: the iOS app loses the pin where there is anything else.
            sites (list[SiteBody]):
    """

    id: str
    name: str
    city: str
    timezone: str
    country: str
    units: CampusBodyUnits
    languages: list[str]
    location: Location
    sites: list[SiteBody]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        city = self.city

        timezone = self.timezone

        country = self.country

        units = self.units.value

        languages = self.languages

        location = self.location.to_dict()

        sites = []
        for sites_item_data in self.sites:
            sites_item = sites_item_data.to_dict()
            sites.append(sites_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "city": city,
                "timezone": timezone,
                "country": country,
                "units": units,
                "languages": languages,
                "location": location,
                "sites": sites,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.location import Location
        from ..models.site_body import SiteBody

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        city = d.pop("city")

        timezone = d.pop("timezone")

        country = d.pop("country")

        units = CampusBodyUnits(d.pop("units"))

        languages = cast("list[str]", d.pop("languages"))

        location = Location.from_dict(d.pop("location"))

        sites = []
        _sites = d.pop("sites")
        for sites_item_data in _sites:
            sites_item = SiteBody.from_dict(sites_item_data)

            sites.append(sites_item)

        campus_body = cls(
            id=id,
            name=name,
            city=city,
            timezone=timezone,
            country=country,
            units=units,
            languages=languages,
            location=location,
            sites=sites,
        )

        campus_body.additional_properties = d
        return campus_body

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
