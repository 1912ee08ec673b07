"""Plain parsing of numbers in a message: dollars, minutes on foot, how many people, how many cards, how long."""

from __future__ import annotations

import re
from functools import lru_cache

NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "couple of": 2, "dozen": 12, "cinco": 5, "diez": 10, "quince": 15, "veinte": 20, "treinta": 30,
    "五": 5, "十": 10, "十五": 15, "二十": 20, "三十": 30, "两": 2, "三": 3, "四": 4,
    "पाँच": 5, "पांच": 5, "दस": 10, "पंद्रह": 15, "पन्द्रह": 15, "बीस": 20, "तीस": 30,
}  # fmt: skip
_N = r"(\d{1,4}(?:\.\d{1,2})?|" + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True)) + ")"
_CURRENCY = r"(?:\$|usd|bucks?|dollars?|dolares|dólares|刀|美元|块|रुपये|डॉलर)"
_NOT_OVER = r"(?:nothing|nowhere|not|no|isnt|never|without going)(?: anything)? (?:over|above|more than|past|beyond|further than|farther than)"
_EACH = r"(?:each|a person|per person|a head|per head|pp|a pop|apiece)"
_NOT_MONEY = (
    r"(?!\s*(?:-\s*)?(?:min|m\b|hour|hr|block|people|of us|ppl|friends|mile|feet|ft|am\b|pm\b|years|th\b|st\b))"
)
_LIMIT = r"(?:under|below|less than|no more than|max(?:imum)?(?: of)?|up to|at most|within|for|only have|have|only got|got|budget(?: is| of)?|around|about|menos de|por menos de|不超过|under about)"

PRICES = (
    re.compile(rf"{_LIMIT}\s*\$\s*{_N}"),
    re.compile(rf"{_LIMIT}\s*{_N}\s*{_CURRENCY}"),
    re.compile(
        rf"(?:under|below|less than|menos de)\s*{_N}\b(?!\s*(?:min|m\b|hour|hr|block|people|of us|ppl|mile|feet|ft|am\b|pm\b))"
    ),
    re.compile(rf"\$\s*{_N}\s*(?:or less|max|tops|budget|a person|per person|pp)?"),
    re.compile(rf"{_N}\s*{_CURRENCY}\s*(?:or less|max|tops|budget|a person|per person|以内|以下|से कम)?"),
    re.compile(rf"{_N}\s*(?:块|美元|刀)"),
    re.compile(rf"{_NOT_OVER}\s*\$?\s*{_N}\b{_NOT_MONEY}"),
    re.compile(rf"{_N}\s*(?:bucks?|dollars?)?\s*{_EACH}\b"),
    re.compile(rf"\b(?:max(?:imum)?|up to|at most|budget)(?: is| of)?\s*{_N}\b{_NOT_MONEY}"),
    re.compile(rf"(?<!of )\b{_N}\s*(?:max|tops|or less|at most)\b(?!\s*(?:min|people|ppl))"),
)
DOLLAR_SIGNS = re.compile(r"(?<![\w$])(\${1,4})(?![\w$\d])")
DOLLAR_SIGN_LIMITS = {1: 15.0, 2: 30.0, 3: 60.0}
CHEAP = re.compile(
    r"\b(?:cheap|cheapest|broke|inexpensive|affordable|budget|low cost|low-cost|on a budget|barato|barata|baratos|economico|económico|frugal|sasta|saste)\b|便宜|सस्ता|सस्ती|सस्ते"
)
MODEST = re.compile(
    r"\b(?:(?:not|isnt|nothing|without being|wont be)(?: too| that| very| super| so| crazy)? (?:expensive|pricey|fancy)|reasonabl[ey]|moderate(?:ly)?"
    r"|mid[- ]?range|wont break the bank)\b"
)
CHEAP_LIMIT_USD, MODEST_LIMIT_USD = 15.0, 30.0

