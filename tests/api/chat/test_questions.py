"""Single questions and second ones: what each kind of message is taken for, and what every answer keeps to."""

from __future__ import annotations

import pytest

from tests.api.chat.conftest import WASHINGTON_SQUARE, MakeDevice, ids, minutes
from violet.api.support.documentation import DocumentedApp
from violet.campus.schema import GuidePlace


@pytest.fixture
def app(shared_app: DocumentedApp) -> DocumentedApp:
    return shared_app


@pytest.mark.parametrize(
    ("message", "intent"),
    [
        ("is it open now", "detail"),
        ("does it have wifi?", "detail"),
        ("what's the address", "detail"),
        ("how far is it", "detail"),
        ("how much is it", "detail"),
        ("the last one", "detail"),
        ("number two please", "detail"),
        ("tell me about the first place", "detail"),
        ("how do I get there", "directions"),
        ("directions to the third", "directions"),
        ("something closer", "refine"),
        ("cheaper", "refine"),
        ("quieter", "refine"),
        ("with outdoor seating", "refine"),
        ("under $15", "refine"),
        ("another one", "another"),
        ("show me more", "another"),
        ("others?", "another"),
        ("more like the first one", "more_like_this"),
        ("thanks!", "smalltalk"),
        ("what's the weather?", "weather"),
    ],
)
def test_a_second_message_is_read_in_the_light_of_the_first(device: MakeDevice, message: str, intent: str):
    phone = device(WASHINGTON_SQUARE)
    first = phone.say("a cafe to work in")
    assert len(first["places"]) == 3
    answer = phone.say(message)
    assert answer["intent"] == intent
    if intent in ("detail", "directions"):
        assert len(answer["places"]) == 1
        assert ids(answer)[0] in ids(first)
        assert answer["places"][0]["name"] in answer["reply"]


@pytest.mark.parametrize("message", ["ramen near Washington Square", "I need a museum", "halal dinner", "hi", "coffee"])
def test_a_whole_new_question_is_not_taken_for_a_follow_up(device: MakeDevice, message: str):
    phone = device(WASHINGTON_SQUARE)
    before = phone.say(message)
    other = device(WASHINGTON_SQUARE)
    other.say("quiet library")
    after = other.say(message)
    assert after["intent"] == before["intent"]
    assert ids(after) == ids(before)


def test_follow_ups_with_nothing_before_them_are_answered_kindly(device: MakeDevice):
    for message in ("the second one", "something closer", "another one", "how do I get there", "is it open now"):
        answer = device().say(message)
        assert answer["places"] == []
        assert answer["intent"] in ("smalltalk", "directions")
        assert any(words in answer["reply"] for words in ("yet", "which place you mean"))


def test_it_counts_as_many_cards_as_it_was_asked_for(device: MakeDevice):
    assert len(device().say("just one coffee place")["places"]) == 1
    assert len(device().say("top 5 coffee places", at_most=5)["places"]) == 5
    assert len(device().say("give me 40 coffee places", at_most=10)["places"]) == 10


def test_far_from_every_campus_it_says_so_and_shows_those_of_the_campus(device: MakeDevice):
    answer = device({"latitude": 48.8566, "longitude": 2.3522}).say("coffee near me")
    assert "a long way from campus" in answer["reply"]
    assert all(card["walk_time"] is None for card in answer["places"])


def test_the_same_question_reads_differently_from_time_to_time_and_names_the_same_places(device: MakeDevice):
    answers = [device().say("coffee") for _ in range(8)]
    assert len({answer["reply"] for answer in answers}) > 2
    assert len({tuple(ids(answer)) for answer in answers}) == 1
    assert len({answer["turn_id"] for answer in answers}) == 8


def test_what_is_said_of_a_card_is_on_the_card(device: MakeDevice):
    """Names, minutes and closing times in the words are those of the cards beside them."""
    for message in ("coffee", "quiet study spot", "cheap dinner", "a park", "vegan lunch"):
        answer = device(WASHINGTON_SQUARE).say(message)
        words = answer["reply"]
        for card in answer["places"]:
            assert card["name"] in words
            assert f"{minutes(card)} minute walk" in words


