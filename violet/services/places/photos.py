"""Photos by way of our own address: signed, so that it serves only what we put on a card, and free of keys."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson
from itsdangerous import BadData, URLSafeSerializer
from itsdangerous.encoding import base64_encode

from violet.errors import Forbidden, NotFound, Unavailable
from violet.ports import Failure, PhotosProvider, Picture, Pictures, ProviderError
from violet.services.spending.allowance import SpendingPorts, allowance
from violet.services.working.here import Here
from violet.settings import Settings

WIDTH_PX = 800
DAY_S = 24 * 3600
# Cards are kept in conversations for a day. An address stays the same all day long, so that the apps can keep the
# picture, and is good for at least one day more.
GOOD_FOR_DAYS = 2
BAD_ADDRESS = "This photo link is not valid any more. Ask again to get a new one."
NO_PHOTO = "There is no photo here any more."
NOT_NOW = "This photo is not available right now."


@dataclass(frozen=True, slots=True)
class PhotoPorts:
    """`photos` is None where no provider has any."""

    photos: PhotosProvider | None
    pictures: Pictures
    spending: SpendingPorts


class _PlainSerializer(URLSafeSerializer):
    """A photo's name is too short to compress, and to try would take most of the time for a card."""

    def dump_payload(self, obj: Any) -> bytes:
        return base64_encode(orjson.dumps(obj))


def photo_url(settings: Settings, provider: str, photo_ref: str, *, now_s: float | None = None) -> str:
    """The `photo_url` of a card for a provider's `Place.photo`; `now_s` is Unix seconds."""
    last_day = int((time.time() if now_s is None else now_s) // DAY_S) + GOOD_FOR_DAYS
    token = _token(settings.jwt_secret, settings.jwt_secret_previous, provider, photo_ref, last_day)
    return f"{settings.public_base_url}/api/v1/photos/{token}"


def photo_address(ports: PhotoPorts, token: str) -> str:
    """Where the picture behind a signed token is. Raises Forbidden for a token that is not ours or too old, NotFound
    for a picture that is gone, Unavailable where nobody can say now."""
    provider, photo_ref = _opened(ports.spending.here, token)
    if ports.photos is None or ports.photos.name != provider:
        raise NotFound(NO_PHOTO)
    try:
        with allowance(ports.spending, None):
            return ports.photos.address(photo_ref, width_px=WIDTH_PX)
    except ProviderError as error:
        if error.failure is Failure.NOT_FOUND:
            raise NotFound(NO_PHOTO) from error
        raise Unavailable(NOT_NOW) from error


def picture(ports: PhotoPorts, token: str) -> Picture:
    """The picture itself, for who is to ask nobody but us. Raises as `photo_address` does."""
    address = photo_address(ports, token)
    try:
        return ports.pictures.fetch(address)
    except ProviderError as error:
        raise Unavailable(NOT_NOW) from error


def _opened(here: Here, token: str) -> tuple[str, str]:
    signer = _signer(here.settings.jwt_secret, here.settings.jwt_secret_previous)
    try:
        provider, photo_ref, last_day = signer.loads(token)
    except (BadData, ValueError, TypeError) as error:
        raise Forbidden(BAD_ADDRESS) from error
    if here.clock().timestamp() // DAY_S > last_day:
        raise Forbidden(BAD_ADDRESS)
    return provider, photo_ref


@lru_cache(maxsize=4096)
def _token(secret: str, previous: str | None, provider: str, photo_ref: str, last_day: int) -> str:
    """Signed once a day: the same places are on the cards of everybody nearby."""
    signed = _signer(secret, previous).dumps([provider, photo_ref, last_day])
    return signed if isinstance(signed, str) else signed.decode()


@lru_cache(maxsize=8)
def _signer(secret: str, previous: str | None) -> _PlainSerializer:
    """Old secrets still open what they signed; the last one signs."""
    return _PlainSerializer([previous, secret] if previous else [secret], salt="violet-photo")
