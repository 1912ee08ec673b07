"""Words with a meaning of their own: finds the concepts of `lexicon.toml` and of the taxonomy in a message, and whether
they are negated."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import Any

from rapidfuzz import fuzz, process

from violet.domain.categories import taxonomy
from violet.domain.taxonomy import Taxonomy
from violet.understanding.reading.local import local_tables
from violet.understanding.reading.phrases import Phrases

PATTERNS = Phrases("lexicon")
NEGATIONS, WISHES, MEALS = PATTERNS.words("negations"), PATTERNS.words("wishes"), PATTERNS.words("meals")
# What is no negation though it begins like one, and phrases that turn something down.
NO_NEGATIONS, REFUSAL_PHRASES = tuple(PATTERNS.words("no_negations")), PATTERNS.words("refusals")
REFUSAL_REACH = 7
FILES = ("lexicon.toml", "lexicon.languages.toml")
IDIOM, TASK = "idiom", "task"
CLAUSE_ENDS = PATTERNS.words("clause_ends")
NEGATION_REACH = 4
PLACE_GROUPS = frozenset({"category", "cuisine", "kind", "brand"})
BESIDE, AFTER_NEIGHBORS = PATTERNS.words("beside"), PATTERNS.words("after_neighbors")
NEIGHBOR_REACH = 5
LEAST_FUZZY_LENGTH = 5
LEAST_FUZZY_RATIO = 87.0
# Scripts whose words are not divided by spaces, or carry their endings and articles with them: found as characters.
CJK = re.compile(r"[\u3400-\u9fff\uac00-\ud7af\u0600-\u06ff]")
TOKEN = re.compile(r"[\w$]+(?:[-/&][\w$]+)*|[.,;!?]", re.UNICODE)
APOSTROPHES = re.compile(r"['’`´]")
BEFORE, NIGHT = PATTERNS["before"], PATTERNS["night"]
WITHOUT, WITH = PATTERNS["without"], PATTERNS["with"]
WHICH, ARE = PATTERNS["which"], PATTERNS["are"]
# Words that are typed short ("abt"), and letters that are drawn out ("ramennn", "goood").
SHORT_FORMS = {short: full for table in PATTERNS.tables("short_forms") for short, full in table.items()}
SHORT = re.compile(rf"\b(?:{'|'.join(sorted(SHORT_FORMS))})\b")
DRAWN_OUT, DRAWN_OUT_VOWEL = PATTERNS["drawn_out"], PATTERNS["drawn_out_vowel"]
# Of scripts that join words to others.
JOINED_NEGATIONS = tuple(PATTERNS.words("joined_negations"))
# What is said of a thing to turn it down: "thai is risky".
REFUSED_AFTER = Phrases("refused_after")["said"]


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
    """Lower case, one kind of apostrophe and none inside words, combined characters, "w/o", "b4", "nite" and other short
    forms in full, and no letter three times in a row."""
    text = APOSTROPHES.sub("", unicodedata.normalize("NFKC", text).casefold())
    text = BEFORE.sub("before", text) if "b4" in text else text
    text = NIGHT.sub("night", text) if "nite" in text else text
    text = WHICH.sub("which", text) if "wich" in text else text
    text = ARE.sub("are", text)
    text = SHORT.sub(lambda match: SHORT_FORMS[match.group()], text)
    text = DRAWN_OUT.sub(r"\1", DRAWN_OUT_VOWEL.sub(r"\1\1", text))
    return WITH.sub("with ", WITHOUT.sub("without", text)) if "w/" in text else text


def tokens_of(text: str) -> list[str]:
    """The words and clause marks of a normalised text, accents kept ("café"), hyphens inside words kept."""
    return TOKEN.findall(text)


def find_concepts(message: str) -> tuple[Hit, ...]:
    """All concepts in the message, in order of appearance. A longer phrase hides the shorter ones inside it, per group."""
    return _found(_lexicon(), message)


@lru_cache(maxsize=2048)
def _found(lexicon: _Lexicon, message: str) -> tuple[Hit, ...]:
    text = normalise(message)
    words = [_corrected(lexicon, token) for token in tokens_of(text)]
    hits = _with_wanted_meals(_without_errands(_without_idioms(list(_phrase_hits(lexicon, words)))))
    return tuple(sorted([*hits, *_chinese_hits(lexicon, text)], key=lambda hit: hit.start))


def has_meaning(word: str) -> bool:
    """Whether a normalised word says something by itself, spelt just so."""
    return word in _lexicon().phrases


def corrected(word: str) -> str:
    """The word of the lexicon that a normalised word is a slip of; else the word itself."""
    return _corrected(_lexicon(), word)


def chain_names() -> frozenset[str]:
    """The chains that people name, normalised."""
    return _lexicon().chains


def _without_errands(hits: list[Hit]) -> list[Hit]:
    """The hits but the tasks of other assistants that are part of a place's words: to "mail a package" is an errand."""
    places = [_indices(hit) for hit in hits if hit.group == "category" and " " in hit.words]
    return [hit for hit in hits if hit.group != TASK or not any(set(_indices(hit)) <= set(place) for place in places)]


