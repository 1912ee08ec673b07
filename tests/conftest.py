"""Fixtures for every test: apps on SQLite and memory, and on real PostgreSQL and Redis started from wheels."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from flask.testing import FlaskClient
from flask_migrate import upgrade
from flask_openapi3 import OpenAPI

import tests.collector  # first: it lets the garbage collector rest
from tests.servers import RedisServer, execute_sql, postgres_server, redis_server
from tests.url_rules import share_url_rules
from violet.app import create_app
from violet.extensions import db
from violet.settings import Settings

EMPTY_ALL_TABLES = """
    DO $$ DECLARE name text; BEGIN
        SET LOCAL lock_timeout = '10s';
        SET LOCAL session_replication_role = replica;  -- in any order, without asking foreign keys
        FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
            EXECUTE format('DELETE FROM %I', name);
        END LOOP;
    END $$
"""

# The same examples on every machine and however busy it is: a property that fails here fails everywhere.
hypothesis.settings.register_profile(
    "suite", derandomize=True, deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("suite")

share_url_rules()

# jsonschema makes 38 grammars, a second's work, to check the format "iri", which none of our documents has.
sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]

MakeSettings = Callable[..., Settings]

pytest_plugins = ("tests.simulator.fixtures", "tests.canaries")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Modules that take minutes begin first, so that no process ends alone with one of them."""
    folders = ("browser", "e2e", "evaluation", "clients")

    def place(item: pytest.Item) -> int:
        folder = item.path.relative_to(Path(__file__).parent).parts[0]
        return folders.index(folder) if folder in folders else len(folders)

    items.sort(key=place)


def pytest_collection_finish() -> None:
    tests.collector.begin()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """One PostgreSQL cluster per test process."""
    with postgres_server() as url:
        yield url


@pytest.fixture(scope="session")
def _postgres_template(postgres_url: str) -> str:
    """A migrated database that tests copy, which is quicker than migrating each time."""
    execute_sql(postgres_url, "CREATE DATABASE violet_template")
    _migrate(make_settings(database_url=_sibling(postgres_url, "violet_template")))
    return "violet_template"


@pytest.fixture
def postgres_database(postgres_url: str, _postgres_template: str) -> Iterator[str]:
    """The URL of an empty, migrated database of the test's own."""
    name = f"violet_{uuid.uuid4().hex}"
    execute_sql(postgres_url, f"CREATE DATABASE {name} TEMPLATE {_postgres_template}")
    yield _sibling(postgres_url, name)
    execute_sql(postgres_url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def _emptied_database(postgres_url: str, _postgres_template: str) -> str:
    execute_sql(postgres_url, f"CREATE DATABASE violet_emptied TEMPLATE {_postgres_template}")
    return _sibling(postgres_url, "violet_emptied")


@pytest.fixture
def emptied_database(_emptied_database: str) -> str:
    """The URL of a migrated database with no rows, for tests that do nothing worse than write some: emptying one for
    the next test is quicker than making another."""
    execute_sql(_emptied_database, EMPTY_ALL_TABLES)
    return _emptied_database


@pytest.fixture
def empty_database(postgres_url: str) -> Iterator[str]:
    """The URL of a PostgreSQL database with no tables at all."""
    name = f"empty_{uuid.uuid4().hex}"
    execute_sql(postgres_url, f"CREATE DATABASE {name}")
    yield _sibling(postgres_url, name)
    execute_sql(postgres_url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    _migrate(make_settings(database_url=f"sqlite:///{path}"))
    return path


@pytest.fixture
def sqlite_database(_sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "violet.db"
    path.write_bytes(_sqlite_template.read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def redis_process() -> Iterator[RedisServer]:
    """One Redis per test process; tests that harm it start their own."""
    with redis_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The API suite runs on both."""
    names = {"sqlite": "sqlite_database", "postgres": "emptied_database"}
    return str(request.getfixturevalue(names[request.param]))


@pytest.fixture
def settings(database_url: str) -> Settings:
    """Override in a module for other settings; embeddings are off unless a test is about them."""
    return make_settings(database_url=database_url)


@pytest.fixture
def app(settings: Settings) -> Iterator[OpenAPI]:
    app = create_app(settings)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def client(app: OpenAPI) -> FlaskClient:
    return app.test_client()


def make_settings(**overrides: object) -> Settings:
    """Settings of a test: nothing from the environment's .env file, cheap password hashes."""
    defaults: dict[str, object] = {
        "environment": "testing",
        "embeddings": "off",
        "log_level": "WARNING",
        "bcrypt_rounds": 4,
        "ratelimit_enabled": False,
    }
    return Settings(_env_file=None, **(defaults | overrides))  # type: ignore[arg-type]


def _migrate(settings: Settings) -> None:
    app = create_app(settings)
    with app.app_context():
        upgrade()
        db.engine.dispose()


def _sibling(url: str, database: str) -> str:
    """The same server's URL with another database."""
    return url.replace("/postgres?", f"/{database}?")
