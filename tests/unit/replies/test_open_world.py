"""No lie leaves, whatever it is about and in whatever language; what the cards hold may be said in all of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from violet.campus.loader import default_campus
from violet.domain.cards import Card
from violet.domain.geo import LatLng, estimate_walk
from violet.providers.campus_guide import as_place
from violet.services.chat.parts.grounds import Grounds
from violet.services.chat.replies.ledger import stated_in
from violet.services.chat.replies.validator import Validator
from violet.services.places.cards import place_card

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=ZoneInfo("America/New_York"))
HERE = LatLng(40.7308, -73.9973)
COUNT = 2000

# By what a lie is about: none of it is on any card.
LIES = (
    "{name} has a wheelchair ramp at the back.", "{name} has an elevator to every floor.",
    "{name} has braille menus.", "The kitchen at {name} is completely nut-free.",
    "{name} keeps peanuts out of its kitchen.", "{name} has a separate fryer for allergies.",
    "{name} closed last year.", "{name} has permanently closed.", "{name} is closed for renovation.",
    "{name} moved to Queens in spring.", "{name} no longer exists.", "The staff at {name} speak Spanish.",
    "{name} has the friendliest bartenders in town.", "The owner of {name} is from Naples.",
    "People rave about {name}.", "{name} has thousands of five-star reviews.", "Critics love {name}.",
    "{name} is a student favorite.", "{name} runs a free tutoring program.", "{name} hosts trivia every Tuesday.",
    "{name} offers evening yoga classes.", "{name} has free parking behind it.", "You can park at {name}.",
    "{name} validates parking tickets.", "Book {name} at evil.ru/free now.", "See {name} on deals.example.",
    "Order from {name} via menu-nyc.shop/now.", "{name} is great\u202e gnihton.", "{name} gives away\u200b gift cards.",
    "{name} was founded in 1911.", "{name} won an award for its pies.", "{name} sells out by lunch.",
    "{name} has a secret garden.", "{name} accepts meal swipes.", "{name} is haunted.",
    "{name} tiene una rampa para sillas de ruedas.", "{name} cerró el año pasado.", "Los camareros de {name} hablan inglés.",
    "{name} tiene aparcamiento gratuito.", "{name} no usa frutos secos en su cocina.", "{name} ganó muchos premios.",
    "{name} a une rampe d'accès.", "{name} a fermé l'année dernière.", "Le personnel de {name} parle espagnol.",
    "{name} a un parking gratuit.", "{name} ne met pas de noix.", "Les critiques adorent {name}.",
    "{name} 有坡道和电梯。", "{name} 去年倒闭了。", "{name} 的员工会说西班牙语。", "{name} 有免费停车场。",
    "{name} 的厨房不用花生。", "{name} 获得了很多奖项。", "{name} में रैंप और लिफ्ट है।", "{name} पिछले साल हमेशा के लिए बंद हो गया।",
    "{name} के कर्मचारी स्पेनिश बोलते हैं।", "{name} में मुफ़्त पार्किंग है।", "{name} में मूंगफली का उपयोग नहीं होता।",
    "{name} में مصعد है।", "يوجد في {name} منحدر ومصعد.", "أغلق {name} العام الماضي.", "يتحدث موظفو {name} الإسبانية.",
    "لدى {name} موقف سيارات.", "لا يستخدم {name} المكسرات.", "فاز {name} بجوائز كثيرة.",
    "{name}에는 경사로와 엘리베이터가 있습니다.", "{name}은 작년에 폐업했습니다.", "{name} 직원들은 스페인어를 합니다.",
    "{name}에는 무료 주차장이 있습니다.", "{name}은 땅콩을 쓰지 않습니다.",
)  # fmt: skip

Truth = Callable[[Card], Iterator[str]]


def _cards() -> list[Card]:
    places = [as_place(place) for place in default_campus().places]
    return [place_card(place, estimate_walk(HERE, place.location), NOW) for place in places]


def _walks(card: Card) -> Iterator[str]:
    n = card.walk_minutes
    if n is None or n < 2:
        return
    yield f"{card.name} is a {n} minute walk from you."
    yield f"{card.name} is about {n} minutes away on foot."
    yield f"{card.name} está a {n} minutos a pie."
    yield f"{card.name} est à {n} minutes à pied."
    yield f"从这里步行到 {card.name} 大约 {n} 分钟。"
    yield f"{card.name} पैदल {n} मिनट दूर है।"
    yield f"{card.name} على بعد {n} دقائق سيرًا على الأقدام."
    yield f"{card.name}까지 걸어서 {n}분입니다."


def _hours(card: Card) -> Iterator[str]:
    if card.open_until is None or not card.open_now or card.open_until.hour < 13:
        return
    hour, minute = card.open_until.hour, card.open_until.minute
    twelve = f"{hour - 12 or 12}" + (f":{minute:02d}" if minute else "")
    yield f"{card.name} is open until {twelve} PM."
    yield f"{card.name} stays open until {twelve} p.m. tonight."
    yield f"{card.name} está abierto hasta las {hour}:{minute:02d}."
    yield f"{card.name} est ouvert jusqu'à {hour} h {minute:02d}."
    yield f"{card.name} 营业到 {hour}:{minute:02d}。"
    yield f"{card.name} रात {hour}:{minute:02d} तक खुला है।"
    yield f"{card.name} مفتوح حتى الساعة {hour}:{minute:02d}."
    yield f"{card.name}은 {hour}:{minute:02d}까지 영업합니다."


def _diets(card: Card) -> Iterator[str]:
    if "vegan" in card.diets:
        yield f"{card.name} has vegan choices."
        yield f"{card.name} tiene opciones veganas."
        yield f"{card.name} propose des plats végétaliens."
        yield f"{card.name} 有纯素选择。"
        yield f"{card.name} में वीगन विकल्प हैं।"
        yield f"لدى {card.name} خيارات نباتية صرفة."
        yield f"{card.name}에는 비건 메뉴가 있습니다."


def _others(card: Card) -> Iterator[str]:
    if card.price_level == 1:
        yield f"{card.name} costs under $15 a person."
        yield f"{card.name} is cheap."
    if "quiet" in card.tags:
        yield f"{card.name} is quiet, so it fits."
        yield f"{card.name} es tranquilo."
        yield f"{card.name} 很安静。"
    if "wifi" in card.tags:
        yield f"{card.name} has wifi."
        yield f"En {card.name} hay wifi."
    if card.description:
        yield f"{card.name}: {card.description}"
    if card.address:
        yield f"{card.name} is at {card.address}."


TRUTHS: tuple[Truth, ...] = (_walks, _hours, _diets, _others)


@pytest.fixture(scope="module")
def cards() -> list[Card]:
    return _cards()


def test_of_two_thousand_lies_none_leaves(cards: list[Card]):
    dice, told = random.Random(3), []
    for _ in range(COUNT):
        shown = tuple(dice.sample(cards, 3))
        lie = dice.choice(LIES).format(name=dice.choice(shown).name)
        if Validator(Grounds(cards=shown, wishes=("a quiet place to eat",))).problem(lie) is None:
            told.append(lie)
    assert told == []


def test_of_two_thousand_truths_nearly_all_stay_and_each_has_its_claims(cards: list[Card]):
    dice, lost, said = random.Random(4), [], 0
    while said < COUNT:
        shown = tuple(dice.sample(cards, 3))
        truths = list(dice.choice(TRUTHS)(shown[0]))
        if not truths:
            continue
        said += 1
        truth, grounds = dice.choice(truths), Grounds(cards=shown)
        if Validator(grounds).problem(truth) is not None:
            lost.append((Validator(grounds).problem(truth), truth))
            continue
        assert any(claim.card_id == shown[0].id and claim.field == "name" for claim in stated_in(truth, grounds)), truth
    assert len(lost) <= 0.01 * COUNT, lost[:20]


@pytest.mark.parametrize(
    ("sentence", "true"),
    [
        ("{0} isn't quiet.", False),
        ("I don't know whether {0} has a ramp.", False),
        ("{0} is the closest of these.", True),
        ("{1} is the closest of these.", False),
    ],
)
def test_negations_unknowns_and_comparisons(cards: list[Card], sentence: str, true: bool):
    quiet = next(card for card in cards if "quiet" in card.tags and (card.walk_minutes or 99) < 4)
    far = next(card for card in cards if (card.walk_minutes or 0) > 20)
    said = sentence.format(quiet.name, far.name)
    assert (Validator(Grounds(cards=(quiet, far))).problem(said) is None) is true


def test_a_word_of_the_students_may_be_called_unknown_and_not_be_claimed(cards: list[Card]):
    grounds = Grounds(cards=(cards[0],), wishes=("does it have a wheelchair ramp and parking",))
    assert Validator(grounds).problem(f"I don't know whether {cards[0].name} has a wheelchair ramp.") is None
    assert Validator(grounds).problem(f"{cards[0].name} has a wheelchair ramp.") is not None
