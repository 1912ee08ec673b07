"""Photos of Places API (New): the reference in a place's data becomes an address that the apps can load.

Source: https://developers.google.com/maps/documentation/places/web-service/place-photos
"""

from __future__ import annotations

import re
from typing import Any, Final

from violet.ports import Failure, ProviderError
from violet.providers.fields import an_object, text
from violet.providers.google.place_reader import NAME
from violet.providers.http import Call, Transport, Upstream
from violet.providers.http.usage import Charge
from violet.settings import Settings

CHARGES: Final = (Charge("places.photo"),)
MAX_WIDTH_PX: Final = 4800
_PHOTO: Final = re.compile(r"places/[A-Za-z0-9_-]{1,255}/photos/[A-Za-z0-9_-]{1,2000}")


class GooglePhotos:
    """See `PhotosProvider`. Every picture is billed, so addresses are kept for as long as they are good."""

    name = NAME

    def __init__(self, transport: Transport, settings: Settings) -> None:
        self._transport = transport
        self._upstream = Upstream(
            name="google_photos",
            base_url=settings.google_places_base_url,
            budget_s=settings.photos_budget_s,
            read_timeout_s=settings.photos_budget_s * 0.6,
            cache_ttl_s=settings.photo_cache_ttl_s,
            secret_headers={"X-Goog-Api-Key": settings.google_api_key or ""},
        )

    def address(self, photo: str, *, width_px: int) -> str:
        if not _PHOTO.fullmatch(photo):
            raise ProviderError(self._upstream.name, Failure.NOT_FOUND)
        params = {"maxWidthPx": str(max(1, min(width_px, MAX_WIDTH_PX))), "skipHttpRedirect": "true"}
        call = Call("GET", f"/v1/{photo}/media", parse=_address, params=params, charges=CHARGES)
        return self._transport.fetch(self._upstream, call)


def _address(body: Any) -> str:
    address = text(an_object(body)["photoUri"])
    if not address.startswith("https://"):
        raise ValueError("not an https address")
    return address