WALKS = (
    re.compile(
        rf"{_N}[\s-]*(?:min(?:ute)?s?)[\s-]*(?:walk|on foot|away|walking|by foot|from here|from me|from campus|or less)"
    ),
    re.compile(
        rf"(?:within|under|less than|no more than|max(?:imum)?|at most)\s*(?:a\s*)?{_N}[\s-]*(?:min(?:ute)?s?)(?!\s*(?:to eat|break|left))"
    ),
    re.compile(rf"{_N}[\s-]*(?:min(?:ute)?s?)[\s-]*(?:max|tops|at most|or under|radius|from)"),
    re.compile(rf"{_NOT_OVER}\s*(?:a\s*)?{_N}[\s-]*(?:min(?:ute)?s?)"),
    re.compile(rf"\bwithin {_N}(?=$|[.,!?])"),
    re.compile(rf"walk(?:ing)?\s*(?:of|is|for)?\s*(?:under|less than|at most|no more than|max|up to)?\s*{_N}\s*min"),
    re.compile(rf"(?:a|menos de|máximo)\s*{_N}\s*minutos"),
    re.compile(rf"(?:步行|走路)\s*{_N}\s*分钟"),
    re.compile(rf"{_N}\s*分钟(?:以内|之内|内)?"),
    re.compile(rf"{_N}\s*मिनट"),
)
BLOCKS = re.compile(rf"(?:within|under|less than|no more than|max|at most|{_NOT_OVER})\s*(?:a\s*)?{_N}\s*blocks?")
MINUTES_A_BLOCK = 2
MILES = re.compile(rf"within\s*(?:a\s+)?{_N}?\s*(half\s*(?:a\s*)?)?miles?")
MINUTES_A_MILE = 20
VERY_CLOSE = re.compile(
    r"\b(?:super close|very close|right here|around the corner|don'?t want to walk far|dont want to walk far|"
    r"not (?:too )?far|short walk|walking distance|close by|nearest|closest)\b"
)
VERY_CLOSE_MINUTES = 15

_INDIFFERENT = r"(?:dont|doesnt|do not|does not|idc|idgaf|not)(?: really)? ?(?:care|mind|matter)?s?(?: about| how)?"
LET_GO = {
    "max_walk_minutes": re.compile(
        rf"\b{_INDIFFERENT} (?:the |a |that )?(?:long )?(?:walk|walking|distance|far)\b|\b(?:any|whatever) distance\b|\bdistance doesnt matter\b"
    ),
    "max_price_usd": re.compile(
        rf"\b{_INDIFFERENT} (?:the )?(?:price|money|cost|budget|expensive)\b|\bany (?:price|budget)\b|\b(?:price|money) (?:doesnt matter|is no object|isnt an issue)\b"
    ),
}

GROUPS = (
    re.compile(rf"(?:party|group|table|team) (?:of|for) {_N}\b"),
    re.compile(rf"\b{_N} (?:of us|people|friends|ppl|persons|guests|students|personas)\b"),
    re.compile(rf"\bfor {_N}(?=$|[.,!?]| (?:tonight|tomorrow|at|near|in|under|around|on)\b)"),
)
AND_ME = re.compile(r"\b(?:me|i|us) (?:and|n|&|plus|\+|with|w) (?:my |like )?$")
MINUTES_NEXT = re.compile(r"\s*(?:min|hour|hr|day|week|buck|dollar)")
COUNTS = (
    re.compile(
        rf"\b(?:top|best|give me|show me|list|find me|recommend|suggest)(?: me)?(?: the)?(?: top| best)? {_N}\b(?!\s*(?:min|hour|hr|star|dollar|buck))"
    ),
    re.compile(r"\b(?:just|only) (one|1)\b"),
    re.compile(rf"\b{_N} more(?: places| spots| options| ideas)?(?=\W*$| pls| please)"),
)
STAYS = (
    re.compile(rf"\bfor (?:about |around |like )?(?:an?|{_N})\s*(hours?|hrs?)\b"),
    re.compile(rf"\bfor (?:about |around |like )?(?:a )?{_N}\s*(min(?:ute)?s?)\b"),
    re.compile(rf"\b{_N}[\s-]*(hours?|hrs?) (?:to kill|free|break|between|to study|to work)"),
    re.compile(rf"\b{_N}[\s-]*(min(?:ute)?s?) (?:to kill|free|break|between|to eat|before)"),
)
MAX_CARDS = 10
# A message is asked for the same amount by several steps; this many messages may be at work at once.
READ_ONCE = 256