def _with_wanted_meals(hits: list[Hit]) -> list[Hit]:
    """The hits, with a meal not refused that only ends what is: "not fast food dinner" still asks for dinner."""
    refused = {hit.start + len(hit.words.split()) for hit in hits if hit.negated and hit.group in PLACE_GROUPS}
    return [replace(hit, negated=False) if hit.words in MEALS and hit.start in refused else hit for hit in hits]


def _without_idioms(hits: list[Hit]) -> list[Hit]:
    """The hits but those inside a phrase that means something else: "to go" in "where to go", the park in "park slope"."""
    covered = {index for hit in hits if hit.group == IDIOM for index in _indices(hit)}
    return [hit for hit in hits if hit.group != IDIOM and not covered.issuperset(_indices(hit))] if covered else hits


def _indices(hit: Hit) -> range:
    return range(hit.start, hit.start + len(hit.words.split()))


def _phrase_hits(lexicon: _Lexicon, words: list[str]) -> Iterator[Hit]:
    taken: dict[str, int] = {}
    for start in range(len(words)):
        for length in range(min(lexicon.longest, len(words) - start), 0, -1):
            phrase = " ".join(words[start : start + length])
            for entry in lexicon.phrases.get(phrase, ()):
                if taken.get(entry.group, -1) >= start + length:
                    continue
                taken[entry.group] = start + length
                negated = is_negated(words, start) or (
                    entry.group in PLACE_GROUPS and _is_turned_down(words, start + length)
                )
                yield Hit(entry.group, entry.concept, phrase, start, negated, entry.opposite)


def _chinese_hits(lexicon: _Lexicon, text: str) -> Iterator[Hit]:
    if not CJK.search(text):
        return
    for phrase, entries in lexicon.characters.items():
        at = text.find(phrase)
        if at >= 0:
            negated = text[:at].endswith(JOINED_NEGATIONS)
            for entry in entries:
                yield Hit(entry.group, entry.concept, phrase, at, negated, entry.opposite)


def is_negated(words: Sequence[str], start: int) -> bool:
    """Whether a negation stands in the few words before, within the same clause. "no more than" limits, not negates."""
    if _after_refusal(words, start):
        return True
    for index in range(start - 1, max(-1, start - 1 - NEGATION_REACH), -1):
        word = words[index]
        if word == "but" and words[max(0, index - 1)] in ("anything", "everything"):
            return True
        if word in CLAUSE_ENDS:
            return False
        if word in NEGATIONS:
            return not " ".join((*words[index : index + 3], "")).startswith(NO_NEGATIONS)
    return False


