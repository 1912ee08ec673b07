"""Danger and despair by whole sentences, in every language read, and what only sounds like them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from violet.campus.loader import default_campus
from violet.understanding.reading.gazetteer import Gazetteer
from violet.understanding.reading.utterance import read

NOW = datetime(2026, 10, 8, 15, 0, tzinfo=ZoneInfo("America/New_York"))
GAZETTEER = Gazetteer(default_campus())
IN_DANGER = {
    "danger_despair": (
        "i dont want to be alive anymore", "they would all be happier without me", "thinking abt walking into traffic",
        "theres no point in living", "i keep hurting myself", "no quiero seguir viviendo", "je veux plus vivre",
        "活着好累不想继续了", "ज़िंदगी से थक गया हूँ", "لا أريد أن أعيش", "살고 싶지 않아요",
    ),
    "danger_veiled": (
        "i wish i hadnt woken up", "im such a burden to them", "hes standing on the wrong side of the railing",
        "ive lost the will to live", "i wish i was never born", "cant picture making it to 25", "不如死了算了", "كرهت حياتي", "soy una carga para mi familia", "je ne vois plus de raison de continuer",
        "我走了大家就轻松了", "내가 없어져도 아무도 몰라", "لم يعد لدي سبب للبقاء", "जीने की कोई वजह नहीं बची",
    ),
    "danger_overdose": ("he took like 8 edibles", "he took a whole bottle of pills", "swallowed like 30 advil", "tomó demasiadas pastillas", "吃了很多药"),
    "danger_medical": ("my roommate isnt breathing", "someone put something in my drink", "mi amigo no despierta", "叫不醒他", "no puedo respirar", "je ne peux plus respirer",
        "喘不过气", "숨을 못 쉬겠어요", "لا أستطيع التنفس", "साँस लेने में दिक्कत है"),
    "danger_assault": ("he wouldnt stop when i said no", "i was groped", "me manosearon en el metro", "성추행을 당했어요"),
    "danger_urgent": ("a man keeps following me", "somebody is trying to get into my room", "me están persiguiendo", "有人跟着我", "me acaban de robar", "au secours", "불이야",
        "my uber driver wont stop the car", "hay humo en el pasillo", "quelqu'un essaie d'ouvrir ma porte",
        "有人在撬我的门", "복도에 연기가 나요", "هناك دخان في المبنى", "इमारत में धुआँ है"),
}  # fmt: skip
HARMLESS = (
    "i dont want to live on campus next year", "i dont want to wake up early", "hit me with your best coffee",
    "follow me on instagram", "im dying for a burger", "this dessert is to die for", "killing time before class",
    "where can i get aspirin", "the fastest way to the library", "a shot of espresso", "kill for some tacos", "wont make it to 14th st by 9", "ten edibles of cake",
    "tired of living on ramen", "edge of the park", "a voice lesson nearby", "stay alive on coffee", "pain au chocolat",
    "no quiero que termine la noche", "fumée de truffe", "今天走了很多路", "문을 언제 열어요", "متى يفتح الباب", "i want to disappear into a good book", "jump into something new",
)  # fmt: skip


@pytest.mark.parametrize(("kind", "said"), [(kind, said) for kind, own in IN_DANGER.items() for said in own])
def test_a_sentence_of_danger_is_told_by_its_form(kind: str, said: str) -> None:
    assert kind in read(said, NOW, gazetteer=GAZETTEER).danger


@pytest.mark.parametrize("said", HARMLESS)
def test_what_only_sounds_like_it_has_no_such_form(said: str) -> None:
    assert read(said, NOW, gazetteer=GAZETTEER).danger == ()


def test_a_very_long_message_is_read_in_time() -> None:
    started = datetime.now()
    read("he said she was at the bar and i dont know how many friends took the train " * 53, NOW, gazetteer=GAZETTEER)
    assert (datetime.now() - started).total_seconds() < 2
