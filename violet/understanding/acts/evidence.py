"""What kind of thing a message asks by itself, from the shares its words and its embedding give to each label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace

from violet.domain.categories import Category, is_category
from violet.domain.intent import IntentKind
from violet.understanding.acts.meaning import Meaning
from violet.understanding.reading.concepts import categories_named, category_of_hit, only_bought
from violet.understanding.reading.phrases import Phrases
from violet.understanding.reading.utterance import Utterance

# The label of a wish for a place that could be of any kind.
ANYTHING = "anything"
# Somebody in danger who is shown restaurants is worse off than somebody who is shown a phone number in vain. Chosen on
# sentences that no head was fitted to (tests/evaluation/unseen_danger.csv): of the 61 in need none that words do not
# tell is below 0.58, and of the 32 that only sound like it all but two are below 0.36.
ENOUGH_FOR_DANGER, ENOUGH_FOR_HELP = 0.36, 0.5
# Of somebody, and asking for nothing: "he took something and is shaking".
ENOUGH_OF_SOMEBODY = 0.3
# A word or two say little: "you sure?" is nobody in danger.
ENOUGH_OF_FEW_WORDS = 0.4
# Both kinds of danger are spoken to where neither is this unlikely.
ALSO = 0.06
# A kind of place or a dish that is named speaks for a wish: "dying for a burger".
ENOUGH_BESIDE_A_WISH = 0.45
# Who took too many edibles is in danger, whatever else is declined.
ENOUGH_THOUGH_DECLINED = 0.6
# Where words alone decide, fewer things are told apart.
ENOUGH_UNREAD = 0.5
# Labels of safety, and what they need by themselves; words say it more exactly.
HELP = "help"
NEEDS = {"crisis": "crisis", "safety": "urgent", "campus_help": HELP}
# What a kind of place that is named adds to the shares: to its own among the kinds of places, and to that of a wish for
# places. Both were chosen by cross-validation of the sentences that the head is fitted to.
NAMED_CATEGORY, NAMED_WISH = 0.4, 0.1
SHORT_WORDS = 2
BARE_WISH_WORDS = 6
# Below this share, what begins with "where" or "somewhere" is a wish for a place rather than out of scope.
SURE_OF_NOTHING = 0.65
ASKS_TO_KNOW = frozenset(f"first word: {word}" for word in Phrases("evidence").words("asks_to_know"))
ASKS_FOR_A_PLACE = frozenset({"somewhere", "opening", "place_words", "vague"})
# Tasks that are declined whatever else the message says.
DECLINED = ("underage", "misuse")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The kind that has most for it; `confidence` is its share, and `sure` the share of messages so sure that are
    understood, kind and category. `categories` are shares of the categories among
    themselves, empty where any kind of place would do. `need` is set for safety, and `otherwise` is then
    what the rest of the message speaks for."""

    kind: IntentKind
    confidence: float
    categories: Mapping[Category, float]
    smalltalk: str = "other"
    need: str | None = None
    otherwise: Evidence | None = None
    sure: float = 1.0


def gather_evidence(utterance: Utterance, meaning: Meaning) -> Evidence:
    """Words and embedding, weighed."""
    found = _gathered(utterance, meaning)
    otherwise = _measured(found.otherwise, utterance, meaning) if found.otherwise is not None else None
    return replace(_measured(found, utterance, meaning), otherwise=otherwise)


def _measured(found: Evidence, utterance: Utterance, meaning: Meaning) -> Evidence:
    return replace(found, sure=meaning.sureness(raw_sureness(found, utterance)))


def raw_sureness(found: Evidence, utterance: Utterance) -> float:
    """How sure the kind is, and the category where it is a wish for one that no word names; not calibrated."""
    if found.kind is not IntentKind.RECOMMEND:
        return found.confidence
    if categories_named(utterance.hits) or utterance.constraints.cuisines or utterance.constraints.kinds:
        return (1.0 + found.confidence) / 2
    return found.confidence * max(found.categories.values(), default=1.0)


