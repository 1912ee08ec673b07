"""Which earlier card a message names, be it in part or misspelled."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz import fuzz

from violet.domain.intent import ShownCard
from violet.understanding.reading.gazetteer import is_everyday
from violet.understanding.reading.lexicon import find_concepts, has_meaning, normalise, tokens_of
from violet.understanding.reading.local import generic_words
from violet.understanding.reading.phrases import Phrases
from violet.understanding.reading.pointers import NUMBERS
from violet.understanding.reading.unknown import is_strange
from violet.understanding.reading.utterance import Utterance

PATTERNS = Phrases("cards")
GENERIC_WORDS = PATTERNS.words("generic") | generic_words()
MIN_LETTERS = 4
MIN_WORDS = 2
MIN_RATIO = 86.0
# A name said only in part has to stand where a name would: after one of these, or at the start.
BEFORE_A_NAME = PATTERNS.words("before_a_name")
SET_AGAINST, ASKED_OF = PATTERNS.words("set_against"), PATTERNS.words("asked_of")
WHOLE_ENOUGH = 0.6
BRACKETS, ACRONYM, THE_SO_CALLED = PATTERNS["brackets"], PATTERNS["acronym"], PATTERNS["the_so_called"]
FORMS = Phrases("forms")
BY_THE_PERSON = FORMS["by_the_person"]
POLITE = PATTERNS.words("polite")
ASKS_ABOUT, OPENERS = FORMS.words("asks_about"), FORMS.words("openers")
# Words of these say what is wanted; in between stand words that are in names as well ("Just Salad"), as are ordinals.
WISH_GROUPS = frozenset({"category", "cuisine", "kind", "tag", "diet"})
FILLERS_OF_WISHES = PATTERNS.words("fillers")


def by_name(utterance: Utterance, shown: Sequence[Sequence[ShownCard]]) -> ShownCard | None:
    """The card with most of its distinctive words in the message; the latest wins a tie."""
    text = utterance.plain
    words = tokens_of(BY_THE_PERSON.sub(" ", _apart(text)))
    ordinary = _meant_by_themselves(text)
    best: tuple[float, ShownCard] | None = None
    for card in (card for cards in reversed(shown) for card in cards):
        share = 1.0 if _is_whole(card.name, words) else _share_of_name(card.name, words)
        if 0 < share < WHOLE_ENOUGH and not _stands_as_name(card.name, words):
            continue
        if share > 0 and _only_ordinary(card.name, words, ordinary):
            continue
        if share > 0 and (best is None or share > best[0]):
            best = (share, card)
    return best[1] if best else _by_nickname(text, shown)


def is_only_name(card: ShownCard, utterance: Utterance) -> bool:
    """Whether the message is words of the card's name, and no others: the whole of it, or one that means nothing else
    ("ok chipolte")."""
    said = _said_alone(utterance.plain)
    if utterance.names and " ".join(said) == utterance.names[0].said:
        return True
    own = words_of_name(card.name)
    if set(words_of_name(_without_branch(card.name))) <= set(said) <= set(own):
        return True
    return any(map(is_strange, said)) and all(any(fuzz.ratio(word, part) >= MIN_RATIO for part in own) for word in said)


def _said_alone(text: str) -> list[str]:
    """The words of a message but for what is said beside a name."""
    return [word for word in tokens_of(_apart(text)) if word.isalnum() and word not in POLITE]


def by_alias(utterance: Utterance, shown: Sequence[Sequence[ShownCard]]) -> ShownCard | None:
    """The card of the place that is called by another name than its card's: "tj's" for Trader Joe's, be it known as
    another branch."""
    alone = " ".join(_said_alone(utterance.plain))
    named = [place for place in utterance.names if place.place_id or (place.is_place and place.said == alone)]
    named = [place for place in named if not (place.refused or place.after_near)]
    ids, brands = {place.place_id for place in named}, {_without_branch(place.name) for place in named}
    cards = [card for cards in reversed(shown) for card in cards]
    itself = next((card for card in cards if card.id in ids), None)
    return itself or next((card for card in cards if _without_branch(card.name) in brands), None)


def _without_branch(name: str) -> str:
    """The name but for which branch it is: Van Leeuwen of "Van Leeuwen (West Village)"."""
    return BRACKETS.sub("", name)


def all_named(utterance: Utterance, cards: Sequence[ShownCard]) -> list[ShownCard]:
    """The cards whose names are in the message, in the order of the list."""
    ordinary = _meant_by_themselves(utterance.plain)
    words = tokens_of(_apart(utterance.plain))
    found = [(card, _share_of_name(card.name, words)) for card in cards]
    return [
        card
        for card, share in found
        if (share >= WHOLE_ENOUGH and not _only_ordinary(card.name, words, ordinary))
        or _begins_as(card.name, words)
        or _has_own_word(card, cards, words)
        or _is_set_against(card, cards, words)
    ]


def _has_own_word(card: ShownCard, cards: Sequence[ShownCard], words: Sequence[str]) -> bool:
    """Whether the message has a word of the name that no other card has, and that people use for nothing else: the
    Reggio of Caffe Reggio."""
    own = {word for word in words_of_name(card.name) if is_strange(word)}
    return bool((own - _of_other_names(card, cards)) & set(words))


def _of_other_names(card: ShownCard, cards: Sequence[ShownCard]) -> frozenset[str]:
    """The words that tell the card from no other: those of the others' names, and of every name."""
    return GENERIC_WORDS.union(*(words_of_name(other.name) for other in cards if other is not card))


