"""Words with a meaning of their own, in four languages, with typing errors, and whether they are refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from violet.understanding.reading.lexicon import find_concepts, normalise, tokens_of


def found(message: str) -> dict[tuple[str, str], bool]:
    """(group, concept) -> negated."""
    return {(hit.group, hit.concept): hit.negated for hit in find_concepts(message)}


@pytest.mark.parametrize(
    ("message", "group", "concept"),
    [
        ("somewhere to study", "category", "study"),
        ("COFFEE!!", "category", "cafe"),
        ("any good bars?", "category", "bars"),
        ("vegan lunch", "diet", "vegan"),
        ("I'm vegan", "diet", "vegan"),
        ("halal food", "diet", "halal"),
        ("gluten-free bread", "diet", "gluten-free"),
        ("gluten free bread", "diet", "gluten-free"),
        ("with wifi", "tag", "wifi"),
        ("a place with outlets", "tag", "outlets"),
        ("ramen", "cuisine", "ramen"),
        ("something closer", "cue", "closer"),
        ("cheaper please", "cue", "cheaper"),
        ("show me another", "cue", "another"),
        ("how do I get there", "cue", "directions"),
        ("algo más barato", "cue", "cheaper"),
        ("una biblioteca tranquila", "tag", "quiet"),
        ("安静的咖啡馆", "tag", "quiet"),
        ("resturant", "category", "restaurant"),
        ("vegitarian", "diet", "vegetarian"),
        ("quite libary", "category", "study"),
    ],
)
def test_what_a_message_speaks_of(message: str, group: str, concept: str):
    assert found(message).get((group, concept)) is False


@pytest.mark.parametrize(
    ("message", "group", "concept"),
    [
        ("not a bar", "category", "bars"),
        ("no bars please", "category", "bars"),
        ("anything but pizza", "cuisine", "pizza"),
        ("dinner without sushi", "cuisine", "sushi"),
        ("I don't want coffee", "category", "cafe"),
        ("I hate ramen", "cuisine", "ramen"),
        ("somewhere that isn't a museum", "category", "culture"),
        ("nada de bares", "category", "bars"),
        ("不要咖啡", "category", "cafe"),
    ],
)
def test_what_is_refused_is_known_to_be(message: str, group: str, concept: str):
    assert found(message).get((group, concept)) is True


@pytest.mark.parametrize(
    ("message", "group", "concept"),
    [
        ("no, coffee", "category", "cafe"),
        ("not pizza but ramen", "cuisine", "ramen"),
        ("no more than $10 for coffee", "category", "cafe"),
        ("I don't care, sushi", "cuisine", "sushi"),
        ("never mind. a park", "category", "outdoors"),
    ],
)
def test_a_refusal_ends_with_its_clause(message: str, group: str, concept: str):
    assert found(message).get((group, concept)) is False


def test_not_loud_asks_for_quiet():
    (quiet,) = [hit for hit in find_concepts("not too loud") if hit.concept == "quiet"]
    assert quiet.negated
    assert quiet.opposite


@pytest.mark.parametrize(
    "message", ["something chill", "this", "history", "architecture of the barn", "parking a bargain"]
)
def test_words_are_found_as_words_and_never_inside_others(message: str):
    concepts = {concept for _, concept in found(message)}
    assert not concepts & {"greeting", "bars", "outdoors"}


def test_a_longer_phrase_hides_the_shorter_ones_in_it():
    hits = [hit for hit in find_concepts("bubble tea") if hit.group == "cuisine"]
    assert [hit.concept for hit in hits] == ["bubble tea"]


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(text: str):
    for hit in find_concepts(text):
        assert hit.group
        assert hit.concept
    assert normalise(normalise(text)) == normalise(text)
    assert all(token.strip() for token in tokens_of(normalise(text)))


@pytest.mark.parametrize(("typo", "concept"), [("lunhc", "lunch"), ("muesum", "museum"), ("suhsi", "sushi")])
def test_two_letters_that_changed_places_are_put_right(typo: str, concept: str) -> None:
    assert {(h.group, h.concept) for h in find_concepts(typo)} == {(h.group, h.concept) for h in find_concepts(concept)}
