"""The API page and its document: complete, and working with no internet."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from tests.conftest import make_settings
from violet.settings import Settings


@pytest.fixture
def settings(sqlite_database: str) -> Settings:
    return make_settings(database_url=sqlite_database)


def test_the_page_loads_only_what_this_server_serves(client: FlaskClient):
    moved = client.get("/api/docs")
    assert moved.headers["Location"].endswith("/api/docs/")
    page = client.get("/api/docs/")
    assert page.status_code == 200
    assert page.mimetype == "text/html"
    assert re.findall(r"https?:|//\w", page.text) == []
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert {name.rpartition(".")[2] for name in loaded} == {"js", "css", "svg"}
    for name in loaded:
        with client.get(f"/api/docs/{name}") as answer:
            assert answer.status_code == 200
            assert len(answer.data) > 500
    assert '"openapi.json"' in page.text


def test_nothing_on_the_page_may_call_another_server(client: FlaskClient):
    """The browser is told to refuse it, and the viewer's badge, which would try, is switched off."""
    page = client.get("/api/docs/")
    policy = page.headers["Content-Security-Policy"]
    sources = {word for part in policy.split(";") for word in part.split()[1:]}
    assert sources <= {"'self'", "'unsafe-inline'", "'none'", "data:"}
    assert "default-src 'self'" in policy
    assert '"validatorUrl":null' in page.text


@pytest.mark.parametrize("name", ["../__init__.py", "%2e%2e/__init__.py", "js/../../__init__.py", "js", "nothing.js"])
def test_only_the_viewers_files_are_served(client: FlaskClient, name: str):
    answer = client.get(f"/api/docs/swagger/{name}")
    assert answer.status_code == 404
    assert answer.get_json()["code"] == "not_found"


def test_the_document_is_openapi_3_1_and_every_reference_in_it_leads_somewhere(client: FlaskClient):
    document = client.get("/api/docs/openapi.json").get_json()
    assert document["openapi"].startswith("3.1.")
    schemas = document["components"]["schemas"]
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    referred = set(re.findall(r"#/components/schemas/([\w.-]+)", client.get("/api/docs/openapi.json").text))
    assert referred <= set(schemas)
    operations = [operation for item in document["paths"].values() for operation in item.values()]
    assert len({operation["operationId"] for operation in operations}) == len(operations)
    assert all(operation["summary"] for operation in operations)


def test_every_operation_says_how_it_answers_when_all_is_well_and_when_not(client: FlaskClient):
    document = client.get("/api/docs/openapi.json").get_json()
    for path, item in document["paths"].items():
        for method, operation in item.items():
            responses = operation["responses"]
            assert any(status[0] in "23" for status in responses), (path, method)
            for status, response in responses.items():
                if status == "default" or status[0] in "45":
                    schema = response["content"]["application/json"]["schema"]
                    assert schema["$ref"].endswith(("/ErrorBody", "/HealthRefusal")), (path, method, status)
