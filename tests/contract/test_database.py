"""How the server's own way to the database behaves on a PostgreSQL that is frozen, gone and back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from psycopg2 import extensions
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import OperationalError

from tests.conftest import make_settings
from tests.servers import frozen, postgres_gone, postgres_processes, postgres_server
from violet.database import DatabaseAwayError, GuardedPool, engine_options, limit_waiting

BACK_WITHIN_S = 10
WAIT_S = 0.8


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A PostgreSQL of this module's own, to be harmed."""
    with postgres_server() as url:
        yield url


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    settings = make_settings(database_url=url, db_pool_size=2, db_max_overflow=0, db_pool_timeout_s=2)
    limit_waiting(WAIT_S)
    engine = create_engine(settings.database_url, **engine_options(settings))
    yield engine
    engine.dispose()
    extensions.set_wait_callback(None)


def answer(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(text("SELECT 42")) or 0)


def test_a_frozen_database_is_waited_for_once_and_then_refused_until_it_is_back(url: str, engine: Engine) -> None:
    assert answer(engine) == 42
    with frozen(postgres_processes(url)):
        with pytest.raises(OperationalError):
            answer(engine)
        assert pool(engine).breaker.open
        for _ in range(200):
            with pytest.raises(DatabaseAwayError):
                answer(engine)
    assert pool(engine).breaker.wait_until_closed(BACK_WITHIN_S)
    assert answer(engine) == 42


def test_a_database_that_freezes_in_the_middle_of_a_query_is_given_up(url: str, engine: Engine) -> None:
    with engine.connect() as connection, pytest.raises(OperationalError):
        connection.execute(text("SELECT pg_sleep(5)"))
    assert pool(engine).breaker.open
    assert pool(engine).breaker.wait_until_closed(BACK_WITHIN_S)
    assert answer(engine) == 42


def test_a_database_that_is_gone_is_refused_at_once_and_used_again_when_it_is_back(url: str, engine: Engine) -> None:
    assert answer(engine) == 42
    with postgres_gone(url):
        with pytest.raises(OperationalError):
            answer(engine)
        with pytest.raises(DatabaseAwayError):
            answer(engine)
    assert pool(engine).breaker.wait_until_closed(BACK_WITHIN_S)
    assert answer(engine) == 42


def test_a_connection_that_the_database_dropped_costs_nobody_an_error(url: str, engine: Engine) -> None:
    with engine.connect() as connection:
        backend = connection.scalar(text("SELECT pg_backend_pid()"))
    operator = create_engine(url.replace("postgresql://", "postgresql+psycopg2://"))
    with operator.connect() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": backend})
    operator.dispose()
    assert answer(engine) == 42
    assert not pool(engine).breaker.open


def test_errors_quote_no_values(engine: Engine) -> None:
    with engine.connect() as connection, pytest.raises(OperationalError) as caught:
        connection.execute(text("SELECT pg_sleep(5), :name"), {"name": "Ada Lovelace"})
    assert "Ada" not in str(caught.value)
    assert pool(engine).breaker.wait_until_closed(BACK_WITHIN_S)


def pool(engine: Engine) -> GuardedPool:
    assert isinstance(engine.pool, GuardedPool)
    return engine.pool
