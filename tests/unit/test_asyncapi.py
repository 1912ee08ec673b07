"""docs/asyncapi.yaml describes what sockets ask and are told; what they really are told is checked where they are
(tests/api/together/test_live.py)."""

from __future__ import annotations

import re

import pytest

from tests import asyncapi
from tests.processes import ROOT

SOURCES = [
    path.read_text()
    for folder in ("realtime", "services", "store")
    for path in (ROOT / "violet" / folder).rglob("*.py")
]
TOLD = re.compile(r"""(?:\.tell\(\s*f?"[^"]*",\s*|\.emit\(\s*|\.tell_here\(\s*)"(\w+)\"""")


def test_every_message_of_the_server_is_described_and_no_other() -> None:
    told = {name for text in SOURCES for name in TOLD.findall(text)}
    assert told == set(asyncapi.messages("tell"))


def test_every_message_of_an_app_is_described_and_no_other() -> None:
    handled = re.findall(r'\("(\w+)", self\._\w+\)', (ROOT / "violet/realtime/server.py").read_text())
    assert set(handled) - {"connect", "disconnect"} == set(asyncapi.messages("ask"))


@pytest.mark.parametrize("name", [*asyncapi.messages("ask"), *asyncapi.messages("tell")])
def test_examples_are_of_their_schemas(name: str) -> None:
    examples = asyncapi.document()["components"]["messages"][name]["examples"]
    assert examples
    for example in examples:
        asyncapi.validator(name).validate(example["payload"])


def test_the_channel_has_every_message_once() -> None:
    channel = asyncapi.document()["channels"]["live"]["messages"]
    assert set(channel) == set(asyncapi.document()["components"]["messages"])
    assert all(one["$ref"] == f"#/components/messages/{name}" for name, one in channel.items())


def test_a_wrong_message_is_noticed() -> None:
    with pytest.raises(KeyError):
        asyncapi.validator("whereabouts")
    assert not asyncapi.validator("position").is_valid(
        {"member_id": 7, "lat": 91, "lng": 0, "at": "2026-11-18T20:00:00+00:00", "room_id": "a"}
    )
