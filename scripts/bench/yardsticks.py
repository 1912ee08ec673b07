"""What Flask itself can do here: an app that says hello, and one that makes a turn's upstream calls and nothing else.

Both run under the server's own gunicorn.conf.py, so that a ratio compares code and not configuration.
"""

from __future__ import annotations

import os

import requests
from flask import Flask, Response, jsonify
from requests.adapters import HTTPAdapter

hello = Flask("hello")
upstreams = Flask("upstreams")

_session = requests.Session()
_session.mount("http://", HTTPAdapter(pool_connections=8, pool_maxsize=256))
_TIMEOUT_S = 30
_CORNER = {"latitude": 40.7295, "longitude": -73.9965}


@hello.get("/")
def say_hello() -> Response:
    return jsonify(hello="world")


@upstreams.get("/health")
def health() -> Response:
    return jsonify(status="ok")


@upstreams.post("/")
def call_them() -> Response:
    """One places search, one route matrix, one weather, one generated reply: the calls of a cold turn."""
    places = _post("GOOGLE_PLACES_BASE_URL", "/v1/places:searchNearby", _search(), mask="places.id,places.displayName")
    matrix = _post(
        "GOOGLE_ROUTES_BASE_URL", "/distanceMatrix/v2:computeRouteMatrix", _matrix(), mask="originIndex,duration"
    )
    weather = _session.get(
        os.environ["OPENWEATHER_BASE_URL"] + "/data/2.5/weather",
        params={"lat": "40.73", "lon": "-74.00", "units": "imperial", "appid": os.environ["OPENWEATHER_KEY"]},
        timeout=_TIMEOUT_S,
    )
    weather.raise_for_status()
    reply = _post("GEMINI_BASE_URL", f"/v1beta/models/{os.environ['GEMINI_MODEL']}:generateContent", _prompt())
    return jsonify(places=len(places.content), matrix=len(matrix.content), reply=len(reply.content))


def _post(base: str, path: str, body: object, *, mask: str | None = None) -> requests.Response:
    gemini = base == "GEMINI_BASE_URL"
    headers = {"x-goog-api-key": os.environ["GEMINI_API_KEY" if gemini else "GOOGLE_API_KEY"]}
    if mask:
        headers["X-Goog-FieldMask"] = mask
    response = _session.post(os.environ[base] + path, json=body, headers=headers, timeout=_TIMEOUT_S)
    response.raise_for_status()
    return response


def _search() -> dict[str, object]:
    return {
        "includedTypes": ["cafe"],
        "maxResultCount": 20,
        "locationRestriction": {"circle": {"center": _CORNER, "radius": 1200.0}},
    }


def _matrix() -> dict[str, object]:
    waypoint = {"waypoint": {"location": {"latLng": _CORNER}}}
    return {"origins": [waypoint], "destinations": [waypoint] * 3, "travelMode": "WALK"}


def _prompt() -> dict[str, object]:
    return {"contents": [{"role": "user", "parts": [{"text": "Three cafes, in two sentences. " * 40}]}]}
