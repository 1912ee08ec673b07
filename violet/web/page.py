"""The page's addresses: the page itself, its files, its map, and what makes it installable."""

from __future__ import annotations

import html
from collections.abc import Mapping
from functools import lru_cache

import orjson
from flask import Blueprint, Response, current_app, request

from violet import __version__
from violet.api.support.guards import public
from violet.api.support.limits import limits
from violet.api.support.request_context import container
from violet.campus.loader import CAMPUSES
from violet.container import Container
from violet.errors import NotFound
from violet.services.events.pictures import event_picture
from violet.services.places.photos import picture
from violet.settings import Settings
from violet.web.campus_map import attribution, campus_map
from violet.web.files import ADMIN, FIRST, FIRST_VENDOR, File, own, page_source, vendored

web = Blueprint("web", __name__)

FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
# A card's photo has the same address all day long.
PICTURE_S = 24 * 3600
TEXTS = ("en", "es", "zh")
# What the page shows only where the server offers it, by the end of a route's address.
OFFERS = {
    "history": "/chat/history",
    "feedback": "/feedback",
    "saved": "/saved",
    "safety": "/safety",
    "affinity": "/user/affinity",
    "rooms": "/rooms",
    "walks": "/walks",
    "reports": "/reports",
    "guides": "/guides",
}


@web.get("/", strict_slashes=False)  # or an empty path is sent on to whatever Host the caller named
@public
@limits.page
def get_index() -> Response:
    """The page."""
    return _page()


@web.get("/admin")
@public
@limits.page
def get_admin() -> Response:
    """The page of editors, moderators and administrators: the same for everybody, as what it shows the API gives."""
    made = container()
    response = _sent(File(_admin(_config(made), made.campus.name), "text/html; charset=utf-8"), ASK_AGAIN)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@web.get("/assets/<version>/<path:name>")
@public
@limits.page
def get_asset(version: str, name: str) -> Response:
    """A file of this version of the page. It never changes: another version has another address."""
    for bundle in (own(), vendored()):
        if bundle.root == f"/assets/{version}" and name in bundle.files:
            return _sent(bundle.files[name], FOR_EVER)
    raise NotFound


@web.get("/assets/map/<campus_id>/<int:version>.json")
@public
@limits.page
def get_map(campus_id: str, version: int) -> Response:
    """A campus's streets, parks, water and places."""
    made = container()
    if campus_id not in made.campuses or version != made.at(campus_id).campus.version:
        raise NotFound
    return _sent(_map_of(made.at(campus_id)), FOR_EVER)


@web.get("/photos/<token>")
@public
@limits.photos
def get_picture(token: str) -> Response:
    """A card's photo, which the page loads from here alone."""
    found = picture(container().photo_links, token)
    return _sent(File(found.content, found.type), f"private, max-age={PICTURE_S}")


@web.get("/photos/events/<int:event_id>")
@public
@limits.photos
def get_event_picture(event_id: int) -> Response:
    """The picture of an event, as its source names it; whoever asks can name no other."""
    ports = container()
    found = event_picture(ports.events, ports.pictures, event_id)
    return _sent(File(found.content, found.type), f"private, max-age={PICTURE_S}")


@web.get("/manifest.webmanifest")
@public
@limits.page
def get_manifest() -> Response:
    """What makes the page installable."""
    campus, root = container().campus, own().root
    manifest = {
        "name": f"{campus.persona.name} · {campus.name}",
        "short_name": campus.persona.name,
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#14101f",
        "theme_color": "#57068c",
        "icons": [
            {"src": f"{root}/icon-192.png", "sizes": "192x192", "type": "image/png", "purpose": "any maskable"},
            {"src": f"{root}/icon-512.png", "sizes": "512x512", "type": "image/png", "purpose": "any maskable"},
            {"src": f"{root}/icon.svg", "sizes": "any", "type": "image/svg+xml"},
        ],
    }
    return _sent(File(orjson.dumps(manifest), "application/manifest+json"), ASK_AGAIN)


