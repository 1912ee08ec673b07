"""The fields of `Place` by price tier, from the vendor's field lists for Nearby Search, Text Search and Place Details."""

from __future__ import annotations

from collections.abc import Iterable

from tests.simulator.names import names

ID_ONLY = names("attributions id name movedPlace movedPlaceId")
ESSENTIALS = names(
    "addressComponents addressDescriptor adrFormatAddress formattedAddress location plusCode postalAddress "
    "shortFormattedAddress types viewport"
)
PRO = names(
    "accessibilityOptions businessStatus containingPlaces displayName googleMapsLinks googleMapsUri "
    "iconBackgroundColor iconMaskBaseUri openingDate photos primaryType primaryTypeDisplayName "
    "pureServiceAreaBusiness subDestinations timeZone utcOffsetMinutes"
)
ENTERPRISE = names(
    "currentOpeningHours currentSecondaryOpeningHours regularOpeningHours regularSecondaryOpeningHours "
    "internationalPhoneNumber nationalPhoneNumber priceLevel priceRange rating userRatingCount websiteUri"
)
ATMOSPHERE = names(
    "allowsDogs curbsidePickup delivery dineIn editorialSummary evChargeAmenitySummary evChargeOptions fuelOptions "
    "generativeSummary goodForChildren goodForGroups goodForWatchingSports liveMusic menuForChildren "
    "neighborhoodSummary outdoorSeating parkingOptions paymentOptions reservable restroom reviews reviewSummary "
    "servesBeer servesBreakfast servesBrunch servesCocktails servesCoffee servesDessert servesDinner servesLunch "
    "servesVegetarianFood servesWine takeout"
)
ALL_FIELDS = ID_ONLY | ESSENTIALS | PRO | ENTERPRISE | ATMOSPHERE


def search_sku(fields: Iterable[str], *, nearby: bool) -> str:
    """What a search with this mask is billed as."""
    named = {field.partition(".")[0] for field in fields}
    if "*" in named or named & ATMOSPHERE:
        return "places.search_atmosphere"
    if named & ENTERPRISE:
        return "places.search_enterprise"
    # Nearby Search has no cheaper tier: even ids are Pro there.
    return "places.search_pro" if nearby or named - ID_ONLY else "places.search_ids"


def details_sku(fields: Iterable[str]) -> str:
    named = {field.partition(".")[0] for field in fields}
    if "*" in named or named & ATMOSPHERE:
        return "places.details_atmosphere"
    if named & ENTERPRISE:
        return "places.details_enterprise"
    if named & (PRO - {"photos"}):
        return "places.details_pro"
    return "places.details_essentials" if named & ESSENTIALS else "places.details_ids"
