"""As a friend who knows the campus would answer: what was asked for comes first, and what is not known is named."""

from __future__ import annotations

import pytest

from tests.api.chat.conftest import TANDON, WASHINGTON_SQUARE, MakeDevice
from violet.api.support.documentation import DocumentedApp
from violet.campus.schema import GuidePlace


@pytest.fixture
def app(shared_app: DocumentedApp) -> DocumentedApp:
    return shared_app


@pytest.mark.parametrize("where", [TANDON, WASHINGTON_SQUARE], ids=["tandon", "washington square"])
@pytest.mark.parametrize(
    "message", ["park by the water", "a park along the river", "somewhere to sit by the hudson river"]
)
def test_by_the_water_is_by_the_water(
    device: MakeDevice, guide: dict[str, GuidePlace], where: dict[str, float], message: str
):
    cards = device(where).say(message)["places"]
    assert cards
    assert all("waterfront" in guide[card["place_id"]].kinds for card in cards)


@pytest.mark.parametrize("message", ["karaoke", "karaoke w private rooms", "karaoke bar for 8 people"])
def test_what_few_places_have_leads_with_one_that_has_it(device: MakeDevice, message: str):
    first = device(WASHINGTON_SQUARE).say(message)["places"][0]
    assert "karaoke" in (first["name"] + first["description"]).lower()


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("does the second one take dining dollars", "I don't know whether {name} takes dining dollars"),
        ("does the second one use peanut oil tho", "I don't know whether {name} uses peanut oil"),
        ("can i bring my dog to the second one", None),
    ],
)
def test_what_is_not_known_of_a_card_is_called_by_its_name(device: MakeDevice, question: str, said: str | None):
    me = device(WASHINGTON_SQUARE)
    name = me.say("coffee")["places"][1]["name"]
    answer = me.say(question)
    assert [card["name"] for card in answer["places"]] == [name]
    if said is not None:
        assert answer["reply"].startswith(said.format(name=name))


@pytest.mark.parametrize("asked", ["whats good there", "and whats good there", "what should i get"])
def test_a_menu_is_not_known(device: MakeDevice, asked: str):
    me = device(WASHINGTON_SQUARE)
    name = me.say("ramen")["places"][0]["name"]
    assert f"I don't know the menu of {name}" in me.say(asked)["reply"]


def test_the_hours_of_a_place_just_asked_about_are_its_own(device: MakeDevice):
    me = device(WASHINGTON_SQUARE)
    me.say("whats kimmel")
    answer = me.say("when does it close tonight")
    assert [card["name"] for card in answer["places"]] == ["Kimmel Center for University Life"]


@pytest.mark.parametrize("asked", ["whats the address", "do they sell candles"])
def test_nothing_is_said_of_a_place_that_was_not_found(device: MakeDevice, asked: str):
    me = device(WASHINGTON_SQUARE)
    assert me.say("ikea")["places"] == []
    answer = me.say(asked)
    assert answer["intent"] == "smalltalk"
    assert answer["places"] == []


@pytest.mark.parametrize("said", ["no i meant sushi", "no i want sushi", "no i said sushi"])
def test_a_correction_refuses_nothing(device: MakeDevice, guide: dict[str, GuidePlace], said: str):
    me = device(WASHINGTON_SQUARE)
    me.say("ramen")
    assert "sushi" in guide[me.say(said)["places"][0]["place_id"]].cuisines


@pytest.mark.parametrize("said", ["ur useless lol", "you suck", "this app is trash", "worst bot ever"])
def test_an_insult_is_not_thanked_for(device: MakeDevice, said: str):
    answer = device().say(said)
    assert answer["places"] == []
    assert "sorry" in answer["reply"].lower()


def test_another_chain_is_asked_for_by_its_own_name(device: MakeDevice):
    me = device(WASHINGTON_SQUARE)
    assert "I don't know" not in me.say("where do i drop off a usps package")["reply"]
    assert me.say("and fedex?")["reply"].startswith("I don't know a FedEx around here")


def test_what_all_of_them_are_is_said_once(device: MakeDevice):
    assert device(WASHINGTON_SQUARE).say("post office")["reply"].count("Post office, in the city's list") == 1