def _is_set_against(card: ShownCard, cards: Sequence[ShownCard], words: Sequence[str]) -> bool:
    """Whether a word of the name that no other card has is set against another: the Mercer of "mercer or codex"."""
    own = {word for word in words_of_name(_without_branch(card.name)) if len(word) >= MIN_LETTERS}
    own -= _of_other_names(card, cards)
    return any(
        word in own and SET_AGAINST.intersection((*words[max(0, at - 1) : at], *words[at + 1 : at + 2]))
        for at, word in enumerate(words)
    )


def _begins_as(name: str, words: Sequence[str]) -> bool:
    """Whether the message has the first two words of a longer name, which are no words of every name: "7th street" for
    7th Street Burger."""
    own = words_of_name(_without_branch(name))[: MIN_WORDS + 1]
    if len(own) <= MIN_WORDS or set(own[:MIN_WORDS]) <= GENERIC_WORDS:
        return False
    return any(list(words[at : at + MIN_WORDS]) == own[:MIN_WORDS] for at in range(len(words)))


def _meant_by_themselves(text: str) -> frozenset[str]:
    """The words that say what is wanted: the dumplings of "cheap dumplings" are no name, but those of "the dumplings"
    or "is Dumpling Man" may be."""
    words = tokens_of(text)
    hits = (hit for hit in find_concepts(text) if hit.group in WISH_GROUPS)
    said = ((hit.start, hit.words.split()) for hit in hits)
    return frozenset(
        word
        for start, own in said
        if 0 < start <= len(words) and words[start - 1] not in BEFORE_A_NAME - {"for", "of", "and", "like"}
        for word in own
    )


def _only_ordinary(name: str, words: Sequence[str], ordinary: frozenset[str]) -> bool:
    """Whether all that the message has of the name are words that say what is wanted, and not in the name's order."""
    own = words_of_name(_without_branch(name))
    if any(list(words[start : start + len(own)]) == own for start in range(len(words))):
        return False
    parts = [word for word in own if word not in GENERIC_WORDS]
    matched = {word for word in words if any(fuzz.ratio(word, part) >= MIN_RATIO for part in parts)}
    return bool(matched) and matched <= ordinary | FILLERS_OF_WISHES


def _by_nickname(text: str, shown: Sequence[Sequence[ShownCard]]) -> ShownCard | None:
    """ "the bam one", "does joe have wifi": a word of the name that is too short to be looked for everywhere."""
    words = tokens_of(text)
    if (initialed := _by_initials(words, shown)) is not None:
        return initialed
    said = {match.group(1) for match in THE_SO_CALLED.finditer(text)}
    said |= {word for before, word in pairwise(words) if before in ASKED_OF and _is_short_name(word)}
    said -= NUMBERS.keys()
    cards = (card for cards in reversed(shown) for card in cards)
    return next((card for card in cards if said.intersection(words_of_name(card.name))), None)


def _by_initials(words: Sequence[str], shown: Sequence[Sequence[ShownCard]]) -> ShownCard | None:
    """ "B&n", "kft": the first letters of a name's words."""
    said = {word.replace("&", "") for word in words if "&" in word or _is_short_name(word)}
    cards = (card for cards in reversed(shown) for card in cards)
    return next((card for card in cards if said.intersection(_initials(card.name))), None)


def _initials(name: str) -> set[str]:
    """The first letters of the first two words and more: "bn", "bnu"."""
    own = [word[0] for word in words_of_name(_without_branch(name)) if word not in ("the", "and")]
    return {"".join(own[:length]) for length in range(MIN_WORDS, len(own) + 1)}


def _is_short_name(word: str) -> bool:
    return len(word) == MIN_LETTERS - 1 and word.isalpha() and not is_everyday(word) and not has_meaning(word)


def _stands_as_name(name: str, words: Sequence[str]) -> bool:
    """Whether the first word of the name that is in the message stands where a name would."""
    own = [word for word in words_of_name(name) if word not in GENERIC_WORDS]
    named = [any(fuzz.ratio(word, part) >= MIN_RATIO for part in own) for word in words]
    at = named.index(True) if True in named else None
    return at is not None and (at == 0 or words[at - 1] in BEFORE_A_NAME or not words[at - 1].isalnum())


def _is_whole(name: str, words: Sequence[str]) -> bool:
    """Whether all of a longer name is there in its order, where a name would stand: "to the new museum"."""
    own = words_of_name(_without_branch(name))
    begins = [at for at in range(len(words)) if list(words[at : at + len(own)]) == own]
    return len(own) >= MIN_WORDS and any(at == 0 or words[at - 1] in BEFORE_A_NAME for at in begins)


def _share_of_name(name: str, words: Sequence[str]) -> float:
    if any(acronym.casefold() in words for acronym in ACRONYM.findall(name) if acronym.casefold() not in GENERIC_WORDS):
        return 1.0
    words = [word for word in words if len(word) >= MIN_LETTERS]
    own = [word for word in words_of_name(name) if word not in GENERIC_WORDS and len(word) >= MIN_LETTERS]
    if not own:
        own = [word for word in words_of_name(name) if len(word) >= MIN_LETTERS]
        matched = sum(1 for word in own if word in words)
        return 1.0 if own and matched == len(own) and len(own) > 1 else 0.0
    matched = sum(1 for word in own if any(fuzz.ratio(word, said) >= MIN_RATIO for said in words))
    return matched / len(own)


def words_of_name(name: str) -> list[str]:
    """The normalised words of a card's name, those on both sides of a hyphen apart: "soba ya"."""
    return tokens_of(_apart(normalise(name)))


def _apart(text: str) -> str:
    """Its hyphens as blanks: people type either."""
    return text.replace("-", " ")
