"""The language of an answer: what is asked for, and for messages that nobody here reads, a translator."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI

from tests.conftest import make_settings
from tests.simulator.faults import Fault
from tests.simulator.running import RunningSimulator
from violet.app import create_app

HERE = {"latitude": 40.7295, "longitude": -73.9965}
COFFEE = "coffee nearby"
GERMAN = "Wo kann ich hier in Ruhe lernen?"


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    return sqlite_database


def ask(client: FlaskClient, message: str, *, query: str = "", accept: str | None = None, **body: Any) -> Any:
    headers = {"Accept-Language": accept} if accept else {}
    answer = client.post(f"/api/v1/chat{query}", json={"message": message, **HERE, **body}, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.get_json()


class TestSpoken:
    @pytest.mark.parametrize(
        ("language", "says"),
        [("es", "minutos"), ("zh", "分钟"), ("hi", "मिनट"), ("fr", "minutes à pied"), ("ar", "دقيقة"), ("ko", "분")],
    )
    def test_chat_answers_in_the_language_asked_for(self, client: FlaskClient, language: str, says: str):
        assert says in ask(client, COFFEE, query=f"?language={language}")["reply"]
        assert says in ask(client, COFFEE, language=language)["reply"]
        assert says in ask(client, COFFEE, accept=f"de;q=1, {language}-XX;q=0.9, en;q=0.1")["reply"]

    @pytest.mark.parametrize("language", ["es", "zh", "hi", "fr", "ar", "ko"])
    @pytest.mark.parametrize(
        "message", ["how late is zyzzyva open", "how do i get to zyzzyva", "pizza near zyzzyva st"]
    )
    def test_what_nobody_knows_is_said_by_its_name_in_every_language(
        self, client: FlaskClient, language: str, message: str
    ):
        reply, english = ask(client, message, language=language)["reply"], ask(client, message, language="en")["reply"]
        assert "zyzzyva" in reply
        assert "zyzzyva" in english
        assert "I don't know" in english
        assert "know" not in reply

    def test_a_message_s_own_language_comes_before_what_is_accepted(self, client: FlaskClient):
        assert "minutos" in ask(client, "¿dónde hay un café cerca?", accept="ko")["reply"]
        assert "min" in ask(client, COFFEE)["reply"]
        assert "minutos" not in ask(client, "¿dónde hay un café cerca?", query="?language=en")["reply"]

    def test_a_language_nobody_speaks_here_is_refused_by_name(self, client: FlaskClient):
        for query, body in (("?language=tlh", {}), ("", {"language": "tlh"})):
            answer = client.post(f"/api/v1/chat{query}", json={"message": COFFEE, **body})
            assert (answer.status_code, answer.get_json()["field"]) == (400, "language")
            assert "ko" in answer.get_json()["error"]

    @pytest.mark.parametrize(
        ("accept", "query", "says"),
        [
            (None, "", "There is nothing at this address."),
            ("es-MX,es;q=0.9", "", "No hay nada en esta dirección."),
            ("zh-CN", "", "这个地址上没有内容。"),
            ("ko", "", "There is nothing at this address."),
            ("zh-CN;q=0, es", "", "No hay nada en esta dirección."),
        ],
    )
    def test_errors_are_in_the_reader_s_language(self, client: FlaskClient, accept: str | None, query: str, says: str):
        answer = client.get(f"/api/v1/nowhere{query}", headers={"Accept-Language": accept} if accept else {})
        assert answer.get_json()["error"] == says
        assert "Accept-Language" in answer.headers["Vary"]

    def test_an_error_with_fields_keeps_them(self, client: FlaskClient):
        answer = client.get("/api/v1/events?campus=oxford&language=es")
        assert answer.get_json()["error"].startswith("No existe el campus 'oxford'; hay nyu")
        wrong = client.post("/api/auth/login?language=zh", json={"email": "a@b.example", "password": "x" * 12})
        assert wrong.get_json()["error"] == "邮箱与密码不匹配。"


class TestTranslated:
    @pytest.fixture
    def app(self, sqlite_database: str, simulator: RunningSimulator) -> Iterator[OpenAPI]:
        settings = make_settings(
            database_url=sqlite_database,
            google_translate_key="canary-key-translate-5d1e",
            google_translate_base_url=simulator.url,
        )
        app = create_app(settings)
        yield app
        app.extensions["violet"].engine.dispose()

    def test_a_message_is_translated_in_and_the_reply_out(self, client: FlaskClient, simulator: RunningSimulator):
        body = ask(client, GERMAN)
        assert body["places"], "it was understood"
        assert body["reply"].startswith("«de» ")
        assert body["degraded"] == []
        assert all(card["name"] in body["reply"] for card in body["places"][:1]), "names come back as they were"
        first, second = (one.json() for one in simulator.state.requests("google_translate"))
        assert (first["source"], first["target"], first["format"]) == ("de", "en", "text")
        assert (second["source"], second["target"], second["format"]) == ("en", "de", "text")
        assert not any(card["name"] in second["q"][0] for card in body["places"]), "names are nobody's to translate"
        characters = len(first["q"][0]) + len(second["q"][0])
        assert body["usage"]["upstream_calls"]["google_translate"] == 2
        assert body["usage"]["estimated_cost_usd"] == pytest.approx(characters * 0.00002, abs=1e-6)

    def test_a_name_in_a_message_is_not_translated(self, client: FlaskClient, simulator: RunningSimulator):
        ask(client, "Wie komme ich von hier zum Washington Square Park?")
        first = simulator.state.requests("google_translate")[0].json()
        assert "Washington" not in first["q"][0]

    def test_what_is_read_here_is_sent_to_nobody(self, client: FlaskClient, simulator: RunningSimulator):
        for message in (COFFEE, "¿dónde hay un café cerca?", "附近有咖啡店吗", "un café près d'ici", "hi"):
            ask(client, message)
        assert simulator.state.requests("google_translate") == []

    @pytest.mark.parametrize(
        "fault", [Fault("status", status=500), Fault("status", status=403), Fault("html"), Fault("wrong_types")]
    )
    def test_without_the_translator_the_answer_is_in_english_and_says_so(
        self, client: FlaskClient, simulator: RunningSimulator, fault: Fault
    ):
        simulator.state.set_fault("google_translate", fault)
        body = ask(client, GERMAN)
        assert "translation" in body["degraded"]
        assert body["reply"].endswith("(I could not translate this into your language.)")

    def test_a_translation_that_loses_names_is_not_used(self, client: FlaskClient, simulator: RunningSimulator):
        simulator.state.set_mode("google_translate", {"loses_marks": True})
        body = ask(client, GERMAN)
        assert "translation" in body["degraded"]
        assert "«de»" not in body["reply"]

    def test_numbers_to_call_come_through_whole(self, client: FlaskClient):
        reply = ask(client, "Jemand verfolgt mich und ich habe Angst")["reply"]
        assert "«de»" in reply
        assert "911" in reply
        assert "212-998-2222" in reply

    def test_a_stream_ends_with_the_translated_words(self, client: FlaskClient):
        answer = client.post("/api/v1/chat", json={"message": GERMAN, **HERE}, headers={"Accept": "text/event-stream"})
        deltas = [line for line in answer.text.splitlines() if line.startswith('data: {"text"')]
        assert len(deltas) == 1
        assert "«de»" in deltas[0]


def test_without_a_key_nobody_is_asked(client: FlaskClient, simulator: RunningSimulator):
    body = ask(client, GERMAN)
    assert "translation" not in body["degraded"]
    assert simulator.state.requests("google_translate") == []