def test_which_is_better_for_studying_is_answered_by_what_is_known(device: MakeDevice, guide: dict[str, GuidePlace]):
    phone = device(WASHINGTON_SQUARE)
    shown = phone.say("quiet place to study with outlets")
    answer = phone.say("which is better for studying")
    assert sorted(ids(answer)) == sorted(ids(shown))
    values = [sum(bool(guide[one].tags.get(tag)) for tag in ("quiet", "outlets", "wifi")) for one in ids(answer)]
    assert values[0] == max(values)
    for card in answer["places"]:
        assert f"{card['name']}:" in answer["reply"]


def test_which_suits_where_nobody_knows_is_said_so(device: MakeDevice):
    phone = device(WASHINGTON_SQUARE)
    phone.say("pizza")
    assert phone.say("which is better for studying")["reply"].startswith("I don't know which is better for studying")


def test_the_closest_to_a_place_is_measured_from_there(device: MakeDevice):
    phone = device(WASHINGTON_SQUARE)
    phone.say("pizza")
    answer = phone.say("closest to bobst")
    walks = [minutes(card) for card in answer["places"]]
    assert walks[0] == min(walks)
    assert answer["reply"].count("from Elmer Holmes Bobst Library") == len(walks)


def test_near_a_street_is_near_its_nearest_corner(device: MakeDevice):
    answer = device(WASHINGTON_SQUARE).say("pizza on 12th")
    assert "from East 12th Street and 5th Avenue" in answer["reply"]
    assert "I don't know where" not in answer["reply"]


@pytest.mark.parametrize(
    "messages",
    [
        (
            "quiet place to study with outlets",
            "do they have outlets",
            "what about the second one",
            "is the third one free",
        ),
        ("pizza", "is it open now", "do they take cash", "closest to bobst", "which is closest to astor place"),
        ("how late is zyzzyva open", "is zyzzyva tower open", "how late is zyzzyva open"),
        ("un cafe cerca", "algo para cenar", "un museo"),
    ],
)
def test_no_two_replies_of_a_conversation_begin_alike(device: MakeDevice, messages: tuple[str, ...]):
    phone = device(WASHINGTON_SQUARE)
    beginnings = [tuple(phone.say(message)["reply"].split()[:2]) for message in messages]
    assert len(set(beginnings)) == len(beginnings)


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [
        ("halal food under 15", "cheaper?", "I don't know anything cheaper"),
        ("halal food", "is the first one good for a nut allergy", "keeps clear of tree nuts"),
        ("a bar", "whats the cover", "I don't know the cover at "),
        ("is bobst open on thanksgiving", "what about dibner", "Thanksgiving"),
        ("a bookstore", "is it free", "free to look around"),
    ],
)
def test_a_second_question_is_answered_by_what_is_known(device: MakeDevice, first: str, second: str, says: str):
    phone = device(WASHINGTON_SQUARE)
    phone.say(first)
    assert says in phone.say(second)["reply"]


@pytest.mark.parametrize(
    ("message", "says"),
    [
        ("whats good at joes pizza", "I don't know the menu"),
        ("i need a winter coat", "I don't know a clothing store around here"),
        ("any vintage shops", "I don't know a thrift store around here"),
        ("is zyzzyva tower free", "I don't know zyzzyva tower"),
        ("is moma free for students", "I know where Museum of Modern Art is, but no more"),
    ],
)
def test_what_nobody_knows_is_said_and_not_guessed_at(device: MakeDevice, message: str, says: str):
    assert says in device(WASHINGTON_SQUARE).say(message)["reply"]


def test_clothes_are_where_a_place_tells_of_them(device: MakeDevice, guide: dict[str, GuidePlace]):
    answer = device().say("i need a winter coat")
    assert ids(answer)
    assert all(any(word in guide[one].about for word in ("clothes", "clothing", "sneaker")) for one in ids(answer))


def test_what_is_unknown_of_some_cards_is_said_of_those(device: MakeDevice, guide: dict[str, GuidePlace]):
    answer = device(WASHINGTON_SQUARE).say("free museums")
    unknown = [card["name"] for card in answer["places"] if "free" not in guide[card["place_id"]].tags]
    assert ("I don't know whether" in answer["reply"]) == bool(unknown)


def test_a_museum_far_away_is_not_answered_about_a_card(device: MakeDevice):
    phone = device(WASHINGTON_SQUARE)
    phone.say("free museums")
    answer = phone.say("is moma free for students")
    assert answer["places"] == []
    assert "Museum of Modern Art" in answer["reply"]
