"""Words for one card: its facts as phrases a person would say. Used by the template, the prompt and the validator."""

from __future__ import annotations

from datetime import datetime

from violet.domain.cards import Card
from violet.domain.opening_hours import is_open, open_until
from violet.services.chat.replies.patterns import pattern
from violet.services.chat.replies.sentences import split_sentences
from violet.services.places.cards import event_day
from violet.services.ranking.reasons import PRICE_WORDS, TAG_WORDS, clock

MOST_TAGS = 3
MIN_ABOUT_WORDS, MAX_ABOUT_CHARS = 4, 130
# Letters whose names begin with a vowel, and names in capitals that are spoken as words.
VOWEL_LETTERS, SPOKEN_AS_WORDS = "AEFHILMNORSX", frozenset({"IKEA", "DIG"})
CLAUSE_END = pattern("clause_end", as_written=True)


def walk_phrase(card: Card) -> str | None:
    """ "a 4 minute walk", with "about" where it is an estimate."""
    if card.walk_minutes is None:
        return None
    about = "about a" if card.estimated else "a"
    article = about + ("n" if str(card.walk_minutes).startswith("8") or card.walk_minutes in (11, 18) else "")
    return f"{article} {card.walk_minutes} minute walk"


def capitalized(words: str) -> str:
    """As a sentence begins: "Noon"."""
    return words[:1].upper() + words[1:]


def opening_phrase(card: Card) -> str | None:
    if card.open_now and card.open_until is not None:
        return f"open until {clock(card.open_until)}"
    if card.open_now:
        return "open now"
    return "closed right now" if card.open_now is False else None


def opening_phrase_at(card: Card, at: datetime) -> str | None:
    """ "open then, until 11 PM": of a moment to come; as `opening_phrase` where that is in the same spell as now."""
    if card.place is None or card.place.opening_hours is None:
        return opening_phrase(card)
    hours, where = card.place.opening_hours, card.place.location
    opened = is_open(hours, at, where)
    if not opened:
        return "closed then" if opened is False else None
    closing = open_until(hours, at, where)
    if card.open_now and closing == card.open_until:
        return opening_phrase(card)
    return f"open then, until {clock(closing)}" if closing is not None else "open then"


def tag_phrases(card: Card, *, wanted: frozenset[str] = frozenset()) -> list[str]:
    """The tags worth saying, those asked for first."""
    order = [*sorted(tag for tag in card.tags if tag in wanted), *(tag for tag in card.tags if tag not in wanted)]
    return [TAG_WORDS[tag] for tag in order if tag in TAG_WORDS][:MOST_TAGS]


def price_phrase(card: Card) -> str | None:
    words = PRICE_WORDS.get(card.price_level or 0)
    return f"{words} a person" if words else None


def event_phrase(card: Card, now: datetime) -> str | None:
    """ "today at 6 PM", "on Saturday, November 28 at 11 AM"."""
    if card.start is None:
        return None
    said = event_day(card.start, now)
    return said if said.startswith("to") else f"on {said}"


def with_article(name: str) -> str:
    """ "a Target", "an H Mart", "a CVS": by how the name is spoken."""
    first = name.split()[0] if name else ""
    letters = len(first) == 1 or (first.isupper() and first not in SPOKEN_AS_WORDS)
    vowel = first[:1].upper() in (VOWEL_LETTERS if letters else "AEIOU")
    return f"{'an' if vowel else 'a'} {name}"


def joined(words: list[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1] if words else ""


def first_sentence(about: str | None) -> str:
    """The first sentence of a description without its period; empty where there is none."""
    return next(iter(split_sentences(about or "")), "").rstrip(".")


def first_clause(about: str | None) -> str | None:
    """The first clause of a description as it stands, short enough to be said in passing; its whole first sentence
    where the clause alone says next to nothing ("Gay bar") and the sentence is not in two parts itself."""
    sentence = first_sentence(about)
    first = CLAUSE_END.split(sentence, maxsplit=1)[0].strip().rstrip(".")
    if len(first.split()) < MIN_ABOUT_WORDS and ":" not in sentence:
        first = sentence
    return first if first and len(first) <= MAX_ABOUT_CHARS else None
