"""Routes with reasons, loops, and stations nearby."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from flask import Response
from flask_openapi3 import APIBlueprint, Tag

from violet.api.schemas.routes import (
    EndBody,
    LoopAnswer,
    LoopBody,
    NearbyQuery,
    PicturePath,
    RoutesAnswer,
    RoutesBody,
    StationsAnswer,
    named_loop_wire,
    route_wire,
    station_wire,
)
from violet.api.support.documentation import errors
from violet.api.support.guards import public
from violet.api.support.limits import caller_key, limits
from violet.api.support.loop_links import loop_by_link
from violet.api.support.openapi import operation_id
from violet.api.support.request_context import container
from violet.domain.geo import LatLng
from violet.errors import NotFound
from violet.routing.picture import Picture
from violet.services.places.positions import position
from violet.services.walks import pictures, saved_loops
from violet.services.walks.find_routes import end_of, find_routes
from violet.services.walks.loops import LoopWish, length_of
from violet.services.walks.named_loops import find_named
from violet.services.walks.rides import nearby_stations
from violet.services.walks.sealed import KEPT_S
from violet.services.walks.walk_ports import End, RouteWish

SVG_ANSWER = {"content": {"image/svg+xml": {}}, "description": "A map of 640 by 400 pixels."}
PNG_ANSWER = {"content": {"image/png": {}}, "description": "A map of 640 by 400 pixels."}

routes_api = APIBlueprint(
    "routes",
    __name__,
    operation_id_callback=operation_id,
    abp_tags=[Tag(name="routes")],
    abp_responses=errors(400, 429),
)


@routes_api.post("/routes", responses={200: RoutesAnswer, **errors(404)})
@public
@limits.directions
def post_routes(body: RoutesBody) -> dict[str, Any]:
    """Ways from here to there, on foot or by transit, with what is known along them and what is not."""
    ports = container().walking
    wish = RouteWish(
        start=_end(body.from_, "from"),
        end=_end(body.to, "to"),
        at=body.at or ports.here.now(),
        via=tuple(_end(end, "via") for end in body.via),
        prefer=tuple(dict.fromkeys(body.prefer)),
        avoid_stairs="stairs" in body.avoid,
        mode=body.mode,
    )
    found = find_routes(ports, wish, who=caller_key())
    return {"routes": [route_wire(route, pictures.keep(container().loops.sealed, route)) for route in found]}


@routes_api.post("/routes/loop", responses={200: LoopAnswer, **errors(404)})
@public
@limits.directions
def post_loop(body: LoopBody) -> dict[str, Any]:
    """A round walk of about a length, past a place for each thing wished, with a name and a link to share."""
    ports = container().loops
    meters = length_of(body.minutes, body.meters)
    wish = LoopWish(_end(body.from_, "from"), meters, body.at or ports.walking.here.now(), body.wish)
    found = find_named(ports, wish, who=caller_key())
    route = named_loop_wire(found, saved_loops.link(ports, found.id))
    return {"routes": [route], "stops": route["stops"]}


@routes_api.get("/routes/<string:route_id>.svg", responses={200: SVG_ANSWER, **errors(404)})
@public
@limits.directions
def get_route_svg(path: PicturePath) -> Response:
    """A small map with the route on it, as SVG."""
    return _picture(pictures.svg(_drawn(path)), "image/svg+xml")


@routes_api.get("/routes/<string:route_id>.png", responses={200: PNG_ANSWER, **errors(404)})
@public
@limits.directions
def get_route_png(path: PicturePath) -> Response:
    """A small map with the route on it, as PNG: for notifications and previews."""
    return _picture(pictures.png(_drawn(path)), "image/png")


@routes_api.get("/transit/nearby", responses={200: StationsAnswer})
@public
@limits.directions
def get_nearby_stations(query: NearbyQuery) -> dict[str, Any]:
    """Stations nearby with their lines, the minutes on foot, and whether the operator calls them accessible."""
    found = nearby_stations(container().walking, LatLng(query.lat, query.lng))
    return {
        "stations": [station_wire(one) for one in found.stations],
        "source": found.source,
        "as_of": found.as_of,
    }


def _drawn(path: PicturePath) -> Picture:
    """Of a loop that somebody keeps for longer than a day too. Raises NotFound."""
    known = container()
    try:
        return pictures.picture(known.loops.sealed, known.walking.ways.streets, path.route_id)
    except NotFound:
        with suppress(NotFound):
            ports, loop = loop_by_link(path.route_id)
            return pictures.picture_of_route(loop.route, ports.walking.ways.streets)
        raise


def _picture(content: str | bytes, mimetype: str) -> Response:
    answer = Response(content, mimetype=mimetype)
    answer.cache_control.private = True
    answer.cache_control.max_age = KEPT_S
    return answer


def _end(body: EndBody, field: str) -> End:
    return end_of(
        container().walking, place_id=body.place_id, location=position(body.lat, body.lng), name=body.name, field=field
    )
