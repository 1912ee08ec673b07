"""Which concrete provider and store serve a given set of settings. Choosing is all that happens: nothing connects."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields, replace

import structlog

from violet.campus.campus import Campus
from violet.campus.datasets import read_datasets
from violet.campus.loader import campus_folder, load_campuses, load_taxonomy
from violet.campus.trust import distrusted
from violet.container import ANSWERS_S, RECENT_S, CampusParts, Container
from violet.database import open_engine
from violet.domain.categories import use_taxonomy
from violet.observability import metrics
from violet.pack_watch import PackWatch
from violet.ports import Live, ProviderError, RoutesProvider, Walks
from violet.production import UnsafeConfiguration
from violet.providers.calendars.feeds import PrivateCalendarFeeds
from violet.providers.calendars.google import GoogleCalendarApi
from violet.providers.campus_guide import CampusGuidePlaces, GuideGeocoder
from violet.providers.embeddings.embedder import LexicalEmbedder, MiniLMEmbedder
from violet.providers.event_sources.build import build_event_sources
from violet.providers.gemini import GeminiReader, GeminiWriter
from violet.providers.google.geocoding import GoogleGeocoder
from violet.providers.google.photos import GooglePhotos
from violet.providers.google.places import GooglePlaces
from violet.providers.google.routes import GoogleRoutes
from violet.providers.google.translate import GoogleTranslator
from violet.providers.http import Transport
from violet.providers.http.documents import Documents
from violet.providers.mail import build_mailer, build_outbox_mailer
from violet.providers.mapbox import MapboxRoutes
from violet.providers.no_weather import NoWeather
from violet.providers.open_data.build import build_row_sources
from violet.providers.openweather import OpenWeather
from violet.providers.pictures import WebPictures
from violet.providers.push.build import build_push, build_sms, webpush_public_key
from violet.providers.street_corners import CornerGeocoder, with_names_of
from violet.providers.street_routes import StreetRoutes, streets_of, transit_of, walks_of
from violet.security.encryption import FieldCipher, development_field_key
from violet.security.passwords import PasswordHasher
from violet.security.tokens import TokenSigner
from violet.served import Renewals, repacked
from violet.services.accounts.account_ports import Identity
from violet.services.chat.live import LiveTurns
from violet.services.content.published import newer_than, overlaid
from violet.services.events.venues import Venues
from violet.services.notify.courier import Couriers
from violet.services.places.around import as_it_is
from violet.services.places.guide_facts import GuideFacts
from violet.services.places.vectors import shipped_texts
from violet.services.working.people import KnownPeople
from violet.services.working.recent import Recent
from violet.settings import Settings
from violet.store.base import Store
from violet.store.event_log import EventLog, MemoryEventLog
from violet.store.failover_store import FailoverStore
from violet.store.live import NoLive, RedisLive
from violet.store.memory_store import MemoryStore
from violet.store.notices import Notices
from violet.store.redis_event_log import SharedEventLog
from violet.store.redis_store import RedisStore, connect
from violet.understanding.acts.meaning import Meaning
from violet.understanding.reading.gazetteer import Gazetteer
from violet.understanding.reading.language import language_of

log = structlog.get_logger(__name__)


def build_container(settings: Settings) -> Container:
    """A provider is the real one where its key is set; what stands in otherwise needs no network."""
    campuses = campuses_of(settings)
    transport = Transport(settings)
    documents = Documents(transport, settings)
    maps = settings.google_api_key is not None
    vectors = [campus.vectors for campus in campuses if campus.vectors is not None]
    embedder = MiniLMEmbedder(vectors=vectors) if settings.embeddings == "on" else LexicalEmbedder()
    store = build_store(settings)
    own, *others = (campus_parts(campus, settings, transport, documents) for campus in campuses)
    return Container(
        **{part.name: getattr(own, part.name) for part in fields(own)},
        elsewhere={parts.campus.id: parts for parts in others},
        settings=settings,
        engine=open_engine(settings),
        store=store,
        photos=GooglePhotos(transport, settings) if maps else None,
        pictures=WebPictures(documents, settings),
        shared_origin=transport.shared_origin if maps else as_it_is,
        close_upstreams=transport.close,
        weather=OpenWeather(transport, settings) if settings.openweather_key else NoWeather(),
        writer=GeminiWriter(transport, settings) if settings.gemini_api_key else None,
        reader=_reader(transport, settings),
        translator=GoogleTranslator(transport, settings) if settings.google_translate_key else None,
        identity=_identity(settings, store),
        couriers=build_couriers(transport, settings),
        live=build_live(settings, store),
        webpush_key=webpush_public_key(settings),
        embedder=embedder,
        meaning=Meaning(embedder),
        live_turns=_live_turns(settings, store),
    )


def campus_parts(campus: Campus, settings: Settings, transport: Transport, documents: Documents) -> CampusParts:
    """What serves one campus."""
    maps = settings.google_api_key is not None
    guide_places, folder = campus.once(CampusGuidePlaces), campus_folder(campus.id, settings.campuses_dir)
    walks, streets = walks_of(folder), streets_of(folder)
    datasets = read_datasets(folder)
    return CampusParts(
        campus=campus,
        places=GooglePlaces(transport, settings, campus.country) if maps else guide_places,
        guide_places=guide_places,
        routes=_routes(transport, settings, walks),
        walks=walks,
        streets=streets,
        transit=transit_of(folder),
        geocoder=CornerGeocoder(streets, GoogleGeocoder(transport, settings) if maps else campus.once(GuideGeocoder)),
        guide_facts=GuideFacts(campus),
        gazetteer=campus.once(Gazetteer),
        venues=campus.once(Venues),
        calendar_feeds=PrivateCalendarFeeds(documents, settings, campus.zone),
        google_calendar=_google_calendar(documents, settings, campus),
        event_sources=build_event_sources(documents, settings, campus),
        datasets={dataset.id: dataset for dataset in datasets},
        row_sources=build_row_sources(documents, settings, datasets),
    )


def _routes(transport: Transport, settings: Settings, walks: Walks) -> RoutesProvider:
    """Whoever has a key for it, Google before Mapbox; the campus's own streets otherwise."""
    if settings.google_api_key is not None:
        return GoogleRoutes(transport, settings)
    return MapboxRoutes(transport, settings, walks) if settings.mapbox_token is not None else walks


