"""The product's own words: every language has every key with the same fields, and whatever people read has a key."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from scripts import record_messages
from tests.architecture.source import ROOT
from violet import errors
from violet.api.support.error_handlers import HTTP_SENTENCES
from violet.domain.languages import COMPLETE, ENGLISH, SPOKEN
from violet.services.accounts import messages
from violet.words.catalog import LOCALE, catalog, said_in, say, speaking

FIELD = re.compile(r"\{(\w+)\}")
ERRORS = {name for name, one in vars(errors).items() if isinstance(one, type) and issubclass(one, errors.VioletError)}
REPLIES = ROOT / "violet" / "services" / "chat" / "replies"
NOTICES = ROOT / "violet" / "services" / "notify" / "words.toml"
OTHERS = [language for language in COMPLETE if language != ENGLISH]


def sentences(path: Path) -> Iterator[str]:
    """What a module tells people in errors: whole sentences, written in place or under a name of the module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS and node.args:
            said = node.args[0]
            if isinstance(said, ast.Constant) and isinstance(said.value, str):
                yield said.value
            elif isinstance(said, ast.Name) and said.id in names:
                yield names[said.id]


def told() -> set[str]:
    """Every English text that the catalogs must have."""
    found = {text for path in (ROOT / "violet").rglob("*.py") for text in sentences(path)}
    found |= {getattr(errors, name).default_message for name in ERRORS} | set(HTTP_SENTENCES.values())
    mails = ("RESET_TEXT", "VERIFY_TEXT", "RESET_SUBJECT", "VERIFY_SUBJECT")
    return found | {getattr(messages, name) for name in mails}


def test_there_is_something_to_tell():
    assert len(told()) > 60


@pytest.mark.parametrize("language", OTHERS)
def test_whatever_people_read_is_in_the_catalog(language: str):
    assert sorted(told() - catalog(language).keys()) == []


@pytest.mark.parametrize("language", OTHERS)
def test_translations_have_the_fields_of_their_texts_and_none_is_empty(language: str):
    with (LOCALE / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        entries = [one for one in read_po(file) if one.id]
    assert [one.id for one in entries if not one.string or one.fuzzy] == []
    assert len({one.id for one in entries}) == len(entries)
    pairs = [(str(one.id), str(one.string)) for one in entries]
    assert [text for text, said in pairs if sorted(FIELD.findall(text)) != sorted(FIELD.findall(said))] == []


def test_the_catalogs_have_the_same_keys():
    keys = [set(catalog(language)) for language in OTHERS]
    assert keys[0] == keys[1]


def flat(table: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, Mapping):
            found |= flat(value, f"{prefix}{key}.")
        else:
            found[f"{prefix}{key}"] = str(value)
    return found


@pytest.mark.parametrize("language", [one for one in SPOKEN if one != ENGLISH])
def test_the_chat_speaks_every_language_whole(language: str):
    tables = tomllib.loads((REPLIES / "languages.toml").read_text(encoding="utf-8"))
    first, own = flat(tables["es"]), flat(tables[language])
    assert own.keys() == first.keys()
    assert [key for key in first if set(FIELD.findall(first[key])) != set(FIELD.findall(own[key]))] == []


@pytest.mark.parametrize("language", OTHERS)
def test_notices_are_complete(language: str):
    tables = tomllib.loads(NOTICES.read_text(encoding="utf-8"))
    english, own = flat(tables[ENGLISH]), flat(tables.get(language, {}))
    assert own.keys() == english.keys()
    assert [key for key in english if set(FIELD.findall(english[key])) != set(FIELD.findall(own[key]))] == []


@pytest.mark.parametrize("language", SPOKEN)
def test_suggestions_hold_what_the_english_ones_hold(language: str):
    """Not all of them: only what is understood in a language is suggested in it."""
    tables = tomllib.loads((REPLIES / "suggestions.toml").read_text(encoding="utf-8"))
    english, own = flat(tables[ENGLISH]), flat(tables[language])
    assert own.keys() <= english.keys()
    assert [key for key in own if set(FIELD.findall(english[key])) != set(FIELD.findall(own[key]))] == []


def test_a_finished_sentence_is_found_again():
    assert said_in("es", "Please log in again.") == "Vuelve a iniciar sesión."
    assert said_in("es", "There is no campus 'x'; there are nyu, unimelb.") == (
        "No existe el campus 'x'; hay nyu, unimelb."
    )
    assert said_in("zh", "Nobody wrote this down.") == "Nobody wrote this down."
    assert said_in("fr", "Please log in again.") == "Please log in again."
    assert said_in("../../etc", "Please log in again.") == "Please log in again."


def test_a_text_is_said_in_the_language_that_is_spoken():
    before = speaking.set("es")
    try:
        assert say(messages.RESET_SUBJECT) == "Restablece tu contraseña de VioletVibes"
        assert "https://x.example" in say(messages.RESET_TEXT, minutes=60, link="https://x.example")
    finally:
        speaking.reset(before)
    assert say(messages.RESET_SUBJECT) == messages.RESET_SUBJECT


def test_the_messages_that_people_read_through_are_those_of_today():
    assert record_messages.TARGET.read_text(encoding="utf-8") == record_messages.document()
