"""HTTP: parse, call one service function, serialize. Served under /api/v1 and, for the apps in the field, /api."""

from __future__ import annotations

from flask_openapi3 import APIBlueprint, OpenAPI

from violet.api.admin import admin_api
from violet.api.auth import auth_api
from violet.api.calendar import calendar_api
from violet.api.campuses import campuses_api
from violet.api.chat import chat_api
from violet.api.contacts import contacts_api
from violet.api.content import content_api
from violet.api.dashboard import dashboard_api
from violet.api.directions import directions_api
from violet.api.events import events_api
from violet.api.graphql import graphql_api
from violet.api.health import health_api
from violet.api.jobs import jobs_api
from violet.api.loops import loops_api
from violet.api.metrics import metrics_api
from violet.api.moderation import moderation_api
from violet.api.notifications import notifications_api
from violet.api.page_session import page_session_api
from violet.api.people import people_api
from violet.api.photos import photos_api
from violet.api.polls import polls_api
from violet.api.quick import quick_api
from violet.api.rooms import rooms_api
from violet.api.routes import routes_api
from violet.api.safety import safety_api
from violet.api.saved import saved_api
from violet.api.support.docs import docs_api
from violet.api.users import users_api
from violet.api.walks import walks_api
from violet.api.weather import weather_api

VERSIONED: tuple[APIBlueprint, ...] = (
    auth_api,
    page_session_api,
    users_api,
    chat_api,
    quick_api,
    weather_api,
    directions_api,
    routes_api,
    loops_api,
    photos_api,
    events_api,
    calendar_api,
    dashboard_api,
    campuses_api,
    graphql_api,
    jobs_api,
    notifications_api,
    rooms_api,
    polls_api,
    contacts_api,
    walks_api,
    admin_api,
    people_api,
    moderation_api,
    content_api,
    saved_api,
    safety_api,
)
VERSION_PREFIX = "/api/v1"
ALIAS_PREFIX = "/api"


def register_api(app: OpenAPI) -> None:
    """The documented paths are the versioned ones; the alias serves the same view functions."""
    app.register_api(health_api)
    app.register_api(metrics_api)
    app.register_api(docs_api)
    for blueprint in VERSIONED:
        own_prefix, own_paths = blueprint.url_prefix or "", blueprint.paths
        app.register_blueprint(blueprint, name=f"{blueprint.name}_alias", url_prefix=ALIAS_PREFIX + own_prefix)
        app.register_api(blueprint, url_prefix=VERSION_PREFIX + own_prefix)
        # flask-openapi3 writes the prefix into the blueprint, which the next app made in this process would add to.
        blueprint.url_prefix, blueprint.paths = own_prefix, own_paths