def _reader(transport: Transport, settings: Settings) -> GeminiReader | None:
    wanted = settings.gemini_reader == "on" and settings.gemini_api_key
    return GeminiReader(transport, settings) if wanted else None


def _identity(settings: Settings, store: Store) -> Identity:
    """With Redis, what is known of people is shared, and every process hears of its changes."""
    return Identity(
        tokens=TokenSigner(settings.jwt_secret, settings.jwt_secret_previous),
        passwords=PasswordHasher(settings.bcrypt_rounds),
        cipher=field_cipher(settings),
        people=KnownPeople(Notices(store) if isinstance(store, FailoverStore) else None),
        mailer=build_mailer(settings),
    )


def _live_turns(settings: Settings, store: Store) -> LiveTurns:
    """A process runs as many streamed turns as it has threads to read them."""
    here: EventLog = MemoryEventLog()
    events = SharedEventLog(store, here) if isinstance(store, FailoverStore) else here
    return LiveTurns(events, store, max_running=settings.web_threads)


def build_live(settings: Settings, store: Store) -> Live:
    """Over the store's own Redis; nobody is told without one."""
    if not isinstance(store, FailoverStore) or settings.redis_url is None:
        return NoLive()
    return RedisLive(store, settings.redis_url)


def build_couriers(transport: Transport, settings: Settings) -> Couriers:
    """Who takes messages of the outbox out."""
    push, sms = build_push(transport, settings), build_sms(transport, settings)
    return Couriers(push, build_outbox_mailer(settings), sms)


