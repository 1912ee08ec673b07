"""The app factory: an ordered list of what gets wired to what. No I/O happens here."""

from __future__ import annotations

from violet import cli
from violet.api import register_api
from violet.api.support.browsers import register_cors
from violet.api.support.documentation import DocumentedApp
from violet.api.support.error_handlers import register_error_handlers
from violet.api.support.guards import register_guards
from violet.api.support.json import OrjsonProvider
from violet.api.support.limits import register_limits
from violet.api.support.request_context import register_request_hooks
from violet.api.support.security_headers import register_security
from violet.database import MIGRATIONS
from violet.extensions import db, migrate
from violet.observability.logging import configure_logging
from violet.production import load_settings, require_safe
from violet.services.deps import Deps
from violet.settings import Settings
from violet.wiring import build_deps, cors_options, flask_config


def create_app(settings: Settings | None = None, *, deps: Deps | None = None) -> DocumentedApp:
    """The WSGI app for `settings` (the environment's where None). Tests may hand in `deps` of their own.

    Raises UnsafeConfiguration where the settings are not fit for production and this is production.
    """
    settings = settings or load_settings()
    require_safe(settings)
    configure_logging(settings)
    app = DocumentedApp("violet")
    deps = deps or build_deps(settings)
    app.config.from_mapping(flask_config(settings, deps.store))
    app.json = OrjsonProvider(app)
    app.extensions["violet"] = deps

    db.init_app(app)
    migrate.init_app(app, db, directory=str(MIGRATIONS))
    register_cors(app, cors_options(settings))

    register_request_hooks(app)
    register_security(app, settings)
    register_limits(app)
    register_guards(app)
    register_error_handlers(app)
    register_api(app)
    cli.register(app)
    return app
