"""Words with a meaning of their own: finds the concepts of `lexicon.toml` in a message, and whether they are negated."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from rapidfuzz import fuzz, process

NEGATIONS = frozenset(
    "not no without isnt arent dont doesnt didnt wont cant never except avoid hate "
    "nothing skip sin nada nunca excepto नहीं बिना nahi besides minus".split()
)
NO_NEGATIONS = (
    "no more than ", "not only ", "no matter ", "dont mind ", "no idea ", "dont care ", "not sure ", "no worries ",
)  # fmt: skip
IDIOM = "idiom"
CLAUSE_ENDS = frozenset({",", ".", ";", "!", "?", "but", "pero", "instead"})
NEGATION_REACH = 4
PLACE_GROUPS = frozenset({"category", "cuisine", "kind", "brand"})
BESIDE = frozenset({"near", "nearby", "beside", "by", "around", "close", "next"})
AFTER_NEIGHBOURS = frozenset("me here us my with w and or for that where which so".split())
NEIGHBOUR_REACH = 5
LEAST_FUZZY_LENGTH = 5
LEAST_FUZZY_RATIO = 87.0
CJK = re.compile(r"[\u3400-\u9fff]")
TOKEN = re.compile(r"[\w$]+(?:[-/&][\w$]+)*|[.,;!?]", re.UNICODE)
APOSTROPHES, WITHOUT, WITH = re.compile(r"['’`´]"), re.compile(r"\bw/o\b"), re.compile(r"\bw/\s*")
CHINESE_NEGATIONS = ("不要", "不想", "别", "不")


@dataclass(frozen=True, slots=True)
class Hit:
    """A concept found: its group ("category", "tag", ...), its word there, the words that said it, and where."""

    group: str
    concept: str
    words: str
    start: int
    negated: bool
    opposite: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    group: str
    concept: str
    opposite: bool


def normalise(text: str) -> str:
    """Lower case, one kind of apostrophe and none inside words, combined characters, "w/o" and "w/" in full."""
    text = APOSTROPHES.sub("", unicodedata.normalize("NFKC", text).casefold())
    return WITH.sub("with ", WITHOUT.sub("without", text)) if "w/" in text else text


def tokens_of(text: str) -> list[str]:
    """The words and clause marks of a normalised text, accents kept ("café"), hyphens inside words kept."""
    return TOKEN.findall(text)


@lru_cache(maxsize=2048)
def find_concepts(message: str) -> tuple[Hit, ...]:
    """All concepts in the message, in order of appearance. A longer phrase hides the shorter ones inside it, per group."""
    text = normalise(message)
    words = [_corrected(token) for token in tokens_of(text)]
    hits = [*_without_idioms(list(_phrase_hits(words))), *_chinese_hits(text)]
    return tuple(sorted(hits, key=lambda hit: hit.start))


def has_meaning(word: str) -> bool:
    """Whether a normalised word says something by itself, spelt just so."""
    return word in _lexicon().phrases


@lru_cache(maxsize=1)
def chain_names() -> frozenset[str]:
    """The chains that people name, normalised."""
    phrases = _lexicon().phrases
    return frozenset(phrase for phrase, entries in phrases.items() if any(entry.group == "brand" for entry in entries))


def _without_idioms(hits: list[Hit]) -> list[Hit]:
    """The hits but those inside a phrase that means something else: "to go" in "where to go", the park in "park slope"."""
    covered = {index for hit in hits if hit.group == IDIOM for index in _indices(hit)}
    return [hit for hit in hits if hit.group != IDIOM and not covered.issuperset(_indices(hit))] if covered else hits


def _indices(hit: Hit) -> range:
    return range(hit.start, hit.start + len(hit.words.split()))


def _phrase_hits(words: list[str]) -> Iterator[Hit]:
    lexicon = _lexicon()
    taken: dict[str, int] = {}
    for start in range(len(words)):
        for length in range(min(lexicon.longest, len(words) - start), 0, -1):
            phrase = " ".join(words[start : start + length])
            for entry in lexicon.phrases.get(phrase, ()):
                if taken.get(entry.group, -1) >= start + length:
                    continue
                taken[entry.group] = start + length
                yield Hit(entry.group, entry.concept, phrase, start, is_negated(words, start), entry.opposite)


def _chinese_hits(text: str) -> Iterator[Hit]:
    if not CJK.search(text):
        return
    for phrase, entries in _lexicon().characters.items():
        at = text.find(phrase)
        if at >= 0:
            negated = text[:at].endswith(CHINESE_NEGATIONS)
            for entry in entries:
                yield Hit(entry.group, entry.concept, phrase, at, negated, entry.opposite)


def is_negated(words: Sequence[str], start: int) -> bool:
    """Whether a negation stands in the few words before, within the same clause. "no more than" limits, not negates."""
    for index in range(start - 1, max(-1, start - 1 - NEGATION_REACH), -1):
        word = words[index]
        if word == "but" and words[max(0, index - 1)] in ("anything", "everything"):
            return True
        if word in CLAUSE_ENDS:
            return False
        if word in NEGATIONS:
            return not " ".join((*words[index : index + 3], "")).startswith(NO_NEGATIONS)
    return False


def without_neighbours(text: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits but the places that something is wanted near to: "coffee near the library" asks for no library.
    `text` is normalised."""
    wanted = [hit.start for hit in hits if hit.group in PLACE_GROUPS and not hit.negated]
    if len(wanted) < 2:
        return tuple(hits)
    words = tokens_of(text)
    beside: set[int] = set()
    for index, word in enumerate(words):
        if word in BESIDE and wanted[0] < index:
            for after in range(index + 1, min(len(words), index + 1 + NEIGHBOUR_REACH)):
                if words[after] in CLAUSE_ENDS or words[after] in AFTER_NEIGHBOURS:
                    break
                beside.add(after)
    return tuple(hit for hit in hits if hit.group not in PLACE_GROUPS or hit.start not in beside)


