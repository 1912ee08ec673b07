"""The app factory: an ordered list of what gets wired to what. No I/O happens here."""

from __future__ import annotations

from violet import cli
from violet.api import register_api
from violet.api.support.browsers import register_cors
from violet.api.support.campuses import register_campuses
from violet.api.support.compression import register_compression
from violet.api.support.documentation import DocumentedApp
from violet.api.support.error_handlers import register_error_handlers
from violet.api.support.guards import register_guards
from violet.api.support.json import OrjsonProvider
from violet.api.support.languages import register_languages
from violet.api.support.limits import register_limits, register_view_limits
from violet.api.support.request_context import register_request_hooks
from violet.api.support.security_headers import register_security
from violet.container import Container
from violet.database import MIGRATIONS, use_everywhere
from violet.extensions import db, lend_engine, migrate
from violet.flask_config import cors_options, flask_config
from violet.jobs.background import run_jobs_here
from violet.observability.logging import configure_logging
from violet.production import load_settings, require_safe
from violet.served import ServedCampuses
from violet.settings import Settings
from violet.web.links import link_pages
from violet.web.page import web
from violet.wiring import build_container, renewals


def create_app(settings: Settings | None = None, *, container: Container | None = None) -> DocumentedApp:
    """The WSGI app for `settings` (the environment's where None). Tests may hand in a `container` of their own.

    Raises UnsafeConfiguration where the settings are not fit for production and this is production.
    """
    settings = settings or load_settings()
    require_safe(settings)
    configure_logging(settings)
    app = DocumentedApp("violet")
    container = container or build_container(settings)
    app.config.from_mapping(flask_config(settings, container.store))
    app.json = OrjsonProvider(app)
    app.url_map.merge_slashes = False  # or `//v1` is sent on to whatever Host the caller named
    app.extensions["violet"] = container
    app.extensions["violet_served"] = ServedCampuses(container, renewals(settings, container.campuses))

    db.init_app(app)
    lend_engine(app, container.engine)
    use_everywhere(container.engine)
    migrate.init_app(app, db, directory=str(MIGRATIONS))
    register_cors(app, cors_options(settings))

    register_compression(app)
    register_request_hooks(app)
    register_security(app, settings)  # first of those that read a body: it tells one whose chunks are none
    register_languages(app)
    register_limits(app)
    register_guards(app)
    register_campuses(app)
    register_view_limits(app)
    register_error_handlers(app)
    register_api(app)
    app.register_blueprint(web)
    app.register_blueprint(link_pages)
    cli.register(app)
    if settings.redis_url is None:
        run_jobs_here(container)
    return app
