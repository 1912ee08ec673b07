"""Names of rooms: only listed words, none twice while it is in use, the same for the same seed, and from weights that the
script makes again."""

from __future__ import annotations

import numpy as np
import pytest

from scripts.fit_names import Lists, blocked, fit
from violet.campus.loader import load_campuses
from violet.services.together.names.decency import is_decent
from violet.services.together.names.generate import Neighborhoods, generate
from violet.services.together.names.ranker import WEIGHTS, ranker

NAMES = 10_000


def test_ten_thousand_names_are_all_different_while_they_are_in_use_and_of_listed_words():
    campus = load_campuses()[0]
    lists, where = Lists(), campus.once(Neighborhoods).names
    taken: set[str] = set()
    for seed in range(NAMES):
        taken.add(generate(campus, seed, taken=taken.__contains__))
    assert len(taken) == NAMES
    for name in taken:
        pair, _, place = name.partition(" near ")
        adjective, noun = pair.split()
        assert adjective.lower() in lists.adjectives
        assert noun.lower() in lists.nouns
        assert place in where
    assert len({name.partition(" near ")[0] for name in taken}) > 1500, "not the same few pairs"


def test_nothing_listed_offends_alone_or_beside_another():
    """The script asks it of every pair before it fits; here of some of the adjectives with every noun."""
    lists = Lists()
    assert len({*lists.adjectives, *lists.nouns}) == len(lists.adjectives) + len(lists.nouns)
    assert blocked(lists.adjectives[::12], lists.nouns) == []
    assert all(map(is_decent, lists.adjectives))
    assert all(is_decent(f"Owl near {place}") for place in Neighborhoods(load_campuses()[0]).names)
    assert blocked(["brisk", "sh1t"], ["heron"]) == ["sh1t", "sh1t heron"]


def test_the_same_seed_gives_the_same_name_on_every_machine():
    campus = load_campuses()[0]
    names = [generate(campus, seed) for seed in (1, 2, 3)]
    assert names == [generate(campus, seed) for seed in (1, 2, 3)]
    assert len(set(names)) == 3


def test_where_every_name_is_taken_there_is_still_one():
    name = generate(load_campuses()[0], 7, taken=lambda name: True)
    assert name.rpartition(" ")[2].isdigit()


def test_the_ranker_prefers_what_goes_together():
    lists, own = Lists(), ranker()
    fits = lists.fits()
    scores = np.array([own.scores(group, number) for number, group in enumerate(lists.group)])
    assert scores[fits == 1].mean() > scores[fits == 0].mean() + 2


def test_the_script_makes_the_shipped_weights_again():
    made = fit(Lists())
    with np.load(WEIGHTS) as shipped:
        assert set(shipped.files) == set(made)
        for name in shipped.files:
            if shipped[name].dtype.kind == "f":
                assert shipped[name] == pytest.approx(made[name], abs=1e-3)
            else:
                assert (shipped[name] == made[name]).all()
    assert WEIGHTS.stat().st_size < 64_000
