"""American spelling in names, comments and documents: a list of the usual British slips."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

SLIPS = re.compile(
    r"neighbour|colour|favour|honour|behaviour|labour|rumour|humour|\bcentre|_centre|\bmetres?\b|kilometre|\blitre"
    r"|catalogue|dialogue box|travell(?:er|ing|ed)|counsell|labell|modell(?:ed|ing)|cancell?able|fulfil\b|judgement"
    r"|(?:normal|organ|recogn|summar|serial|initial|author|personal|optim|minim|maxim|categor|custom|emphas|general"
    r"|capital|token|local|visual|standard|synchron|prior|anonym|random|final|util|apolog|character|stabil|parametr)"
    r"is(?:e[ds]?\b|er|ing\b|ation)|\bspelt\b|\blearnt\b|\bwhilst\b|\bamongst\b|grey\b|artefact|programme\b",
    re.IGNORECASE,
)
# What people type, and what others call their things, is theirs.
NOT_OURS = re.compile(
    r"time_machine\.Traveller|\"centre\"|metres\?|catalogue_|promise|premise|surprise|otherwise|exercise"
    r"|(?:Grey|grey) (?:Art|Dog|art|dog)|grey-dog",
)
# Here "normalise" is still the name of a function that half of understanding calls.
LEXICON = re.compile(r"\bnormalised?\b|normalised_weights")
FOLDERS = ("violet", "scripts", "docs", "tests")
SUFFIXES = frozenset({".py", ".md"})
DATA = ("violet/understanding/", "violet/migrations/", "tests/unit/understanding/", "tests/simulator/")


def _files() -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            own = path.relative_to(ROOT).as_posix()
            if path.suffix in SUFFIXES and not own.startswith(DATA) and path != Path(__file__):
                yield path
    yield from sorted(ROOT.glob("*.md"))


def slips(text: str) -> list[str]:
    """The British spellings in a text, but for what is not ours."""
    return [found[0] for found in SLIPS.finditer(LEXICON.sub("", NOT_OURS.sub("", text)))]


def test_names_comments_and_documents_are_spelled_the_american_way() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): sorted(set(words)) for path in _files() if (words := slips(path.read_text()))
    }
    assert found == {}


@pytest.mark.parametrize(
    "text",
    ["the neighbour's id", "class Normaliser:", "SAME_NEIGHBOURHOOD_M", "in metres", "_centre(turn)", "serialise"],
)
def test_a_slip_is_found(text: str) -> None:
    assert slips(text)


@pytest.mark.parametrize("text", ["normalize", "a parameter in meters", "otherwise", "the center", "an exercise"])
def test_what_is_right_is_left_alone(text: str) -> None:
    assert slips(text) == []
