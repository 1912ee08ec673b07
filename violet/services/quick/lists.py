"""Quick actions: a list of places for one category, and the top picks, without a conversation."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from violet.domain.cards import Card
from violet.domain.categories import quick_weights, vibe_weights
from violet.domain.intent import Intent, IntentKind
from violet.domain.person import Person
from violet.domain.weather import Weather
from violet.services.events.event_ports import EventPorts
from violet.services.events.recommendations import event_recommendations
from violet.services.places.around import FindingPorts
from violet.services.places.photos import photo_url
from violet.services.places.presenting import cards_of
from violet.services.places.recommend import recommend
from violet.services.places.riding import with_ways
from violet.services.places.seen import note_seen
from violet.services.spending.allowance import SpendingPorts, allowance
from violet.services.working.here import Here
from violet.services.working.recent import Recent
from violet.understanding.dialogue.tastes import preferred_categories
from violet.understanding.dialogue.weights import blended, normalised_weights

EVENTS = "events"
# The lists as the taxonomy calls them, where the apps have another word.
ALIASES: Mapping[str, str] = {"cozy_cafes": "chill_cafes"}
TOP = "top"
VIBE_SHARE = 0.3
TASTE_SHARE = 0.5
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
class QuickPorts:
    """`recent` keeps the lists that neighbors ask for at once."""

    finding: FindingPorts
    events: EventPorts
    spending: SpendingPorts
    recent: Recent

    @property
    def here(self) -> Here:
        return self.finding.here

    def at(self, moment: datetime) -> QuickPorts:
        """The same at another (aware) moment."""
        return replace(self, finding=self.finding.at(moment))


@dataclass(frozen=True, slots=True)
class QuickWish:
    """A quick list: its category, how many cards, the picked vibe."""

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
    ports: QuickPorts, wish: QuickWish, person: Person, *, weather: Future[Weather] | None = None
) -> QuickList:
    """Cards for a quick category, best first. `weather` is given where it was asked for already."""
    category = wish.category
    if category == EVENTS:
        cards = event_recommendations(
            ports.events, limit=wish.limit, location=person.location, preferences=person.preferences
        )
        walks = ports.finding.surroundings.walks
        return QuickList(with_ways(walks, person.location or ports.here.home, cards), lasting=False)
    weights = quick_weights(ALIASES.get(category, category))
    for extra, weight in vibe_weights(wish.vibe).items():
        if extra in weights:
            weights[extra] += VIBE_SHARE * weight
    words = {"quick_bites": "something quick to eat", "explore": "things to see and do"}.get(category, "cozy cafe")
    intent = Intent(IntentKind.RECOMMEND, wish=words, categories=normalised_weights(weights), limit=wish.limit)
    return _cards(ports, intent, person, weather=weather)


def top_recommendations(ports: QuickPorts, wish: TopWish, person: Person) -> QuickList:
    """The best few places of any kind for this person, here and now. A picked vibe decides; without one, the person's
    own tastes are half of what counts."""
    picked = vibe_weights(wish.vibe)
    categories = dict(picked) or blended(quick_weights(TOP), preferred_categories(person.preferences), TASTE_SHARE)
    intent = Intent(IntentKind.RECOMMEND, wish="a good place to go now", categories=categories, limit=wish.limit)
    return _cards(ports, intent, person, weather=_hinted(wish.weather_hint))


def _cards(
    ports: QuickPorts, intent: Intent, person: Person, *, weather: Weather | Future[Weather] | None
) -> QuickList:
    """Ranked cards; the same for whoever asks the same within the minute at the same corner."""

    def make() -> tuple[QuickList, bool]:
        with allowance(ports.spending, person.spending_key):
            found = recommend(ports.finding, intent, person, weather=weather)
        photos = partial(photo_url, ports.here.settings)
        cards = with_ways(
            ports.finding.surroundings.walks,
            person.location or ports.here.home,
            cards_of(found, person.now, photo_url=photos),
        )
        note_seen(ports.spending.store, cards)
        return QuickList(cards, lasting=not found.degraded), not found.degraded

    hint = weather if isinstance(weather, Weather) else None
    return ports.recent.answer((ports.finding.surroundings.has_routes, *_key(intent, person, hint)), make)


def _key(intent: Intent, person: Person, weather: Weather | None) -> tuple[Hashable, ...]:
    corner = (round(person.location.lat, 4), round(person.location.lng, 4)) if person.location else None
    minute = person.now.replace(second=0, microsecond=0)
    categories = tuple(intent.categories.items())
    return (intent.wish, categories, intent.limit, corner, minute, repr(person.preferences), weather)


def _hinted(hint: str | None) -> Weather | None:
    word = (hint or "").replace(COLORED_FORM, "").strip().lower()
    return HINTS.get(EMOJI_HINTS.get(word, word))