@pytest.mark.parametrize(
    ("wish", "question", "position", "said"),
    [
        ("un café tranquilo para estudiar", "y el segundo, ¿hasta qué hora está abierto?", 1, "está abierto hasta las"),
        ("un café tranquilo para estudiar", "¿el primero acepta tarjetas?", 0, "Eso no lo sé de"),
        ("un café tranquilo para estudiar", "¿cuánto cuesta?", 0, "por persona"),
        ("un restaurant végétarien pas cher", "et le deuxième, c'est loin ?", 1, "minutes à pied"),
        ("un restaurant végétarien pas cher", "jusqu'à quelle heure c'est ouvert ?", 0, "est ouvert jusqu'à"),
        ("想吃拉面", "第二家贵吗", 1, "人均"),
        ("想吃拉面", "有wifi吗", 0, "我不清楚"),
        ("조용한 카페 추천해줘", "두번째는 몇 시까지 해요?", 1, "영업"),
        ("조용한 카페 추천해줘", "얼마예요?", 0, "1인당"),
        ("أريد قهوة", "هل الأول مفتوح الآن؟", 0, "مفتوح حتى"),
        ("शाकाहारी खाना कहाँ मिलेगा", "पहला वाला कब तक खुला है", 0, "तक खुला"),
    ],
)
def test_a_card_is_asked_about_in_any_language(device: MakeDevice, wish: str, question: str, position: int, said: str):
    me = device(WASHINGTON_SQUARE)
    card = me.say(wish)["places"][position]
    answer = me.say(question)
    assert [place["name"] for place in answer["places"]] == [card["name"]]
    assert card["name"] in answer["reply"]
    assert said in answer["reply"]


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("donde está la biblioteca zumthor", "biblioteca zumthor"),
        ("¿está abierto el café La Perla del Norte?", "La Perla del Norte"),
        ("à quelle heure ferme la librairie Zumthor", "Zumthor"),
        ("沁园火锅店现在开门吗", "沁园火锅店"),
        ("블루문 카페 몇 시까지 해요?", "블루문 카페"),
        ("هل مطعم البيت السعيد مفتوح الآن؟", "البيت السعيد"),
    ],
)
def test_an_unknown_place_is_said_to_be_unknown_in_any_language(device: MakeDevice, message: str, name: str):
    answer = device(WASHINGTON_SQUARE).say(message)
    assert answer["places"] == []
    assert name in answer["reply"]


@pytest.mark.parametrize(
    "message",
    [
        "¿dónde está la biblioteca más cercana?", "où est le métro le plus proche", "最近的图书馆在哪", "韩国餐厅几点关门",
        "학교 도서관 어디", "أين مكتبة قريبة", "नज़दीकी लाइब्रेरी कहाँ है",
    ],
)  # fmt: skip
def test_a_kind_of_place_is_no_unknown_name_in_any_language(device: MakeDevice, message: str):
    assert device(WASHINGTON_SQUARE).say(message)["places"]


@pytest.mark.parametrize(
    ("where", "message", "said"),
    [
        (WASHINGTON_SQUARE, "where can i buy a yoga mat", "I don't know a sporting goods store around here"),
        (WASHINGTON_SQUARE, "phone charger", "I don't know a store for electronics around here"),
        (TANDON, "where can i get a desk lamp for my dorm", "Target"),
        (WASHINGTON_SQUARE, "somewhere to buy shampoo", "C.O. Bigelow"),
    ],
)
def test_what_is_bought_comes_from_who_sells_it(device: MakeDevice, where: dict[str, float], message: str, said: str):
    body = device(where).say(message)
    assert said in body["reply"]
    assert not [card for card in body["places"] if card["name"] == "Chess Forum"]


@pytest.mark.parametrize(
    ("said", "intent"),
    [("u dont know anything do u", "smalltalk"), ("lol you never understand me", "smalltalk")],
)
def test_a_complaint_about_violet_is_no_cry_for_help(device: MakeDevice, said: str, intent: str):
    me = device(WASHINGTON_SQUARE)
    me.say("nail salon")
    answer = me.say(said)
    assert answer["intent"] == intent
    assert "988" not in answer["reply"]


def test_despair_after_an_insult_is_heard(device: MakeDevice):
    assert "988" in device().say("ur useless, i want to die")["reply"]


@pytest.mark.parametrize(
    ("first", "question", "said"),
    [
        ("gym", "do i need my id", "Yes, {name} asks for a student ID"),
        ("cafe", "does it get crowded", "I don't know whether {name} gets crowded"),
        ("cafe", "do they deliver", "I don't know whether {name} delivers"),
        ("kosher lunch", "is the first one glatt", "I don't know whether it's glatt at {name}"),
        ("im allergic to shellfish, chinese food", "is it safe for me", "I don't know whether {name} keeps clear of"),
        ("ice cream, im lactose intolerant", "is the first one dairy free", "Yes, {name} has dairy-free choices"),
        ("cafe", "whats there", "{name}: "),
        ("cafe", "what do u know abt it", "{name}: "),
        ("cafe", "ill go w the first", "{name}: "),
    ],
)
def test_a_question_on_one_card_is_answered_first(device: MakeDevice, first: str, question: str, said: str):
    me = device(TANDON)
    name = me.say(first)["places"][0]["name"]
    answer = me.say(question)
    assert [card["name"] for card in answer["places"]] == [name]
    assert said.format(name=name) in answer["reply"]
    assert "is free" not in answer["reply"]