def _after_refusal(words: Sequence[str], start: int) -> bool:
    """Whether a phrase that turns something down stands before it in the clause: "sick of", "not in the mood for"."""
    begin = max(0, start - REFUSAL_REACH)
    clause = list(words[begin:start])
    for at in range(len(clause) - 1, -1, -1):
        if clause[at] in CLAUSE_ENDS or clause[at] in WISHES:
            clause = clause[at + 1 :]
            break
    said = f" {' '.join(clause)} "
    return any(f" {phrase} " in said for phrase in REFUSAL_PHRASES)


def _is_turned_down(words: Sequence[str], after: int) -> bool:
    """Whether what follows a thing turns it down: "thai is risky"."""
    return bool(REFUSED_AFTER.search(" ".join(words[after : after + REFUSAL_REACH])))


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
            for after in range(index + 1, min(len(words), index + 1 + NEIGHBOR_REACH)):
                if words[after] in CLAUSE_ENDS or words[after] in AFTER_NEIGHBORS:
                    break
                beside.add(after)
    return tuple(hit for hit in hits if hit.group not in PLACE_GROUPS or hit.start not in beside)


@lru_cache(maxsize=8192)
def _corrected(lexicon: _Lexicon, token: str) -> str:
    """A mistyped long word becomes the lexicon's; every other word stays."""
    if len(token) < LEAST_FUZZY_LENGTH or token in lexicon.words or CJK.search(token):
        return token
    near = process.extractOne(token, lexicon.long_words, scorer=fuzz.ratio, score_cutoff=LEAST_FUZZY_RATIO)
    if near and near[0][0] == token[0]:
        return near[0]
    swapped = (token[:at] + token[at + 1] + token[at] + token[at + 2 :] for at in range(1, len(token) - 1))
    return next((word for word in swapped if word in lexicon.words), token)


@dataclass(frozen=True, slots=True, eq=False)
class _Lexicon:
    """The phrases of one taxonomy. Compared by identity, so that what is cached goes with it."""

    phrases: dict[str, tuple[_Entry, ...]]
    characters: dict[str, tuple[_Entry, ...]]
    words: frozenset[str]
    long_words: tuple[str, ...]
    longest: int
    chains: frozenset[str]


def _lexicon() -> _Lexicon:
    return _lexicon_of(taxonomy())


@lru_cache(maxsize=4)
def _lexicon_of(known: Taxonomy) -> _Lexicon:
    phrases: dict[str, tuple[_Entry, ...]] = {}
    characters: dict[str, tuple[_Entry, ...]] = {}
    tables = (*map(_read, FILES), *local_tables("lexicon"))
    own = (entry for table in tables for entry in _entries(table))
    for phrase, entry in (*_of_taxonomy(known), *own):
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
        chains=frozenset(
            phrase for phrase, entries in phrases.items() if any(entry.group == "brand" for entry in entries)
        ),
    )


def _of_taxonomy(known: Taxonomy) -> Iterator[tuple[str, _Entry]]:
    """The words of categories and kinds, and the brands that stand for a category."""
    for name, row in known.categories.items():
        yield from ((phrase, _Entry("category", name, False)) for words in row.words.values() for phrase in words)
        yield from ((normalise(brand), _Entry("brand", name, False)) for brand in row.brands)
        yield from ((phrase, _Entry("kind", kind, False)) for kind in row.kind for phrase in row.kind[kind].words)


def _read(file: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(file).read_text(encoding="utf-8"))


def _entries(data: Mapping[str, Any]) -> Iterator[tuple[str, _Entry]]:
    """Concepts are either lists of phrases or tables of languages with lists, plus `opposite`."""
    for group, concepts in data.items():
        for concept, forms in concepts.items():
            languages = forms if isinstance(forms, dict) else {"any": forms}
            for language, phrases in languages.items():
                for phrase in phrases:
                    yield phrase, _Entry(group, concept, opposite=language == "opposite")