@lru_cache(maxsize=8192)
def _corrected(token: str) -> str:
    """A mistyped long word becomes the lexicon's; every other word stays."""
    lexicon = _lexicon()
    if len(token) < LEAST_FUZZY_LENGTH or token in lexicon.words or CJK.search(token):
        return token
    near = process.extractOne(token, lexicon.long_words, scorer=fuzz.ratio, score_cutoff=LEAST_FUZZY_RATIO)
    if near and near[0][0] == token[0]:
        return near[0]
    swapped = (token[:at] + token[at + 1] + token[at] + token[at + 2 :] for at in range(1, len(token) - 1))
    return next((word for word in swapped if word in lexicon.words), token)


@dataclass(frozen=True, slots=True)
class _Lexicon:
    phrases: dict[str, tuple[_Entry, ...]]
    characters: dict[str, tuple[_Entry, ...]]
    words: frozenset[str]
    long_words: tuple[str, ...]
    longest: int


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    data = tomllib.loads(resources.files(__package__).joinpath("lexicon.toml").read_text(encoding="utf-8"))
    phrases: dict[str, tuple[_Entry, ...]] = {}
    characters: dict[str, tuple[_Entry, ...]] = {}
    for phrase, entry in _entries(data):
        plain = normalise(phrase)
        if CJK.search(plain):
            characters[plain] = (*characters.get(plain, ()), entry)
        else:
            key = " ".join(tokens_of(plain))
            phrases[key] = (*phrases.get(key, ()), entry)
    words = frozenset(word for phrase in phrases for word in phrase.split())
    return _Lexicon(
        phrases=phrases,
        characters=characters,
        words=words,
        long_words=tuple(sorted(word for word in words if len(word) >= LEAST_FUZZY_LENGTH)),
        longest=max(len(phrase.split()) for phrase in phrases),
    )


def _entries(data: dict[str, Any]) -> Iterator[tuple[str, _Entry]]:
    """Concepts are either lists of phrases or tables of languages with lists, plus `opposite`."""
    for group, concepts in data.items():
        for concept, forms in concepts.items():
            languages = forms if isinstance(forms, dict) else {"any": forms}
            for language, phrases in languages.items():
                for phrase in phrases:
                    yield phrase, _Entry(group, concept, opposite=language == "opposite")