def test_of_two_that_were_compared_one_is_chosen(device: MakeDevice):
    me = device(WASHINGTON_SQUARE)
    first = me.say("whats the diff between caffe reggio and third rail")["places"][0]["name"]
    assert [card["name"] for card in me.say("i'll go w the first")["places"]] == [first]


def test_what_is_refused_as_a_whole_is_not_shown_again(device: MakeDevice):
    me = device(WASHINGTON_SQUARE)
    before = {card["name"] for card in me.say("a bar")["places"]}
    assert before.isdisjoint(card["name"] for card in me.say("not those")["places"])


def test_where_no_other_serves_a_diet_it_is_said_first(device: MakeDevice):
    me = device(WASHINGTON_SQUARE)
    me.say("kosher lunch")
    assert me.say("somewhere else?")["reply"].startswith("I don't know another place with kosher choices")


def test_for_a_chain_that_is_not_there_only_its_kind_does(device: MakeDevice):
    cards = device(WASHINGTON_SQUARE).say("is there a walgreens")["places"]
    assert {card["top_category"] for card in cards} <= {"pharmacy", "health"}


def test_a_name_that_nobody_knows_is_not_vouched_for(device: MakeDevice):
    assert device().say("is Zorbana Taverna any good")["reply"].startswith("I don't know Zorbana Taverna")


@pytest.mark.parametrize("asked", ["r they still open at 11", "r there any outlets"])
def test_are_is_read_as_it_is_typed(device: MakeDevice, asked: str):
    me = device(WASHINGTON_SQUARE)
    me.say("coffee")
    assert me.say(asked)["intent"] == "detail"


def test_making_it_takeout_keeps_the_dish(device: MakeDevice, guide: dict[str, GuidePlace]):
    me = device(TANDON)
    me.say("indian food")
    cards = me.say("and actually lets make it takeout")["places"]
    assert cards
    assert all("indian" in guide[card["place_id"]].cuisines for card in cards)


def test_a_bathroom_after_a_fountain_is_a_bathroom(device: MakeDevice, guide: dict[str, GuidePlace]):
    me = device(TANDON)
    me.say("water fountain near me")
    cards = me.say("public restroom too")["places"]
    assert cards
    assert all("restroom" in guide[card["place_id"]].kinds for card in cards)


@pytest.mark.parametrize("message", ["boba", "where can i get boba", "bubble tea"])
def test_where_enough_serve_a_dish_no_other_place_is_shown(
    device: MakeDevice, guide: dict[str, GuidePlace], message: str
):
    cards = device(WASHINGTON_SQUARE).say(message)["places"]
    assert len(cards) == 3
    assert all("bubble tea" in guide[card["place_id"]].cuisines for card in cards)


def test_a_game_is_watched_in_a_bar(device: MakeDevice):
    cards = device(TANDON).say("watch the knicks game at a bar")["places"]
    assert cards
    assert {card["top_category"] for card in cards} == {"bars"}


def test_two_places_are_weighed_for_what_they_are_wanted_for(device: MakeDevice):
    reply = device(WASHINGTON_SQUARE).say("kimmel or bobst for studying")["reply"]
    assert reply.startswith("For studying I'd pick Elmer Holmes Bobst Library")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("dress code?", "I don't know about dress code at {name}"),
        ("is it 21+", "I don't know whether it's 21+ at {name}"),
        ("any parking?", "I don't know about parking at {name}"),
    ],
)
def test_a_bare_question_is_one_on_the_card(device: MakeDevice, question: str, said: str):
    me = device(WASHINGTON_SQUARE)
    name = me.say("a bar")["places"][0]["name"]
    answer = me.say(question)
    assert answer["intent"] == "detail"
    assert said.format(name=name) in answer["reply"]


def test_what_the_description_tells_is_not_said_to_be_unknown(device: MakeDevice):
    me = device(TANDON)
    me.say("xian famous foods")
    reply = me.say("is it spicy")["reply"]
    assert "mostly spicy" in reply
    assert "I don't know" not in reply


@pytest.mark.parametrize("before", ["ramen", "gym"])
def test_a_kind_of_place_alone_is_wanted_whatever_was_before(
    device: MakeDevice, guide: dict[str, GuidePlace], before: str
):
    me = device(WASHINGTON_SQUARE)
    me.say(before)
    cards = me.say("post office")["places"]
    assert all("post_office" in guide[card["place_id"]].kinds for card in cards)


def test_any_other_does_after_a_chain(device: MakeDevice):
    me = device(WASHINGTON_SQUARE)
    assert "I don't know a CVS" in me.say("cvs near washington square")["reply"]
    assert "CVS" not in me.say("ok any pharmacy")["reply"]


