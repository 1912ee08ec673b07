"""Every setting is in `.env.example` with its default, and in the documentation."""

from __future__ import annotations

import re

import pytest

from scripts.settings_table import DOCUMENT, EXAMPLE, document
from tests.architecture.source import ROOT
from violet.production import UnsafeConfiguration, load_settings
from violet.settings import Settings

ALIASES = {"environment": "FLASK_ENV"}
VARIABLES = {ALIASES.get(name, name.upper()) for name in Settings.model_fields}


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*VARIABLES, "ENVIRONMENT"):
        monkeypatch.delenv(name, raising=False)


def test_the_example_names_every_setting_once_and_nothing_else():
    named = re.findall(r"^([A-Za-z_]+)=", EXAMPLE.read_text(), re.MULTILINE)
    assert sorted(named) == sorted(VARIABLES)


def test_the_example_reads_back_as_the_defaults():
    assert Settings(_env_file=EXAMPLE) == Settings(_env_file=None)


def test_the_documentation_has_every_setting_with_its_default():
    current = DOCUMENT.read_text()
    assert current == document(current, EXAMPLE.read_text()), "run scripts/settings_table.py"
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", current, re.MULTILINE)) == VARIABLES


def test_the_readme_says_where_the_settings_are_and_names_only_real_ones():
    readme = (ROOT / "README.md").read_text()
    assert "docs/configuration.md" in readme
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", readme, re.MULTILINE)) <= VARIABLES


def test_an_empty_value_is_the_default_for_every_setting(monkeypatch: pytest.MonkeyPatch):
    defaults = Settings(_env_file=None)
    for name in VARIABLES:
        monkeypatch.setenv(name, " ")
    assert Settings(_env_file=None) == defaults


@pytest.mark.parametrize("value", ["garbage", "[]", '{"routes.route": "dear"}', "{'a': 1}"])
def test_a_price_table_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch, value: str):
    monkeypatch.setenv("PRICE_TABLE", value)
    with pytest.raises(UnsafeConfiguration, match="PRICE_TABLE") as raised:
        load_settings()
    assert value not in str(raised.value)


def test_single_prices_replace_the_list_prices(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PRICE_TABLE", '{"routes.route": 7.5}')
    prices = Settings(_env_file=None).price_table
    assert prices["routes.route"] == 7.5
    assert prices["places.photo"] == 7.0


def test_every_setting_is_read_somewhere():
    """A setting that nothing reads promises what nothing does."""
    code = [path.read_text() for path in sorted((ROOT / "violet").rglob("*.py")) if path.name != "settings.py"]
    own = (ROOT / "violet" / "settings.py").read_text()
    text = "\n".join([*code, *re.findall(r"self\.\w+", own), (ROOT / "gunicorn.conf.py").read_text()])
    unread = {name for name in Settings.model_fields if not re.search(rf"\.{name}\b", text)}
    assert unread == set()
