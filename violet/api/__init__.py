"""HTTP: parse, call one service function, serialise. Served under /api/v1 and, for the apps in the field, /api."""

from __future__ import annotations

from flask_openapi3 import APIBlueprint, OpenAPI

from violet.api.health import health_api
from violet.api.metrics import metrics_api

VERSIONED: tuple[APIBlueprint, ...] = ()
VERSION_PREFIX = "/api/v1"
ALIAS_PREFIX = "/api"


def register_api(app: OpenAPI) -> None:
    """The documented paths are the versioned ones; the alias serves the same view functions."""
    app.register_api(health_api)
    app.register_api(metrics_api)
    for blueprint in VERSIONED:
        own_prefix = blueprint.url_prefix or ""
        app.register_blueprint(blueprint, name=f"{blueprint.name}_alias", url_prefix=ALIAS_PREFIX + own_prefix)
        app.register_api(blueprint, url_prefix=VERSION_PREFIX + own_prefix)
