"""gzip over HTTP: for JSON of more than a kilobyte, where the caller takes it."""

from __future__ import annotations

import gzip

import orjson
import pytest
from flask.testing import FlaskClient

from tests.api.people import PASSWORD, sign_up
from tests.conftest import make_settings
from violet.settings import Settings

GZIP = {"Accept-Encoding": "gzip, deflate, br"}
LIST = "/api/quick_recs?category=explore&limit=20"


@pytest.fixture
def settings(sqlite_database: str) -> Settings:
    return make_settings(database_url=sqlite_database)


def test_a_long_answer_is_compressed_and_says_the_same(client: FlaskClient):
    plain, short = client.get(LIST), client.get(LIST, headers=GZIP)
    assert short.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in short.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"], "for caches between"
    assert orjson.loads(gzip.decompress(short.data)) == plain.get_json()
    assert int(short.headers["Content-Length"]) == len(short.data) < len(plain.data) / 3


def test_an_answer_of_the_chat_is_compressed_too(client: FlaskClient):
    answer = client.post("/api/chat", json={"message": "quiet library"}, headers=GZIP)
    assert orjson.loads(gzip.decompress(answer.data))["places"]


@pytest.mark.parametrize("refusing", [{}, {"Accept-Encoding": "br"}, {"Accept-Encoding": "gzip;q=0"}])
def test_who_takes_no_gzip_gets_none(client: FlaskClient, refusing: dict[str, str]):
    answer = client.get(LIST, headers=refusing)
    assert "Content-Encoding" not in answer.headers
    assert answer.get_json()["places"]


def test_what_is_short_an_error_a_stream_or_no_json_stays_as_it_is(client: FlaskClient):
    stream = {"Accept": "text/event-stream"}
    answers = [
        client.get("/health/live", headers=GZIP),
        client.get("/api/nowhere", headers=GZIP),
        client.get("/api/docs/", headers=GZIP),
        client.post("/api/chat", json={"message": "quiet library"}, headers=GZIP | stream),
    ]
    assert [answer.headers.get("Content-Encoding") for answer in answers] == [None] * 4
    assert b"event: done" in answers[-1].data


def test_an_answer_with_a_token_is_never_compressed(client: FlaskClient):
    person = sign_up(client, first_name="A" * 80)
    client.post("/api/v1/user/preferences", json={"interests": "x" * 500}, headers=person.headers)
    body = {"email": person.email, "password": PASSWORD}
    for prefix in ("/api", "/api/v1"):
        answer = client.post(f"{prefix}/auth/login", json=body, headers=GZIP)
        assert len(answer.data) > 1024
        assert "Content-Encoding" not in answer.headers
