"""How a message points at what was shown before: by counting, by comparing, by kind ("that cafe"), or by "it"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from violet.understanding.reading.dates import without_dates
from violet.understanding.reading.lexicon import Hit, find_concepts
from violet.understanding.reading.phrases import Phrases

PATTERNS = Phrases("pointers")
LAST, ORDINAL, NUMBERED = PATTERNS["last"], PATTERNS["ordinal"], PATTERNS["numbered"]
CHINESE_ORDINAL, BARE_NUMBER = PATTERNS["chinese_ordinal"], PATTERNS["bare_number"]
LEADING_NUMBER = PATTERNS["leading_number"]
POINTING, THAT_KIND = PATTERNS["pointing"], PATTERNS["that_kind"]
PICKS, SPOTS = PATTERNS["picks"], PATTERNS.several("spots")
ONE = PATTERNS.words("one")
# "is there a park" and "a bar that is open late" point at nothing.
POINTS_NOWHERE = PATTERNS["points_nowhere"]
THE_OTHER, THE_MIDDLE, THE_TOP = PATTERNS["the_other"], PATTERNS["the_middle"], PATTERNS["the_top"]
WHICH_IS_BEST, THE_ORIGINAL = PATTERNS["which_is_best"], PATTERNS["the_original"]
THE_ONE_BEFORE = PATTERNS["the_one_before"]
EARLIER_LIST, FIRST_TWO = PATTERNS["earlier_list"], PATTERNS["first_two"]
PAIR = PATTERNS["pair"]
COMPARED, REFUSED_CARD = PATTERNS.several("compared"), PATTERNS["refused_card"]
# The first two of them may ask for something new: "lets find somewhere cheaper".
CHOOSING = COMPARED[2:]
NUMBERS, WHOLE_ORDINALS = PATTERNS.values(), PATTERNS.values("ordinals")

Extreme = Literal["cheap", "near", "dear"]


@dataclass(frozen=True, slots=True)
class KindSaid:
    """ "that cafe", "the ramen place": the concepts of the words, the words themselves and the last of them."""

    hits: tuple[Hit, ...]
    words: frozenset[str]
    last_word: str

    @property
    def is_one(self) -> bool:
        """Whether it is called "the ... one", so that it is sure to have been shown."""
        return not ONE.isdisjoint(self.words)


@dataclass(frozen=True, slots=True)
class Pointers:
    """`position` counts from 1, `positions` are all that it counts to ("the first or the third"). `extreme` asks for the
    cheapest, nearest or dearest of what was shown, of the `first_two` where those are meant; `chooses` tells that it is
    sure to be one of those ("the cheapest of them"). `before` is the card talked about before the present one.
    `earlier_list` means the list before the last one. `back` tells of an "it" or "there", `instead` that one is refused
    and another pointed at ("not that one, the third"), `picks` that the message begins with a thing of some kind and
    says little more ("the pizza one"). `spots` are the words that say where it is ("the one on Houston")."""

    position: int | None = None
    positions: tuple[int, ...] = ()
    last: bool = False
    middle: bool = False
    original: bool = False
    before: bool = False
    other: bool = False
    earlier_list: bool = False
    extreme: Extreme | None = None
    chooses: bool = False
    first_two: bool = False
    refuses: bool = False
    instead: bool = False
    back: bool = False
    kinds: tuple[KindSaid, ...] = ()
    picks: bool = False
    spots: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether the message counts to something ("the second one", "the last place")."""
        return self.last or self.middle or self.position is not None


def pointers_in(text: str) -> Pointers:
    """All that a normalised text points at."""
    refuses = bool(REFUSED_CARD.search(text))
    listed = EARLIER_LIST.sub(" ", text)  # "the first list" counts to no card
    undated = without_dates(REFUSED_CARD.sub(" ", listed))
    instead = refuses and _points(undated)
    if refuses and not instead:
        undated = without_dates(listed)
    return Pointers(
        position=_position(undated),
        positions=_positions(undated),
        last=bool(LAST.search(undated)),
        middle=bool(THE_MIDDLE.search(undated)),
        original=bool(THE_ORIGINAL.search(undated)),
        before=bool(THE_ONE_BEFORE.search(text)),
        other=bool(THE_OTHER.search(text)),
        earlier_list=bool(EARLIER_LIST.search(text)),
        extreme=_extreme(text),
        chooses=any(pattern.search(text) for pattern in CHOOSING),
        first_two=bool(FIRST_TWO.search(text)),
        refuses=refuses,
        instead=instead,
        back=bool(POINTING.search(POINTS_NOWHERE.sub(" ", text))),
        kinds=tuple(
            KindSaid(find_concepts(match.group(0)), frozenset(match.group(0).split()), match.group(1) or "")
            for match in THAT_KIND.finditer(text)
        ),
        picks=bool(PICKS.search(text)),
        spots=tuple(spot for pattern in SPOTS for spot in pattern.findall(text)),
    )


def _points(text: str) -> bool:
    """Whether the text points at one card by its place in the list, or as the other one."""
    found = any(pattern.search(text) for pattern in (LAST, THE_MIDDLE, THE_OTHER, THE_ONE_BEFORE))
    return found or _position(text) is not None


def _positions(text: str) -> tuple[int, ...]:
    """ "The first or the third", "1 or 3"."""
    ordinals = tuple(NUMBERS.get(said) or int(said) for said in ORDINAL.findall(text))
    pair = PAIR.search(text)
    return ordinals or (tuple(int(said) for said in pair.groups()) if pair is not None else ())


def _extreme(text: str) -> Extreme | None:
    match = next((found for pattern in COMPARED if (found := pattern.search(text))), None)
    if match is None:
        return None
    if match.group("near"):
        return "near"
    return "dear" if match.group("dear") else "cheap"


def _position(text: str) -> int | None:
    if THE_TOP.search(text) or WHICH_IS_BEST.search(text):
        return 1
    for pattern in (ORDINAL, NUMBERED, BARE_NUMBER, LEADING_NUMBER, CHINESE_ORDINAL):
        match = pattern.search(text)
        if match:
            said = match.group(1)
            return NUMBERS.get(said) or int(said)
    return next((position for words, position in WHOLE_ORDINALS.items() if words in text), None)