def _gathered(utterance: Utterance, meaning: Meaning) -> Evidence:
    declined = next((word for word in DECLINED if utterance.says("task", word)), None)
    declined = "underage" if declined is None and "minors_buy" in utterance.forms else declined
    if utterance.smalltalk is not None and declined is None:
        return Evidence(IntentKind.SMALLTALK, 1.0, {}, utterance.smalltalk)
    shares = meaning.shares(utterance.plain, features_of(utterance))
    needs = {need: shares[label] for label, need in NEEDS.items() if label in shares}
    danger = sum(share for need, share in needs.items() if need != HELP)
    if declined is not None and not utterance.danger and danger < ENOUGH_THOUGH_DECLINED:
        return Evidence(IntentKind.OUT_OF_SCOPE, 1.0, {}, declined)
    enough = ENOUGH_FOR_DANGER if meaning.reads(utterance.plain) else ENOUGH_UNREAD
    if categories_named(utterance.hits) or utterance.forms & ASKS_FOR_A_PLACE:
        enough = max(enough, ENOUGH_BESIDE_A_WISH)
    elif len(utterance.plain.split()) <= SHORT_WORDS:
        enough = max(enough, ENOUGH_OF_FEW_WORDS)
    elif "of_somebody" in utterance.forms and meaning.reads(utterance.plain) and not _says_what(utterance):
        enough = ENOUGH_OF_SOMEBODY
    helps = needs.get(HELP, 0.0) >= ENOUGH_FOR_HELP and not utterance.replaces
    if danger >= enough or helps:
        need = _need(needs, danger >= enough)
        return Evidence(
            IntentKind.SAFETY, sum(needs.values()), {}, need=need, otherwise=_without_needs(utterance, shares)
        )
    return _without_needs(utterance, shares)


def _need(needs: Mapping[str, float], danger: bool) -> str:
    """The need that has most for it; where it is danger or despair and might be either, that is said."""
    if not danger:
        return HELP
    grave = {need: share for need, share in needs.items() if need != HELP}
    return "either" if min(grave.values()) >= ALSO else max(grave, key=lambda need: grave[need])


def _says_what(utterance: Utterance) -> bool:
    """Whether it asks or wishes for something by its words."""
    asks = utterance.says("task") or utterance.says("smalltalk") or utterance.says("cue", "events")
    return asks or bool(utterance.names or utterance.constraints.tags) or "about_violet" in utterance.forms


def _without_needs(utterance: Utterance, shares: Mapping[str, float]) -> Evidence:
    """What the message means if nobody is in need."""
    left = {label: share for label, share in shares.items() if label not in NEEDS}
    total = sum(left.values()) or 1.0
    return _of_wishes(utterance, dict.fromkeys(NEEDS, 0.0) | {label: share / total for label, share in left.items()})


def _of_wishes(utterance: Utterance, shares: Mapping[str, float]) -> Evidence:
    if not utterance.says("task"):  # "a recipe for dumplings" is no wish for a place that has them
        shares = _with_named(_without(shares, only_bought(utterance.hits)), categories_named(utterance.hits))
    kinds = _kinds(shares)
    kind = max(kinds, key=lambda candidate: kinds[candidate])
    if kind in (IntentKind.SMALLTALK, IntentKind.OUT_OF_SCOPE) and _is_bare_wish(utterance):
        kind = IntentKind.RECOMMEND
    if kind is IntentKind.OUT_OF_SCOPE and kinds[kind] < SURE_OF_NOTHING and _asks_where(utterance):
        kind = IntentKind.RECOMMEND
    if kind is IntentKind.WEATHER and categories_named(utterance.hits) and not utterance.says("task"):
        kind = IntentKind.RECOMMEND  # a kind of place, and no word of the weather
    if "asks_weather" in utterance.forms:
        kind = IntentKind.WEATHER
    if kind is IntentKind.SMALLTALK and "leaves_it_to_us" in utterance.forms:
        kind = IntentKind.RECOMMEND
    return Evidence(kind, min(1.0, kinds[kind]), _categories(shares), utterance.smalltalk_word)


def _asks_where(utterance: Utterance) -> bool:
    return "somewhere" in utterance.forms and not utterance.says("task") and not utterance.forms & ASKS_TO_KNOW


def _is_bare_wish(utterance: Utterance) -> bool:
    """Whether a few words name something to eat, a kind of place or a brand, and no more: "chinese maybe"."""
    named = bool(categories_named(utterance.hits) or utterance.constraints.cuisines or utterance.constraints.kinds)
    other = (
        utterance.says("task")
        or "about_violet" in utterance.forms
        or utterance.forms & ASKS_TO_KNOW
        or "asks_violet" in utterance.forms
    )
    return named and not other and len(utterance.tokens) <= BARE_WISH_WORDS


def features_of(utterance: Utterance) -> frozenset[str]:
    """The names of all that is in the message: the inputs of the head beside the sentence embedding."""
    return frozenset((*_of_hits(utterance), *_of_names(utterance), *_of_form(utterance), *_of_amounts(utterance)))


