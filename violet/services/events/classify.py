"""What kind of event it is and whether it costs anything, from what the source says and from its own words. Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from violet.domain.vocabulary import EVENT_CATEGORIES

WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
IMPLIED: Mapping[str, list[str]] = WORDS["implied"]
GENERAL = frozenset(WORDS["general"]["words"])
MAX_CATEGORIES = 5
MAX_PRICE_CHARS = 60


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Matches any of the words as whole ones: `*` is any ending, `?` an optional s."""
    forms = (re.escape(word).replace(r"\*", r"\w*").replace(r"\?", "s?").replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)


_PATTERNS = {name: _any_of(words) for name, words in WORDS["categories"].items()}
_FREE = _any_of(WORDS["free"]["phrases"])
_NOT_FREE = _any_of(WORDS["free"]["not_free"])
_STARTS_FREE = re.compile(r"^\s*\(?free\b(?!\s*(?:will|form|style|speech|fall|lance|dom))", re.IGNORECASE)
_DOLLARS = re.compile(r"\$\s?(\d{1,4}(?:\.\d{2})?)")
_FREE_PRICE = re.compile(r"^\W*(?:free\b.*|\$?0(?:\.00)?|no charge|gratis)\W*$", re.IGNORECASE)


def categories_of(declared: Iterable[str], title: str, description: str | None) -> tuple[str, ...]:
    """The guide's words for it, the surest first: what the source declares, then the title, then the description's
    first lines. Empty where nothing fits."""
    declared_text = " | ".join(declared).replace("_", " ")
    exact = [name for name in (one.strip().lower() for one in declared_text.split("|")) if name in EVENT_CATEGORIES]
    found = dict.fromkeys(exact)
    for text in (declared_text, title, (description or "")[:300]):
        # The description names many things in passing; it counts only where nothing better is known.
        if text is not title and text is not declared_text and found:
            break
        for name, pattern in _PATTERNS.items():
            if pattern.search(text):
                found[name] = None
                found.update(dict.fromkeys(IMPLIED.get(name, ())))
    found.pop("free", None)
    return tuple(found)[:MAX_CATEGORIES]


def sorts_in(text: str) -> Mapping[str, str]:
    """The sorts of events that a question names, each with the words that name it."""
    found = ((name, pattern.search(text)) for name, pattern in _PATTERNS.items())
    return {name: match.group(0).casefold() for name, match in found if match is not None}


def is_of_sort(sorts: Mapping[str, str], categories: Iterable[str], text: str) -> bool:
    """Whether an event is of one of the sorts: by its words, or by its category where the question names the whole sort
    ("concerts", but not "open mics")."""
    own, plain = set(categories), text.casefold()
    return any((words in GENERAL and name in own) or words.removesuffix("s") in plain for name, words in sorts.items())


def price_of(
    declared: str | None, free: bool | None, texts: tuple[str | None, ...], benefits: Iterable[str]
) -> tuple[bool | None, str | None]:
    """Whether it is free (None where nobody says) and the price in the source's words. Explicit beats implied: a
    declared price, then dollars in the text, then words such as "free admission"."""
    if declared:
        if _FREE_PRICE.match(declared):
            return True, None
        dollars = [float(amount) for amount in _DOLLARS.findall(declared)]
        return (not any(dollars) if dollars else free), declared[:MAX_PRICE_CHARS]
    text = "\n".join(filter(None, texts))
    amounts = [amount for amount in _DOLLARS.findall(text) if float(amount) > 0]
    if free is None and amounts:
        return False, f"${amounts[0]}"
    if free is None and _NOT_FREE.search(text):
        return None, None
    says_free = bool(_FREE.search(text)) or any(_STARTS_FREE.search(one or "") for one in texts[:1])
    gives_free = any(benefit.lower().startswith("free") for benefit in benefits)
    return (True if free is None and (says_free or gives_free) else free), None
