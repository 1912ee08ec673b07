"""The quick query answers what SQLAlchemy does, on both databases, and outlives what may happen to its connections."""

from __future__ import annotations

from typing import Any

import psycopg2
import pytest
from flask_openapi3 import OpenAPI
from sqlalchemy import Select, bindparam, insert, select, text
from sqlalchemy.exc import OperationalError

from tests.servers import execute_sql
from violet.extensions import db
from violet.models import User
from violet.services.deps import utc_now
from violet.services.working.hot_query import HotQuery


@pytest.fixture
def query(app: OpenAPI) -> HotQuery:
    """A query of its own for each test, on a table with one person."""
    with app.app_context(), db.engine.begin() as connection:
        person = {
            "email": "ana@nyu.edu",
            "password_hash": "x",
            "preferences": {"interests": "jazz"},
            "created_at": utc_now(),
        }
        connection.execute(insert(User).values(person))
    columns: tuple[Any, ...] = (User.email, User.role, User.home_address)
    statement: Select[Any] = select(*columns).where(User.email == bindparam("email")).limit(7)
    return HotQuery("test_query", lambda dialect: statement)


def first(app: OpenAPI, query: HotQuery, email: str = "ana@nyu.edu") -> tuple[Any, ...] | None:
    with app.app_context():
        return query.first({"email": email})


def test_it_answers_the_row_or_none_and_values_are_only_values(app: OpenAPI, query: HotQuery):
    for _ in range(2):
        assert first(app, query) == ("ana@nyu.edu", "user", None)
    assert first(app, query, "bea@nyu.edu") is None
    assert first(app, query, "' OR '1'='1") is None


def test_it_sees_what_was_committed_and_leaves_no_transaction_open(app: OpenAPI, query: HotQuery):
    first(app, query)
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("UPDATE users SET role = 'admin'"))
    assert first(app, query) == ("ana@nyu.edu", "admin", None)
    with app.app_context(), db.engine.connect() as connection:
        rolled_back = connection.begin()
        connection.execute(text("UPDATE users SET role = 'user'"))
        rolled_back.rollback()
    assert first(app, query) == ("ana@nyu.edu", "admin", None)


def test_a_pooler_that_mixes_up_connections_costs_speed_and_nothing_else(app: OpenAPI, query: HotQuery):
    """Between us and PostgreSQL: statements prepared on one connection are missing on the next, or there already."""
    if db_name(app) != "postgresql":
        return
    assert first(app, query) is not None
    with app.app_context(), db.engine.connect() as connection:
        connection.execute(text("DEALLOCATE ALL"))
    assert first(app, query) == ("ana@nyu.edu", "user", None)
    assert first(app, query) == ("ana@nyu.edu", "user", None)


def test_a_dropped_connection_is_replaced(app: OpenAPI, query: HotQuery, database_url: str):
    if db_name(app) != "postgresql":
        return
    assert first(app, query) is not None
    with app.app_context(), db.engine.connect() as connection:
        backend = connection.scalar(text("SELECT pg_backend_pid()"))
    execute_sql(database_url, f"SELECT pg_terminate_backend({backend}, 5000)")
    assert first(app, query) == ("ana@nyu.edu", "user", None)


def test_a_query_that_cannot_run_names_the_reason_to_us(app: OpenAPI):
    broken = HotQuery("test_broken", lambda dialect: select(User.id).where(text("no_such_column = 1")))
    with app.app_context(), pytest.raises((OperationalError, psycopg2.ProgrammingError), match="no_such_column"):
        broken.first({})


def db_name(app: OpenAPI) -> str:
    with app.app_context():
        return db.engine.dialect.name
