"""Whole sentences, from a text at once or in pieces of any size."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from violet.services.chat.replies.sentences import LONGEST_SENTENCE, sentences_of, split_sentences

TEXTS = {
    "One. Two! Three?": ["One.", "Two!", "Three?"],
    "Open until 9 p.m. on weekdays. Go early.": ["Open until 9 p.m. on weekdays.", "Go early."],
    "St. Ann's is at 5 Jay St. near Dr. Lee's. Nice.": ["St. Ann's is at 5 Jay St. near Dr. Lee's.", "Nice."],
    "It is 0.3 mi away. Rated 4.5 stars.": ["It is 0.3 mi away.", "Rated 4.5 stars."],
    'He said "go!" Then we went.': ['He said "go!"', "Then we went."],
    "Wait... what? Yes…": ["Wait... what?", "Yes…"],
    "First line\nSecond line": ["First line", "Second line"],
    "你好。这里很安静！去吧": ["你好。", "这里很安静！", "去吧"],
    "Try TALEA Beer Co. (Cobble Hill) first. It is near.": ["Try TALEA Beer Co. (Cobble Hill) first.", "It is near."],
    "no end": ["no end"],
    "": [],
    "  \n ": [],
}


@pytest.mark.parametrize("text", TEXTS)
def test_sentences_end_where_a_reader_would_end_them(text: str):
    assert split_sentences(text) == TEXTS[text]


@given(st.text(max_size=300), st.lists(st.integers(1, 20), max_size=40))
def test_no_character_but_white_space_is_lost_or_made_up(text: str, sizes: list[int]):
    pieces, rest = [], text
    for size in sizes:
        pieces.append(rest[:size])
        rest = rest[size:]
    sentences = list(sentences_of([*pieces, rest]))
    assert "".join("".join(sentences).split()) == "".join(text.split())
    assert all(sentence == sentence.strip() and sentence for sentence in sentences)


@given(st.lists(st.sampled_from([*TEXTS, "Go there. ", "At 9 p.m. ", "Quiet! "]), max_size=6), st.integers(1, 9))
def test_pieces_of_any_size_come_to_the_same_sentences(texts: list[str], size: int):
    text = " ".join(texts)
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    assert list(sentences_of(pieces)) == split_sentences(text)


def test_a_sentence_comes_as_soon_as_the_next_one_begins():
    arrived: list[str] = []

    def pieces():
        for piece in ("One is ", "here. T", "wo is ", "there. Three"):
            arrived.append(piece)
            yield piece

    first = next(sentences_of(pieces()))
    assert first == "One is here."
    assert len(arrived) == 2


def test_what_never_ends_is_cut():
    sentences = split_sentences("word " * 1000)
    assert len(sentences) > 1
    assert max(map(len, sentences)) <= LONGEST_SENTENCE
