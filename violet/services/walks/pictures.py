"""Pictures of routes: kept for a day under an id that cannot be guessed, drawn when somebody asks."""

from __future__ import annotations

import io
import secrets
from collections.abc import Sequence
from xml.sax.saxutils import escape

from violet.errors import NotFound
from violet.routing.picture import HEIGHT, WIDTH, Picture, Pixels, picture_of
from violet.routing.streets import Streets
from violet.services.walks.sealed import SealedWays
from violet.services.walks.walk_ports import FoundRoute

KIND = "route"
GONE = "This picture is gone: pictures of routes are kept for a day."
# Drawn so much larger, then made small: Pillow draws no smooth lines by itself.
FINER = 2
# A map has few; a third of the bytes.
COLORS = 48
LAND, WATER, STREET, MAIN_STREET, ROUTE, CASING, WORDS = (
    "#f5f2ec", "#bcd8e8", "#ddd6c9", "#cbc1ae", "#57068c", "#ffffff", "#5b554b",
)  # fmt: skip
STREET_PX, MAIN_STREET_PX, ROUTE_PX, CASING_PX = 1.2, 2.4, 5.0, 9.0
END_PX, STOP_PX = 8.0, 6.0


def keep(kept: SealedWays, route: FoundRoute) -> str:
    """Keeps the line of a route for a day, and returns the id of its picture."""
    route_id = secrets.token_urlsafe(12)
    line = [(round(lat, 5), round(lng, 5)) for lat, lng in route.polyline]
    stops = [card.location for card in route.stops if card.location is not None]
    kept.keep(KIND, route_id, {"line": line, "stops": [(round(one.lat, 5), round(one.lng, 5)) for one in stops]})
    return route_id


def picture(kept: SealedWays, streets: Streets, route_id: str) -> Picture:
    """Raises NotFound where there is no such route, or no more."""
    known = kept.read(KIND, route_id)
    if known is None:
        raise NotFound(GONE)
    return picture_of(known["line"], known["stops"], streets.graph if streets.known else None)


def picture_of_route(route: FoundRoute, streets: Streets) -> Picture:
    """The same of a route that is at hand."""
    stops = [(card.location.lat, card.location.lng) for card in route.stops if card.location is not None]
    return picture_of(route.polyline, stops, streets.graph if streets.known else None)


def svg(drawn: Picture) -> str:
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        'role="img"><title>The route on a map</title>',
        f'<rect width="100%" height="100%" fill="{LAND}"/>',
        *(f'<polygon points="{_points(area)}" fill="{WATER}"/>' for area in drawn.water),
        _svg_lines(drawn.streets, STREET, STREET_PX),
        _svg_lines(drawn.main_streets, MAIN_STREET, MAIN_STREET_PX),
        _svg_lines([drawn.route], CASING, CASING_PX),
        _svg_lines([drawn.route], ROUTE, ROUTE_PX),
        *(_svg_dot(at, STOP_PX, CASING, ROUTE) for at in drawn.stops),
        _svg_dot(drawn.route[0], END_PX, CASING, ROUTE),
        _svg_dot(drawn.route[-1], END_PX, ROUTE, CASING),
    ]
    if drawn.credit:
        lines.append(
            f'<text x="{WIDTH - 6}" y="{HEIGHT - 6}" text-anchor="end" font-family="sans-serif" font-size="10" '
            f'fill="{WORDS}">{escape(drawn.credit)}</text>'
        )
    return "\n".join([*lines, "</svg>\n"])


def png(drawn: Picture) -> bytes:
    """The same as a PNG of 640 by 400 pixels."""
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), LAND)
    pen = ImageDraw.Draw(image)

    def line(points: Pixels, color: str, width: float) -> None:
        pen.line([(x * FINER, y * FINER) for x, y in points], fill=color, width=round(width * FINER), joint="curve")

    def dot(at: tuple[float, float], radius: float, fill: str, edge: str) -> None:
        pen.circle((at[0] * FINER, at[1] * FINER), radius * FINER, fill=fill, outline=edge, width=3 * FINER)

    for area in drawn.water:
        pen.polygon([(x * FINER, y * FINER) for x, y in area], fill=WATER)
    for lines, color, width in ((drawn.streets, STREET, STREET_PX), (drawn.main_streets, MAIN_STREET, MAIN_STREET_PX)):
        for points in lines:
            line(points, color, width)
    line(drawn.route, CASING, CASING_PX)
    line(drawn.route, ROUTE, ROUTE_PX)
    for at in drawn.stops:
        dot(at, STOP_PX, CASING, ROUTE)
    dot(drawn.route[0], END_PX, CASING, ROUTE)
    dot(drawn.route[-1], END_PX, ROUTE, CASING)
    corner = ((WIDTH - 6) * FINER, (HEIGHT - 6) * FINER)
    pen.text(corner, drawn.credit, fill=WORDS, anchor="rs", font=ImageFont.load_default(10 * FINER))
    written = io.BytesIO()
    small = image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    small.quantize(COLORS, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()


def _svg_lines(lines: Sequence[Pixels], color: str, width: float) -> str:
    paths = "".join(f"M{_points(points)}" for points in lines if points)
    style = f'stroke="{color}" stroke-width="{width:g}" stroke-linecap="round" stroke-linejoin="round"'
    return f'<path d="{paths}" fill="none" {style}/>' if paths else ""


def _svg_dot(at: tuple[float, float], radius: float, fill: str, edge: str) -> str:
    return f'<circle cx="{at[0]:g}" cy="{at[1]:g}" r="{radius:g}" fill="{fill}" stroke="{edge}" stroke-width="3"/>'


def _points(points: Pixels) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in points)
