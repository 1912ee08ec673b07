"""Errands: what is near for them, with what the source says of it and no more."""

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
    ("message", "kind"),
    [
        ("nearest subway station", "station"),
        ("closest public restroom", "restroom"),
        ("where is a post office", "post_office"),
        ("supermarket nearby", "grocery"),
        ("where can i refill my water bottle", "drinking_fountain"),
        ("is there a wifi kiosk near me", "wifi_kiosk"),
        ("where can i print", "print_shop"),
    ],
)
def test_an_errand_finds_what_is_near(
    device: MakeDevice, guide: dict[str, GuidePlace], where: dict[str, float], message: str, kind: str
) -> None:
    body = device(where).say(message)
    assert body["places"]
    assert all(kind in guide[card["place_id"]].kinds for card in body["places"])


def test_a_station_says_its_lines_and_whether_it_is_step_free(device: MakeDevice) -> None:
    cards = device(TANDON).say("nearest subway station")["places"]
    nearest = cards[0]
    assert nearest["name"] == "Jay St-MetroTech station (A C F R)"
    assert "step_free" in nearest["tags"]
    assert "as of December 2025" in nearest["description"]


def test_a_list_of_nothing_in_particular_holds_no_errands(device: MakeDevice, guide: dict[str, GuidePlace]) -> None:
    for message in ("surprise me", "what should i do", "something fun"):
        cards = [card for card in device(WASHINGTON_SQUARE).say(message)["places"] if card["type"] == "place"]
        assert not [card for card in cards if guide[card["place_id"]].source is not None], message


@pytest.mark.parametrize(
    ("message", "name", "said"),
    [
        ("prayer room", "Global Center for Academic and Spiritual Life", "I don't know of a prayer or meditation room"),
        ("h mart", "H Mart (Third Avenue)", "I don't know an H Mart near you"),
    ],
)
def test_what_there_is_only_far_away_is_shown_as_that(device: MakeDevice, message: str, name: str, said: str) -> None:
    body = device(TANDON).say(message)
    assert [card["name"] for card in body["places"]] == [name]
    assert body["reply"].startswith(said)


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("ikea", "I don't know an Ikea around here"),
        ("where can i lock my bike", "I don't know a bike rack"),
    ],
)
def test_what_nobody_here_has_brings_no_other_shop(device: MakeDevice, message: str, said: str) -> None:
    body = device(WASHINGTON_SQUARE).say(message)
    assert body["places"] == []
    assert body["reply"].startswith(said)


@pytest.mark.parametrize("message", ["gay bar", "queer bars around here", "lgbtq friendly bar", "a lesbian bar"])
def test_a_gay_bar_is_one_that_is_known_as_such(device: MakeDevice, guide: dict[str, GuidePlace], message: str) -> None:
    cards = device(WASHINGTON_SQUARE).say(message)["places"]
    assert cards
    assert all(guide[card["place_id"]].tags.get("lgbtq") for card in cards)


def test_lost_things_have_an_office_with_a_card(device: MakeDevice) -> None:
    body = device(WASHINGTON_SQUARE).say("lost and found")
    assert [card["name"] for card in body["places"]] == ["NYU Public Safety"]
    assert "212-998-2222" in body["reply"]
