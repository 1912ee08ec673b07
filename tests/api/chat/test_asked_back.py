"""A wish that is not understood well enough is asked back, and the answer to that is understood."""

from __future__ import annotations

import pytest

from tests.api.chat.conftest import MakeDevice
from violet.api.support.documentation import DocumentedApp

UNSURE = "that blorpy thing everyone from my floor keeps posting"


@pytest.fixture
def app(shared_app: DocumentedApp) -> DocumentedApp:
    return shared_app


def test_an_unsure_wish_gets_a_question_and_no_cards(device: MakeDevice) -> None:
    answer = device().say(UNSURE)
    assert answer["intent"] == "clarify"
    assert answer["places"] == []
    assert answer["clarify"]["question"] in answer["reply"]
    assert 2 <= len(answer["clarify"]["choices"]) <= 4
    assert set(answer["suggestions"]) <= set(answer["clarify"]["choices"])


@pytest.mark.parametrize("said", ["the first", "the last one", "yes", "2"])
def test_a_choice_is_picked_by_its_number_or_a_yes(device: MakeDevice, said: str) -> None:
    me = device()
    me.say(UNSURE)
    picked = me.say(said)
    assert picked["intent"] in ("recommend", "refine")
    assert picked["places"]


def test_every_choice_works_in_its_own_words(device: MakeDevice) -> None:
    for choice in device().say(UNSURE)["clarify"]["choices"]:
        me = device()
        me.say(UNSURE)
        assert me.say(choice)["places"], choice


def test_another_message_is_taken_as_itself(device: MakeDevice) -> None:
    me = device()
    me.say(UNSURE)
    assert me.say("thanks anyway")["intent"] == "smalltalk"


def test_a_wish_in_plain_words_is_not_asked_back(device: MakeDevice) -> None:
    for message in ("coffee", "quiet place to study", "cheap dinner", "tacos near campus"):
        answer = device().say(message)
        assert answer["clarify"] is None
        assert answer["places"]


def test_nobody_is_asked_twice_in_a_row(device: MakeDevice) -> None:
    me = device()
    me.say(UNSURE)
    assert me.say("another blorpy thing that they post about")["clarify"] is None


def test_a_place_named_before_the_question_is_kept(device: MakeDevice) -> None:
    me = device()
    asked = me.say("near dekalb ave")
    assert asked["intent"] == "clarify"
    picked = me.say("the first")
    assert picked["places"]
    assert "DeKalb" in picked["reply"]
