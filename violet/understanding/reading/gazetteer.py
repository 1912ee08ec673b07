"""Names that people use for places: finds the guide's campuses, neighbourhoods and places in a message."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from violet.campus.campus import Campus
from violet.domain.geo import LatLng
from violet.understanding.reading.addresses import DIRECTIONS, Addresses, KnownAddress
from violet.understanding.reading.lexicon import CJK, chain_names, corrected, has_meaning, normalise, tokens_of
from violet.understanding.reading.misspelled import Misspelled, is_slip
from violet.understanding.reading.phrases import Phrases
from violet.understanding.reading.sentences import everyday_prototypes
from violet.understanding.reading.short_names import short_names

LONGEST_NAME, LEAST_LETTERS, MAX_MISSPELLED = 14, 4, 4
# A name of so many letters is known without its spaces, or with some that it has not: "wholefoods", "metro tech".
LEAST_JOINED, MAX_JOINED = 8, 3
WORDS = Phrases("gazetteer")
NEAR_WORDS, ON_THE_WAY = WORDS.words("near"), WORDS.words("on_the_way")
REFUSALS, CLAUSE_MARKS = WORDS.words("refusals"), WORDS.words("clause_marks")
REFUSING_PAIRS, REFUSING_VERBS = WORDS.words("refusing_pairs"), WORDS.words("refusing_verbs")
# After these a short name is one as well: "not WSP".
NAMED_AFTER, SET_AGAINST = WORDS.words("named_after"), WORDS.words("set_against")
# What follows makes another name of it: Grand Army is a bar, and Grand Army Plaza is not.
OTHER_PLACES = WORDS.words("other_places")
REFUSAL_REACH, REFUSAL_WORDS = 7, 3
FILLERS, STREET_WORDS = WORDS.words("fillers"), WORDS.words("streets")
JOINED, BUILDING = "and", ("campus_building",)
# Between Latin letters and a script that is written on without a space: "bobst附近".
SCRIPT_EDGE = re.compile(r"(?<=[a-z0-9])(?=[\u3400-\u9fff\uac00-\ud7af])|(?<=[\u3400-\u9fff\uac00-\ud7af])(?=[a-z0-9])")
NEAR_AFTER, NOT_FIRST = WORDS.words("near_after"), WORDS.words("not_first")
SHORT_WISH = 3
ENDS_OF_A_WAY = WORDS.words("ends_of_a_way")
# "Prince Street" is "prince st" as well: both are looked up in the shorter spelling.
SHORTER = WORDS.tables("shorter")[0]
NO_PLACES, NO_SLIPS = WORDS.words("no_places"), WORDS.words("no_slips")


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A name found in a message. `place_id` is the guide's id where the name is a place's, None for an area or campus;
    `after_near` tells that a word such as "near" stands before it, `refused` that a negation does ("not Bobst");
    `after_at` that "at" does, `said` is how the message calls it, normalised. `is_place` tells that an area is a place of
    the guide as well (a park), `is_building` that a place is a building of the campus before it is anything else."""

    name: str
    location: LatLng
    place_id: str | None
    after_near: bool
    said: str = ""
    refused: bool = False
    after_at: bool = False
    is_place: bool = False
    is_building: bool = False


@dataclass(frozen=True, slots=True)
class _Known:
    name: str
    location: LatLng
    place_id: str | None


