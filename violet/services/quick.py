"""Quick actions: a list of places for one category, and the top picks, without a conversation."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial

from violet.domain.cards import Card
from violet.domain.categories import QUICK_ALIASES, QUICK_CATEGORIES, VIBE_WEIGHTS, Category
from violet.domain.intent import Intent, IntentKind
from violet.domain.weather import Weather
from violet.services.deps import Deps
from violet.services.events.recommendations import event_recommendations
from violet.services.places.cards import ranked_card
from violet.services.places.photos import photo_url
from violet.services.ranking.recommend import Asker, recommend
from violet.services.spending import allowance
from violet.services.understanding.tastes import blended, preferred_categories
from violet.services.understanding.wishes import normalised_weights

EVENTS = "events"
CATEGORIES = (*QUICK_CATEGORIES, *QUICK_ALIASES, EVENTS)
VIBE_SHARE = 0.3
TASTE_SHARE = 0.5
TOP_WEIGHTS: Mapping[Category, float] = {
    Category.RESTAURANT: 0.2, Category.QUICK_BITES: 0.2, Category.CAFE: 0.2,
    Category.STUDY: 0.15, Category.OUTDOORS: 0.15, Category.CULTURE: 0.1,
}  # fmt: skip
# What the apps' weather hint stands for, as far as ranking minds it: OpenWeather group and a temperature.
HINTS: Mapping[str, Weather] = {
    "rain": Weather(temp_f=55, main="Rain", desc="rain", icon="10d"),
    "snow": Weather(temp_f=30, main="Snow", desc="snow", icon="13d"),
    "cold": Weather(temp_f=30, main="Clear", desc="cold", icon="01d"),
    "hot": Weather(temp_f=95, main="Clear", desc="hot", icon="01d"),
    "clear": Weather(temp_f=68, main="Clear", desc="clear sky", icon="01d"),
    "sunny": Weather(temp_f=72, main="Clear", desc="clear sky", icon="01d"),
    "clouds": Weather(temp_f=60, main="Clouds", desc="cloudy", icon="03d"),
}  # fmt: skip
# iOS sends its weather symbol, with or without the sign that asks for the colored form.
EMOJI_HINTS: Mapping[str, str] = {"☀": "sunny", "☁": "clouds", "🌧": "rain", "❄": "snow", "⛈": "rain"}
COLORED_FORM = "\ufe0f"


@dataclass(frozen=True, slots=True)
class QuickWish:
    """A quick list: its category (`CATEGORIES`), how many cards, the picked vibe."""

    category: str
    limit: int
    vibe: str | None = None


@dataclass(frozen=True, slots=True)
class TopWish:
    """Top picks: how many, the picked vibe, and the app's word for the weather (`HINTS`)."""

    limit: int
    vibe: str | None = None
    weather_hint: str | None = None


@dataclass(frozen=True, slots=True)
class QuickList:
    """Cards, best first. `lasting`: nothing was missing while they were chosen, and they are as good a little later."""

    cards: Sequence[Card]
    lasting: bool


def quick_recommendations(
    deps: Deps, wish: QuickWish, asker: Asker, *, who: str | None = None, weather: Future[Weather] | None = None
) -> QuickList:
    """Cards for a quick category, best first. `who` is the opaque name that spending is counted under; `weather` is
    given where it was asked for already."""
    category = wish.category
    if category == EVENTS:
        cards = event_recommendations(deps, limit=wish.limit, location=asker.location, preferences=asker.preferences)
        return QuickList(cards, lasting=False)
    weights = dict(QUICK_CATEGORIES[QUICK_ALIASES.get(category, category)])
    for extra, weight in VIBE_WEIGHTS.get(wish.vibe or "", {}).items():
        if extra in weights:
            weights[extra] += VIBE_SHARE * weight
    words = {"quick_bites": "something quick to eat", "explore": "things to see and do"}.get(category, "cozy cafe")
    intent = Intent(IntentKind.RECOMMEND, wish=words, categories=normalised_weights(weights), limit=wish.limit)
    return _cards(deps, intent, asker, weather=weather, who=who)


def top_recommendations(deps: Deps, wish: TopWish, asker: Asker, *, who: str | None = None) -> QuickList:
    """The best few places of any kind for this person, here and now. A picked vibe decides; without one, the person's
    own tastes are half of what counts."""
    picked = VIBE_WEIGHTS.get(wish.vibe or "", {})
    categories = dict(picked) or blended(TOP_WEIGHTS, preferred_categories(asker.preferences), TASTE_SHARE)
    intent = Intent(IntentKind.RECOMMEND, wish="a good place to go now", categories=categories, limit=wish.limit)
    return _cards(deps, intent, asker, weather=_hinted(wish.weather_hint), who=who)


def _cards(
    deps: Deps, intent: Intent, asker: Asker, *, weather: Weather | Future[Weather] | None, who: str | None
) -> QuickList:
    """Ranked cards; the same for whoever asks the same within the minute at the same corner."""

    def make() -> tuple[QuickList, bool]:
        with allowance(deps, who):
            found = recommend(deps, intent, asker, weather=weather)
        photos = partial(photo_url, deps.settings)
        cards = tuple(ranked_card(ranked, asker.now, photo_url=photos) for ranked in found.ranked)
        return QuickList(cards, lasting=not found.degraded), not found.degraded

    hint = weather if isinstance(weather, Weather) else None
    return deps.recent.answer((deps.has_routes, *_key(intent, asker, hint)), make)


def _key(intent: Intent, asker: Asker, weather: Weather | None) -> tuple[Hashable, ...]:
    corner = (round(asker.location.lat, 4), round(asker.location.lng, 4)) if asker.location else None
    minute = asker.now.replace(second=0, microsecond=0)
    categories = tuple(intent.categories.items())
    return (intent.wish, categories, intent.limit, corner, minute, repr(asker.preferences), weather)


def _hinted(hint: str | None) -> Weather | None:
    word = (hint or "").replace(COLORED_FORM, "").strip().lower()
    return HINTS.get(EMOJI_HINTS.get(word, word))