def with_campus(container: Container, campus: Campus) -> Container:
    """The same server with another snapshot of its campus: what was made from the one before is made anew."""
    guide_places = campus.once(CampusGuidePlaces)
    guided = container.places is container.guide_places
    return replace(
        container,
        campus=campus,
        guide_places=guide_places,
        places=guide_places if guided else container.places,
        geocoder=with_names_of(container.geocoder, campus),
        venues=campus.once(Venues),
        guide_facts=GuideFacts(campus),
        gazetteer=campus.once(Gazetteer),
        recent=Recent(RECENT_S),
        answers=Recent(ANSWERS_S),
    )


def renewals(settings: Settings, campuses: Mapping[str, Campus]) -> Renewals:
    """What keeps the campuses that are served up to date."""
    watch = PackWatch(settings, campuses)

    def repack(base: Container) -> Container | None:
        campus = watch.newer(base.campus.id)
        return None if campus is None else repacked(base, campus, lambda new: _parts_anew(new, settings))

    return Renewals(newer_content, with_campus, repack)


def _parts_anew(campus: Campus, settings: Settings) -> CampusParts:
    transport = Transport(settings)
    return campus_parts(campus, settings, transport, Documents(transport, settings))


def newer_content(base: Container, version: int) -> tuple[int, Container] | None:
    """The container for what is published now on the campus of `base`; None where `version` is the newest. Raises
    DATABASE_DOWN."""
    published = newer_than(base.campus.id, version)
    if published is None:
        return None
    return published.version, with_campus(base, overlaid(base.campus, published))


def campuses_of(settings: Settings) -> tuple[Campus, ...]:
    """The campuses that are served, the default first, with their taxonomy put in force. Raises GuideError,
    TaxonomyError, and in production UnsafeConfiguration for packs that nobody who is trusted signed."""
    use_taxonomy(load_taxonomy(settings.campuses_dir))
    if settings.production:
        problems = distrusted(settings.campuses_dir, settings.campuses, settings.campus_keys)
        if problems:
            raise UnsafeConfiguration(problems)
    return load_campuses(settings.campuses_dir, settings.campuses)


def _google_calendar(documents: Documents, settings: Settings, campus: Campus) -> GoogleCalendarApi | None:
    return GoogleCalendarApi(documents, settings, campus.zone) if settings.google_oauth_client_id else None


def field_cipher(settings: Settings) -> FieldCipher:
    """What seals single fields. Without keys of its own (development) it takes one made from the JWT secret."""
    keys = settings.field_encryption_keys or [development_field_key(settings.jwt_secret)]
    return FieldCipher(keys, unreadable=_field_unreadable)


def _field_unreadable() -> None:
    """A stored field that fits no key: its owner sees it empty, and whoever operates this should know."""
    log.error("field_fits_no_key", setting="FIELD_ENCRYPTION_KEYS")
    metrics.field_unreadable()


def warm_up(container: Container) -> None:
    """Loads what is slow to load, before gunicorn forks its workers. A model that is missing is not waited for."""
    if isinstance(container.embedder, MiniLMEmbedder):
        with suppress(ProviderError):
            container.embedder.load()
            for campus in container.campuses.values():
                container.embedder.encode(shipped_texts(campus))
    if isinstance(container.writer, GeminiWriter):
        container.writer.load()
    language_of("a message of words")  # 80 MB, which each worker would load for itself
    for each in container.everywhere():
        each.guide_facts.warm_up()
        if isinstance(each.walks, StreetRoutes):
            each.walks.streets.warm_up()


def build_store(settings: Settings) -> Store:
    """Redis with this process's memory behind it, or memory alone where there is no REDIS_URL."""
    if settings.redis_url is None:
        return MemoryStore()
    client = connect(
        settings.redis_url, timeout_s=settings.redis_timeout_s, max_connections=settings.redis_max_connections
    )
    return FailoverStore(RedisStore(client), MemoryStore(), list_ttl_s=settings.conversation_ttl_s)