class Gazetteer:
    def __init__(self, guide: Campus) -> None:
        self._names: dict[tuple[str, ...], _Known] = {}
        self._short: dict[str, _Known] = {}
        self._characters: dict[str, _Known] = {}
        self._shorter: dict[tuple[str, ...], _Known] = {}
        self._joined: dict[str, _Known] = {}
        self._first_words: set[str] = set()
        self._places = frozenset(place.name for place in guide.places)
        self._buildings = frozenset(place.id for place in guide.places if place.kinds[:1] == BUILDING)
        self._addresses = Addresses(
            (place.address, KnownAddress(place.name, place.location, place.id))
            for place in guide.places
            if place.address
        )
        for known in (*guide.sites, *guide.areas):
            for name in (known.name, *known.aliases):
                self._add(name, _Known(known.name, known.location, None), plain=False)
        for place in guide.places:
            for name in (place.name, *place.aliases):
                self._add(name, _Known(place.name, place.location, place.id))
        for place in guide.places:
            for name in short_names(place.name):
                if not _is_ordinary(tuple(word for word in _words_of(name) if word != "the")):
                    self._add(name, _Known(place.name, place.location, place.id))
        self._misspelled = Misspelled(self._names)
        self._misspelled_areas = Misspelled(name for name, known in self._names.items() if known.place_id is None)

    def find(self, message: str) -> tuple[NamedPlace, ...]:
        """The known names in the message, in order; a longer name hides the shorter ones in it."""
        own = _words_of(message)
        words = [JOINED if word == "n" else word for word in own]
        found: list[NamedPlace] = []
        start = 0
        while start < len(words):
            length, known = self._longest_at(words, start)
            if known is None:
                start += 1
                continue
            length += _own_words_after(words[start + length :], known)
            said = " ".join(own[start : start + length])
            near, refused = _after_near(words, start) or _before_near(words, start + length), _refused(words, start)
            at = [word for word in words[max(0, start - 2) : start] if word != "the"][-1:] == ["at"]
            both = known.place_id is None and known.name in self._places
            building = known.place_id in self._buildings
            found.append(
                NamedPlace(known.name, known.location, known.place_id, near, said, refused, at, both, building)
            )
            start += length
        return (*found, *self._in_characters(message)) if CJK.search(message) else tuple(found)

    def _in_characters(self, message: str) -> Iterator[NamedPlace]:
        """Names in scripts that are written on without spaces: "华盛顿广场附近的咖啡"."""
        text = normalise(message)
        for name, known in self._characters.items():
            at = text.find(name)
            if at >= 0:
                near = text[at + len(name) :].strip().startswith(tuple(NEAR_AFTER))
                yield NamedPlace(known.name, known.location, known.place_id, near, name)

    def _longest_at(self, words: list[str], start: int) -> tuple[int, _Known | None]:
        for length in range(min(LONGEST_NAME, len(words) - start) if self._may_begin(words[start]) else 0, 0, -1):
            known = self._spelled(words[start : start + length])
            if known is None and length == 1 and _is_due(words, start):
                known = self._short.get(words[start])
            after = words[start + length : start + length + 1]
            is_street = length == 1 and STREET_WORDS.intersection(after)
            is_house = words[max(0, start - 1)].isdigit() and DIRECTIONS.intersection(after)
            another = known is not None and OTHER_PLACES.intersection(after) - set(_words_of(known.name))
            if known is not None and not (is_street or is_house or another):
                return length, known
        return (
            self._address_at(words, start)
            or self._joined_at(words, start)
            or self._misspelled_at(words, start)
            or (0, None)
        )

    def _may_begin(self, word: str) -> bool:
        """Whether a name begins so: most words of a message need not be looked up with all that follow."""
        return word in self._first_words or SHORTER.get(word) in self._first_words or word in self._short

    def _spelled(self, words: Sequence[str]) -> _Known | None:
        return self._names.get(tuple(words)) or self._shorter.get(_shorter(words))

    def _joined_at(self, words: list[str], start: int) -> tuple[int, _Known] | None:
        """A name whose spaces are elsewhere: "wholefoods", "metro tech"."""
        for length in range(min(MAX_JOINED, len(words) - start), 0, -1):
            said = words[start : start + length]
            known = self._joined.get("".join(said))
            if known is not None and self._spelled(said) is None:
                return length, known
        return None

    def _address_at(self, words: list[str], start: int) -> tuple[int, _Known] | None:
        found = self._addresses.longest_at(words, start)
        if found is None:
            return None
        length, house = found
        return length, _Known(house.name, house.location, house.place_id or None)

    def _misspelled_at(self, words: list[str], start: int) -> tuple[int, _Known] | None:
        """A name with a slip: an area's where a place is due, anybody's where the words mean nothing else."""
        due = _after_near(words, start)
        for length in range(min(MAX_MISSPELLED, len(words) - start), 0, -1):
            said = words[start : start + length]
            if not any(map(_is_unheard, said)) or self._spelled(said) or not all(word.isalpha() for word in said):
                continue
            name = self._misspelled_areas.meant_by(said) if due or length > 1 else None
            if name is None and (length > 1 or corrected(said[0]) == said[0]):
                name = self._misspelled.meant_by(said)
                name = name if name is not None and _slips_where_unheard(said, name) else None
            if name is not None and not any(_is_ordinary((word,)) and word not in said for word in name if length == 1):
                return length, self._names[name]
        return None

    def _add(self, name: str, known: _Known, *, plain: bool = True) -> None:
        """`plain` leaves out everyday words, which many places are called: an area's name means the area ("soho")."""
        if CJK.search(name):
            self._characters.setdefault(normalise(name), known)
            return
        words = tuple(_words_of(name))
        if "." in words:  # "Los Tacos No. 1" is typed without its stop
            self._add(name.replace(".", " "), known, plain=plain)
        if words[:1] == ("the",):
            self._add(" ".join(words[1:]), known)
        if len(words) == 1 and len(words[0]) < LEAST_LETTERS and (name.isupper() or not name.isalpha()):
            self._short.setdefault(words[0], known)  # "WSP" and "W4" are names where a place is due
        ordinary = _is_ordinary(words) if plain else len(words) == 1 and has_meaning(words[0])
        if sum(map(len, words)) < LEAST_LETTERS or ordinary:
            return
        self._names.setdefault(words, known)
        self._shorter.setdefault(_shorter(words), known)
        self._first_words.update((words[0], _shorter(words)[0]))
        if len("".join(words)) >= LEAST_JOINED:
            self._joined.setdefault("".join(words), known)