@lru_cache(maxsize=READ_ONCE)
def max_price_usd(text: str) -> float | None:
    """The most a person wants to spend, in dollars: a number, dollar signs, "cheap" ($15) or
    "not too expensive" ($30)."""
    for pattern in PRICES:
        for match in pattern.finditer(text):
            amount = _number(match.group(1))
            if amount is not None and 1 <= amount <= 1000:
                return amount
    signs = DOLLAR_SIGNS.search(text)
    if signs:
        return DOLLAR_SIGN_LIMITS.get(len(signs.group(1)))
    if CHEAP.search(text):
        return CHEAP_LIMIT_USD
    return MODEST_LIMIT_USD if MODEST.search(text) else None


@lru_cache(maxsize=READ_ONCE)
def max_walk_minutes(text: str) -> int | None:
    """The longest walk asked for, in minutes: a number of its own, or a quarter of an hour for "very close"."""
    said = said_walk_minutes(text)
    return said if said is not None else VERY_CLOSE_MINUTES if VERY_CLOSE.search(text) else None


def limits_let_go(text: str) -> frozenset[str]:
    """The constraints that "idc about the walk" or "any price is fine" take back."""
    return frozenset(name for name, pattern in LET_GO.items() if pattern.search(text))


def said_walk_minutes(text: str) -> int | None:
    """A walk limit in numbers, in minutes; blocks and miles are converted."""
    for pattern in WALKS:
        match = pattern.search(text)
        minutes = _number(match.group(1)) if match else None
        if minutes is not None and 1 <= minutes <= 120:
            return int(minutes)
    blocks = BLOCKS.search(text)
    if blocks:
        return max(1, int((_number(blocks.group(1)) or 1) * MINUTES_A_BLOCK))
    miles = MILES.search(text)
    if miles:
        return round((0.5 if miles.group(2) else _number(miles.group(1) or "1") or 1) * MINUTES_A_MILE)
    return None


@lru_cache(maxsize=READ_ONCE)
def group_size(text: str) -> int | None:
    """How many people, from 1 to 100."""
    for pattern in GROUPS:
        for match in pattern.finditer(text):
            people = _number(match.group(1))
            if people is not None and 1 <= people <= 100 and not MINUTES_NEXT.match(text, match.end()):
                return int(people) + bool(AND_ME.search(text[: match.start(1)]))
    return None


def card_count(text: str) -> int | None:
    """How many places were asked for, at most ten."""
    for pattern in COUNTS:
        match = pattern.search(text)
        count = _number(match.group(1)) if match else None
        if count is not None and 1 <= count <= 50:
            return min(MAX_CARDS, int(count))
    return None


def stay_minutes(text: str) -> int:
    """How long the person means to stay, in minutes; 0 where nothing was said."""
    for pattern in STAYS:
        match = pattern.search(text)
        if match:
            amount = _number(match.group(1)) if match.group(1) else 1.0
            minutes = (amount or 1.0) * (60 if match.group(2).startswith("h") else 1)
            return int(min(minutes, 12 * 60))
    return 0


def _number(text: str | None) -> float | None:
    if text is None:
        return None
    return float(NUMBER_WORDS[text]) if text in NUMBER_WORDS else float(text)
