"""The OpenAPI document against the server: whatever fits the document or just misses it, no answer is a 5xx, and every
answer is what the document says, with the errors in the one shape."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import schemathesis
from schemathesis import Case, GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.specs.openapi.schemas import OpenApiSchema

from tests.api.people import sign_up
from tests.conftest import make_settings
from violet.api.support.documentation import DocumentedApp
from violet.app import create_app
from violet.extensions import db

EXAMPLES = 8
# What a server with no keys rightly says it does not have.
UNAVAILABLE = ("/api/v1/weather", "/api/v1/calendar/google", "/api/v1/calendar/ical")
CHECKS: list[Any] = [
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
SETTINGS = hypothesis.settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(hypothesis.HealthCheck),
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
)


def operations() -> list[tuple[str, str]]:
    """Method and path of everything in the document."""
    paths = create_app(make_settings(database_url="sqlite://")).api_doc["paths"]
    return [(method, path) for path, item in paths.items() for method in item]


@pytest.fixture(scope="module")
def server(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DocumentedApp]:
    """One server and database for all of them: nothing here depends on what was asked before."""
    path = tmp_path_factory.mktemp("fuzz") / "violet.db"
    path.write_bytes(_sqlite_template.read_bytes())
    app = create_app(make_settings(database_url=f"sqlite:///{path}"))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="module")
def document(server: DocumentedApp) -> OpenApiSchema:
    return schemathesis.openapi.from_wsgi("/api/docs/openapi.json", server)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize(("method", "path"), operations())
def test_an_operation_keeps_its_word(
    server: DocumentedApp, document: OpenApiSchema, method: str, path: str, mode: GenerationMode
):
    """`positive` input fits the document, `negative` input does not. Asked as a stranger and as somebody with an account."""
    person = sign_up(server.test_client())

    @SETTINGS
    @hypothesis.given(case=document[path][method].as_strategy(generation_mode=mode))
    def ask(case: Case[Any]) -> None:
        for headers in ({}, person.headers):  # the transport for tests does not inflate what is compressed
            answer = case.call(headers={"Accept-Encoding": "identity"} | headers)
            case.validate_response(answer, checks=CHECKS)
            assert answer.status_code < 500 or (answer.status_code == 503 and path.startswith(UNAVAILABLE))
            if answer.status_code >= 400:
                body = answer.json()
                assert {"error", "code", "request_id"} <= set(body)
                assert body["error"].endswith((".", "?", "!"))

    try:
        ask()
    except hypothesis.errors.Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE, "an operation that takes nothing cannot be asked wrongly"
