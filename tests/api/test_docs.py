"""The API page and its document: complete, and working with no internet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from scripts.record_examples import NOT_RECORDED, record
from tests.architecture.source import ROOT
from tests.conftest import make_settings
from violet.api.support.openapi import examples, operations
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
                    assert schema["$ref"].endswith(("/ErrorBody", "/ChatErrorBody", "/HealthRefusal")), (
                        path,
                        method,
                        status,
                    )


@pytest.fixture
def document(client: FlaskClient) -> dict[str, Any]:
    found = client.get("/api/docs/openapi.json").get_json()
    assert isinstance(found, dict)
    return found


def everything(part: Any) -> Iterator[dict[str, Any]]:
    """Every object in the document, however deep."""
    if isinstance(part, dict):
        yield part
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from everything(inner)


def test_what_may_be_left_out_has_no_null_for_a_default(document: dict[str, Any]):
    assert [part for part in everything(document) if "default" in part and part["default"] is None] == []


def test_objects_are_told_apart_by_a_discriminator(document: dict[str, Any]):
    """Only null may stand beside an object without one."""
    loose = [
        part["anyOf"]
        for part in everything(document["components"]["schemas"])
        if sum("$ref" in choice or choice.get("type") == "object" for choice in part.get("anyOf", ())) > 1
    ]
    assert loose == []
    told_apart = [part for part in everything(document) if "oneOf" in part]
    assert len(told_apart) >= 2
    for part in told_apart:
        assert set(part["discriminator"]["mapping"].values()) == {choice["$ref"] for choice in part["oneOf"]}


def test_every_operation_has_a_name_of_its_own_and_says_who_may_call(document: dict[str, Any]):
    found = [operation for _, operation in operations(document)]
    assert all(re.fullmatch(r"[a-z]+([A-Z][a-z]*)*", operation["operationId"]) for operation in found)
    assert all("security" in operation for operation in found)
    assert document["security"] == []
    assert document["servers"][0]["url"] == "/", "the document is asked where it came from"
    assert {"postChat", "logIn", "refresh", "postPreferences", "getQuickRecs"} <= {o["operationId"] for o in found}


def test_the_chat_comes_first(document: dict[str, Any]):
    assert document["tags"][0]["name"] == "chat"
    assert next(iter(document["paths"])) == "/api/v1/chat"
    used = {tag for _, operation in operations(document) for tag in operation["tags"]}
    assert used == {tag["name"] for tag in document["tags"]}


def test_words_from_a_list_are_enums_and_moments_are_date_times(document: dict[str, Any]):
    schemas = document["components"]["schemas"]
    chat, card = schemas["ChatAnswer"]["properties"], schemas["CardBody"]["properties"]
    assert "recommend" in schemas[chat["intent"]["$ref"].rpartition("/")[2]]["enum"]
    assert {"study", "generic"} <= set(chat["vibe"]["enum"])
    assert "top" in schemas["PlacesAnswer"]["properties"]["category"]["enum"]
    assert card["start"]["anyOf"][0] == {"type": "string", "format": "date-time"}
    operating = (ROOT / "docs/operating.md").read_text().partition("## What `degraded` means")[2].partition("\n## ")[0]
    assert set(chat["degraded"]["items"]["enum"]) == set(re.findall(r"^\| `(\w+)` \|", operating, re.MULTILINE))


def test_the_stream_is_described_event_by_event(document: dict[str, Any]):
    content = document["paths"]["/api/v1/chat"]["post"]["responses"]["200"]["content"]
    schema = document["components"]["schemas"][content["text/event-stream"]["schema"]["$ref"].rpartition("/")[2]]
    assert set(schema["discriminator"]["mapping"]) == {"cards", "delta", "done", "error"}
    resumed = document["paths"]["/api/v1/chat/turns/{turn_id}/events"]["get"]["responses"]
    assert resumed["200"]["content"]["text/event-stream"] == content["text/event-stream"]
    assert "204" in resumed


def test_an_error_of_the_chat_is_described_with_its_reply(document: dict[str, Any]):
    refused = document["paths"]["/api/v1/chat"]["post"]["responses"]["400"]["content"]["application/json"]["schema"]
    assert "reply" in document["components"]["schemas"][refused["$ref"].rpartition("/")[2]]["required"]


def test_every_operation_has_a_real_example_that_fits(document: dict[str, Any]):
    registry: Registry[Any] = Registry().with_resource("urn:document", DRAFT202012.create_resource(document))

    def fits(schema: Any, value: Any) -> None:
        pointed = re.sub(r"#/components", "urn:document#/components", str(schema.get("$ref", "")))
        checked = {"$ref": pointed} if pointed else schema
        Draft202012Validator(checked, registry=registry, format_checker=FormatChecker()).validate(value)

    for path, operation in operations(document):
        if operation["operationId"] in NOT_RECORDED:
            continue
        for status, response in operation["responses"].items():
            for content in response.get("content", {}).values():
                if status.startswith("2") and "example" in content and "schema" in content:
                    fits(content["schema"], content["example"])
        if "requestBody" in operation:
            body = operation["requestBody"]["content"]["application/json"]
            fits(body["schema"], body["example"])
        required = [one for one in operation.get("parameters", ()) if one.get("required")]
        assert all("example" in one for one in required), path
        answered: dict[str, Any] = next(
            (operation["responses"][one] for one in ("200", "201", "202") if one in operation["responses"]), {}
        )
        described = list(answered.get("content", {}).values())
        if "303" in operation["responses"]:  # a job that has ended leads to what it made
            described += operation["responses"]["303"]["content"].values()
        assert any("example" in content for content in described) or "302" in operation["responses"], path


def test_the_examples_are_what_a_server_answers():
    """Recorded anew they have the same shape; `python -m scripts.record_examples` writes them."""
    recorded = record()
    assert list(recorded) == list(examples())
    for name, example in recorded.items():
        known = examples()[name]
        assert example.get("request") == known.get("request"), name
        assert set(example.get("responses", {})) == set(known.get("responses", {})), name
        for status, body in example.get("responses", {}).items():
            assert shape(body) == shape(known["responses"][status]), name


# Of these the keys are what has happened in the process, which other tests share.
COUNTED = frozenset({"costs", "latencies", "requests", "turns"})


def shape(value: Any) -> Any:
    """The keys of an object and of those within."""
    if isinstance(value, dict):
        counted = {name for name in COUNTED & value.keys() if isinstance(value[name], dict)}
        return {name: "counts" if name in counted else shape(inner) for name, inner in value.items()}
    return [shape(inner) for inner in value[:1]] if isinstance(value, list) else type(value).__name__