def _own_words_after(after: Sequence[str], known: _Known) -> int:
    """How many words that follow are of the place's full name too: the museum of "the whitney museum"."""
    if known.place_id is None:
        return 0
    full = set(_words_of(known.name))
    return len(list(itertools.takewhile(lambda word: corrected(word) in full, after)))


def _shorter(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(SHORTER.get(word, word) for word in words)


def _slips_where_unheard(said: Sequence[str], name: Sequence[str]) -> bool:
    """Whether only words that mean nothing else differ from the name: "saigon shak" does, and "best dell" does not."""
    return all(word == own or (_is_unheard(word) and is_slip(word, own)) for word, own in zip(said, name, strict=True))


def _is_unheard(word: str) -> bool:
    """Whether it is long enough for a name and nothing else that people say."""
    heard = word in _everyday_words() or has_meaning(word) or word in NO_PLACES or word in NO_SLIPS
    return len(word) >= LEAST_LETTERS and not heard


def _words_of(text: str) -> list[str]:
    text = normalise(text).replace("&", " and ")
    return tokens_of(SCRIPT_EDGE.sub(" ", text) if CJK.search(text) else text)


def _is_ordinary(words: tuple[str, ...]) -> bool:
    """One-word names that are everyday words ("Market", "Spot") would be found everywhere."""
    if len(words) != 1 or words[0] in chain_names():
        return False
    return has_meaning(words[0]) or words[0] in _everyday_words()


@lru_cache(maxsize=1)
def _everyday_words() -> frozenset[str]:
    """The words of the prototypes: whoever asks for something uses them without meaning anybody's name."""
    texts = (text for texts in everyday_prototypes().values() for text in texts)
    return frozenset(word for text in texts for word in tokens_of(normalise(text)))


def _refused(words: list[str], start: int) -> bool:
    """ "not Bobst", "that isn't the Strand", "other than Kimmel"; but "isn't Bobst open" asks after it."""
    clause = list(words[max(0, start - REFUSAL_REACH) : start])
    for at in range(len(clause) - 1, -1, -1):
        if clause[at] in CLAUSE_MARKS:
            clause = clause[at + 1 :]
            break
    before = [word for word in clause if word not in FILLERS]
    pairs = [" ".join(pair) for pair in itertools.pairwise(before)]
    if REFUSING_PAIRS.intersection(pairs[-1:]) or REFUSING_VERBS.intersection(pairs):
        return True
    before = before[-REFUSAL_WORDS:]
    return bool(before) and before[-1] in REFUSALS and not (len(before) == 1 and before[-1] in ("isnt", "arent"))


def is_everyday(word: str) -> bool:
    """Whether people use the word when they ask for anything at all."""
    return word in _everyday_words() or word in NO_PLACES


def _before_near(words: list[str], after: int) -> bool:
    """ "Bobst 附近", "union square ke paas": what says "near" in other languages stands behind the name."""
    return any(word.startswith(tuple(NEAR_AFTER)) for word in words[after : after + 2]) or any(
        marker in word for word in words[after : after + 1] if CJK.search(word) for marker in NEAR_AFTER
    )


def _is_due(words: list[str], at: int) -> bool:
    """Whether a name is due, so that one of few letters is one: "near WSP", "not WSP", "wsp or tompkins"."""
    before, after = words[max(0, at - 1)], words[at + 1 : at + 2]
    against = before in SET_AGAINST or SET_AGAINST.intersection(after)
    return bool(_after_near(words, at) or before in NAMED_AFTER | ENDS_OF_A_WAY or against or _is_short_wish(words, at))


def _is_short_wish(words: list[str], at: int) -> bool:
    """ "uws bagels", "drinks les": a name of few letters at one end, and otherwise only words of what is wanted."""
    if len(words) not in (1, 2, SHORT_WISH) or at not in (0, len(words) - 1) or (at == 0 and words[0] in NOT_FIRST):
        return False
    return all(has_meaning(word) for index, word in enumerate(words) if index != at)


def _after_near(words: list[str], start: int) -> bool:
    index = start - 1
    while index >= 0 and words[index] in FILLERS:
        index -= 1
    on_the_way = index >= 0 and ON_THE_WAY.intersection((words[index], " ".join(words[max(0, index - 2) : index + 1])))
    return index >= 0 and (words[index] in NEAR_WORDS or bool(on_the_way))