def _of_hits(utterance: Utterance) -> Iterator[str]:
    for hit in utterance.hits:
        negation = "not " if hit.negated else ""
        if hit.group == "kind":
            continue
        if hit.group == "cuisine":
            yield f"{negation}cuisine of {category_of_hit(hit)}"
        elif hit.group in ("category", "brand"):
            yield f"{negation}category {hit.concept}"
        elif hit.group in ("cue", "smalltalk", "safety", "task"):
            yield f"{negation}{hit.group} {hit.concept}"
        elif hit.group == "tag":
            yield f"tag {hit.concept}"
        yield f"{negation}{hit.group}"


def _of_names(utterance: Utterance) -> Iterator[str]:
    for place in utterance.names:
        kind = "area" if place.place_id is None else "place"
        yield f"near a named {kind}" if place.after_near else f"a named {kind}"


def _of_form(utterance: Utterance) -> Iterator[str]:
    yield from (form for form in utterance.forms if form.startswith("first word") or form == "digits")
    if len(utterance.tokens) <= SHORT_WORDS:
        yield "short"
    yield from utterance.forms & {"about_violet", "somewhere"}
    yield from (f"word {word}" for word in utterance.tokens)
    # A script whose words are not divided by spaces is read by pairs of characters.
    yield from (f"pair {pair}" for pair in utterance.pairs)


def _of_amounts(utterance: Utterance) -> Iterator[str]:
    amounts = utterance.amounts
    if amounts.price_usd is not None:
        yield "price"
    if amounts.walk_minutes is not None:
        yield "walk"
    if amounts.people is not None:
        yield "people"
    if utterance.times.spoken:
        yield "time"
        names_a_place = any(category_of_hit(hit) is not None and not hit.negated for hit in utterance.hits)
        if not names_a_place and "happenings" in utterance.forms:
            yield "happens then"


def _without(shares: Mapping[str, float], dropped: Set[Category]) -> Mapping[str, float]:
    """The shares without those categories; what they had goes to the other wishes."""
    lost = sum(shares.get(category.value, 0.0) for category in dropped)
    wish = sum(share for label, share in shares.items() if _asks_for_place(label)) - lost
    if not lost or wish <= 0:
        return shares
    left = {label: 0.0 if label in dropped else share for label, share in shares.items()}
    return {label: share * (1 + lost / wish) if _asks_for_place(label) else share for label, share in left.items()}


def _with_named(shares: Mapping[str, float], named: Set[Category]) -> Mapping[str, float]:
    """The shares with more for the categories that words name. They sum to 1 and a little."""
    wish = sum(share for label, share in shares.items() if _asks_for_place(label))
    if any(category.value not in shares for category in named):
        return _with_unfitted(shares, named, wish)
    if not named or wish <= 0:
        return shares
    more = {category.value: NAMED_CATEGORY / len(named) for category in named}
    # Scaled so that all labels that ask for places have their share of before, and `NAMED_WISH` more.
    scale = (wish + NAMED_WISH) / (1 + NAMED_CATEGORY)
    return {
        label: (share / wish + more.get(label, 0.0)) * scale if _asks_for_place(label) else share
        for label, share in shares.items()
    }


def _with_unfitted(shares: Mapping[str, float], named: Set[Category], wish: float) -> Mapping[str, float]:
    """The shares where a word names a category that the head was never fitted to, one added to the taxonomy since: the
    word decides which, and what the head takes for out of scope is a wish for it."""
    own = (wish + NAMED_WISH + shares[IntentKind.OUT_OF_SCOPE]) / len(named)
    others = {label: 0.0 if _asks_for_place(label) else share for label, share in shares.items()}
    return {**others, IntentKind.OUT_OF_SCOPE.value: 0.0, **{category.value: own for category in named}}


def _kinds(shares: Mapping[str, float]) -> dict[IntentKind, float]:
    kinds: dict[IntentKind, float] = {}
    for label, share in shares.items():
        if not _asks_for_place(label):
            kind = IntentKind.SAFETY if label in NEEDS else IntentKind(label)
            kinds[kind] = kinds.get(kind, 0.0) + share
    return kinds | {IntentKind.RECOMMEND: sum(share for label, share in shares.items() if _asks_for_place(label))}


def _asks_for_place(label: str) -> bool:
    return label == ANYTHING or is_category(label)


def _categories(shares: Mapping[str, float]) -> dict[Category, float]:
    own = {Category(label): share for label, share in shares.items() if is_category(label)}
    total = sum(own.values())
    if total <= 0 or shares[ANYTHING] > total:
        return {}
    return {category: share / total for category, share in own.items()}