def test_a_chain_is_not_found_inside_another_name(device: MakeDevice):
    body = device(WASHINGTON_SQUARE).say("where can i drop off a ups package")
    assert body["reply"].startswith("I don't know a UPS around here")
    assert {card["top_category"] for card in body["places"]} <= {"post"}


def test_the_hours_of_a_museum_known_only_by_its_spot_are_unknown(device: MakeDevice):
    reply = device(WASHINGTON_SQUARE).say("what time does the met close today")["reply"]
    assert reply.startswith("I know where Metropolitan Museum of Art is, but no more")


def test_holiday_wishes_are_returned(device: MakeDevice):
    me = device(WASHINGTON_SQUARE)
    me.say("supermarket nearby")
    assert me.say("happy thanksgiving")["intent"] == "smalltalk"


def test_what_was_asked_of_one_is_asked_of_the_next_by_name(device: MakeDevice):
    me = device(WASHINGTON_SQUARE)
    first, second = [card["name"] for card in me.say("a bar")["places"][:2]]
    assert f"I don't know whether there's a cover at {first}," in me.say("is there a cover at the first one")["reply"]
    assert f"I don't know whether there's a cover at {second}," in me.say("ok what about the second")["reply"]


@pytest.mark.parametrize(
    ("wish", "question"), [("想吃拉面", "最后一家几点关门"), ("un café", "¿la última está abierta?")]
)
def test_the_last_one_is_the_last_in_other_languages(device: MakeDevice, wish: str, question: str):
    me = device(WASHINGTON_SQUARE)
    last = me.say(wish)["places"][-1]["name"]
    assert [card["name"] for card in me.say(question)["places"]] == [last]


def test_one_card_is_weighed_against_the_others(device: MakeDevice):
    me = device(WASHINGTON_SQUARE)
    cards = me.say("ramen")["places"]
    answer = me.say("is the 2nd one cheaper")
    assert len(answer["places"]) == len(cards)
    assert "cheap" in answer["reply"].split(".")[0]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("do i need to book", "I don't know whether you need to book at {name}"),
        ("do we have to pay cash", "I don't know whether you need to pay cash at {name}"),
    ],
)
def test_what_is_needed_there_is_asked_of_the_card(device: MakeDevice, question: str, said: str):
    me = device(WASHINGTON_SQUARE)
    name = me.say("ramen")["places"][0]["name"]
    assert said.format(name=name) in me.say(question)["reply"]


def test_free_of_an_allergen_is_no_price(device: MakeDevice):
    cards = device(WASHINGTON_SQUARE).say("peanut free bakery")["places"]
    assert cards
    assert {card["top_category"] for card in cards} <= {"cafe", "restaurant", "quick_bites"}


def test_what_the_only_place_has_is_asked_of_it(device: MakeDevice):
    me = device(TANDON)
    me.say("is wegmans open sunday at 7am")
    answer = me.say("do they have a hot bar")
    assert [card["name"] for card in answer["places"]] == ["Wegmans (Brooklyn Navy Yard)"]
    assert "hot bar" in answer["reply"]


def test_part_of_a_name_is_enough_to_refuse_it(device: MakeDevice):
    cards = device(WASHINGTON_SQUARE).say("bubble tea thats not kung fu")["places"]
    assert cards
    assert not [card["name"] for card in cards if "Kung Fu" in card["name"]]


def test_few_words_of_spanish_are_spanish(device: MakeDevice):
    assert "a pie" in device(WASHINGTON_SQUARE).say("un museo gratis")["reply"]


def test_a_bookshop_is_no_cheaper_matcha(device: MakeDevice):
    me = device(WASHINGTON_SQUARE)
    me.say("best matcha")
    assert "shopping" not in {card["top_category"] for card in me.say("something cheaper")["places"]}


@pytest.mark.parametrize("asked", ["what about the last", "is the last one halal"])
def test_the_last_is_the_last_of_the_list(device: MakeDevice, asked: str):
    me = device(WASHINGTON_SQUARE)
    last = me.say("good dumplings")["places"][-1]["name"]
    me.say("is the first one halal")
    assert [card["name"] for card in me.say(asked)["places"]] == [last]


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [
        pytest.param(
            "somewhere to dance", "we r 19 tho", "You have to be 21 to drink", id="an age is heard as it is typed"
        ),
        pytest.param(
            "haircut", "nail salon then", "nail salon", id="another thing is sought instead of the one before"
        ),
        pytest.param(
            "coffee",
            "which of these is cheapest",
            " are the cheapest.",
            id="two that tie of three are both the cheapest",
        ),
        pytest.param(
            "is there a whole foods by union sq", "until when", "open until", id="until when alone asks for the hours"
        ),
    ],
)
def test_a_second_message_is_heard_as_it_is_meant(device: MakeDevice, first: str, second: str, says: str):
    me = device(WASHINGTON_SQUARE)
    me.say(first)
    assert says in me.say(second)["reply"]
