"""POST /api/graphql, where GRAPHQL is on."""

from __future__ import annotations

from typing import Annotated, Any

from flask_openapi3 import APIBlueprint, Tag
from pydantic import Field, StringConstraints

from violet.api.graph.execution import OFF, Asked, answer
from violet.api.schemas.common import ApiModel
from violet.api.support.documentation import OPTIONAL_USER, errors
from violet.api.support.guards import optional_user
from violet.api.support.limits import limits
from violet.api.support.openapi import operation_id
from violet.api.support.request_context import container
from violet.errors import NotFound

graphql_api = APIBlueprint(
    "graphql",
    __name__,
    operation_id_callback=operation_id,
    abp_tags=[Tag(name="graphql")],
    abp_security=OPTIONAL_USER,
    abp_responses=errors(400, 404, 429),
)


class GraphQLBody(ApiModel):
    """One query. There are no mutations and no subscriptions."""

    query: Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
    variables: dict[str, Any] | None = None
    operation_name: Annotated[str, Field(max_length=200)] | None = Field(default=None, alias="operationName")


class GraphQLErrorBody(ApiModel):
    message: str
    path: list[str | int] | None = None
    extensions: dict[str, Any] | None = None


class GraphQLAnswer(ApiModel):
    """`errors` is left out where every field could be answered."""

    data: dict[str, Any] | None
    errors: list[GraphQLErrorBody] | None = None


@graphql_api.post("/graphql", responses={200: GraphQLAnswer})
@optional_user
@limits.quick
def post_graphql(body: GraphQLBody) -> dict[str, Any]:
    """Campuses, places, events, guides and one's own things, in one question; read only. Off unless the setting GRAPHQL
    is on. Depth 8, 10 aliases, 200 fields and 1,000 tokens at the most."""
    settings = container().settings
    if settings.graphql == "off":
        raise NotFound(OFF)
    asked = Asked(body.query, body.variables or {}, body.operation_name)
    return answer(asked, introspection=not settings.production)
