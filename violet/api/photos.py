"""Photos of places, by signed address."""

from __future__ import annotations

from flask import redirect
from flask_openapi3 import APIBlueprint, Tag
from werkzeug import Response

from violet.api.schemas.surroundings import PhotoPath
from violet.api.support.documentation import errors
from violet.api.support.guards import public
from violet.api.support.limits import limits
from violet.api.support.openapi import operation_id
from violet.api.support.request_context import container
from violet.services.places.photos import photo_address

photos_api = APIBlueprint(
    "photos",
    __name__,
    operation_id_callback=operation_id,
    url_prefix="/photos",
    abp_tags=[Tag(name="photos")],
    abp_responses=errors(403, 404, 429, 503),
)

# The picture's own address is short-lived; apps may go straight to it for this long.
MAX_AGE_S = 900


@photos_api.get("/<token>", responses={302: {"description": "The picture is at this address."}})
@public
@limits.photos
def get_photo(path: PhotoPath) -> Response:
    """Redirect to the picture."""
    response = redirect(photo_address(container().photo_links, path.token))
    response.headers["Cache-Control"] = f"private, max-age={MAX_AGE_S}"
    return response