@web.get("/sw.js")
@public
@limits.page
def get_service_worker() -> Response:
    """The service worker, which keeps this version's shell for when there is no network."""
    shell = (name for name in own().files if not name.startswith(ADMIN))
    lazy = [name for name in shell if name not in FIRST and name.endswith((".js", ".json"))]
    files = [f"{own().root}/{name}" for name in (*FIRST, *lazy)] + [
        f"{vendored().root}/{name}" for name in FIRST_VENDOR
    ]
    source = page_source("sw.js").replace("@version@", own().root.rpartition("/")[2])
    source = source.replace("@files@", orjson.dumps(files).decode())
    return _sent(File(source.encode(), "text/javascript; charset=utf-8"), ASK_AGAIN)


def _page() -> Response:
    """Of the campus that the address names, where it is served; else of the default."""
    made, named = container(), request.args.get("campus", "")
    if named in made.campuses:
        made = made.at(named)
    written = _written(_config(made), made.campus.persona.name, made.campus.name)
    return _sent(File(written, "text/html; charset=utf-8"), ASK_AGAIN)


@lru_cache(maxsize=8)
def _written(config: bytes, persona: str, campus: str) -> bytes:
    """The document."""
    links = [f'<link rel="modulepreload" href="{own().root}/{name}">' for name in FIRST if name.endswith(".js")]
    links += [f'<link rel="modulepreload" href="{vendored().root}/{name}">' for name in FIRST_VENDOR]
    filled = {
        "@title@": html.escape(f"{persona} · {campus}"),
        "@description@": html.escape(f"Where to study, eat and go around {campus}."),
        "@persona@": html.escape(persona),
        "@campus@": html.escape(campus),
        "@preload@": "\n".join(links),
        "@config@": _harmless(config),
    }
    return _filled("index.html", filled)


@lru_cache(maxsize=8)
def _admin(config: bytes, campus: str) -> bytes:
    return _filled("admin/index.html", {"@campus@": html.escape(campus), "@config@": _harmless(config)})


def _harmless(config: bytes) -> str:
    """What is data in a script element cannot end it: every `<` is written by its number."""
    return config.decode().replace("<", "\\u003c")


def _filled(name: str, texts: Mapping[str, str]) -> bytes:
    source = page_source(name)
    for mark, text in texts.items():
        source = source.replace(mark, text)
    return source.encode()


def _config(made: Container) -> bytes:
    """What the page has to know before it asks anything."""
    campus, settings = made.campus, made.settings
    rules = [rule.rule for rule in current_app.url_map.iter_rules() if rule.rule.startswith("/api/v1/")]
    offers = {name: any(rule.endswith(end) for rule in rules) for name, end in OFFERS.items()}
    config = {
        "title": f"{campus.persona.name} · {campus.name}",
        "persona": campus.persona.name,
        "version": __version__,
        "own": own().root,
        "vendor": vendored().root,
        "texts": TEXTS,
        "webpush_key": made.webpush_key,
        "realtime": _realtime(settings),
        "offers": offers | {"weather": settings.openweather_key is not None, "pictures": made.photos is not None},
        "campus": {
            "id": campus.id,
            "chosen": request.args.get("campus") == campus.id,
            "name": campus.name,
            "site": campus.sites[0].name,
            "timezone": campus.timezone,
            "units": campus.units,
            "location": {"lat": campus.home.lat, "lng": campus.home.lng},
        },
        "campuses": [{"id": one.id, "name": one.name} for one in made.campuses.values()],
        "map": {
            "data": f"/assets/map/{campus.id}/{campus.version}.json",
            "attribution": attribution(made.streets),
            "tiles": settings.map_tiles_url,
            "tiles_attribution": settings.map_tiles_attribution,
        },
    }
    return orjson.dumps(config)


def _realtime(settings: Settings) -> str | None:
    """Where the process is that tells at once: behind the same address in production, on a port of its own elsewhere.
    None where there is none, which is without Redis."""
    if settings.redis_url is None:
        return None
    return "" if settings.production else f"http://127.0.0.1:{settings.realtime_port}"


def _map_of(made: Container) -> File:
    folder = (made.settings.campuses_dir or CAMPUSES) / made.campus.id
    return campus_map(made.campus, made.streets, folder)


def _sent(file: File, kept: str) -> Response:
    packed = file.compressed if request.accept_encodings["gzip"] and not file.type.startswith("image/") else None
    response = Response(packed or file.content, content_type=file.type)
    if packed:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = kept
    if kept == ASK_AGAIN:
        response.add_etag()
        response.make_conditional(request)
    return response
