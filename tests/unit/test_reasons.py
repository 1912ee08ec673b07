"""Why something could not be reached, as the log says it: telling, and with no address or secret in it."""

from __future__ import annotations

import errno
import ssl
from collections.abc import Callable

import psycopg2
import pytest
import redis
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from tests.ports import free_port
from tests.servers import redis_server
from violet.observability.reasons import why
from violet.store.redis_store import connect

SECRET = "hunter2"


def raised(call: Callable[[], object]) -> BaseException:
    with pytest.raises((SQLAlchemyError, redis.RedisError)) as caught:
        call()
    return caught.value


def database_error(url: str, statement: str = "SELECT 1") -> BaseException:
    def ask() -> None:
        with create_engine(url, poolclass=NullPool).connect() as connection:
            connection.execute(text(statement))

    return raised(ask)


def test_a_refused_database_says_so_without_its_address():
    port = free_port()
    said = why(database_error(f"postgresql+psycopg2://violet:{SECRET}@127.0.0.1:{port}/violet"))
    assert said == "OperationalError: ECONNREFUSED"


def test_a_statement_that_fails_has_its_sqlstate(postgres_url: str):
    url = postgres_url.replace("postgresql://", "postgresql+psycopg2://")
    assert why(database_error(url, "SELECT * FROM nowhere")) == "TablesBehindError: SQLSTATE 42P01"


def test_a_database_that_is_not_there_is_told_from_a_server_that_is_not(postgres_url: str):
    url = postgres_url.replace("postgresql://", "postgresql+psycopg2://").replace("/postgres?", "/nowhere?")
    assert why(database_error(url)) == "OperationalError: 3D000 no such database or role"


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        (f'FATAL:  password authentication failed for user "{SECRET}"', "28P01 wrong password"),
        ("FATAL:  sorry, too many clients already", "53300 too many connections"),
        ("could not translate host name \"db\" to address", "unknown host"),
        ("SSL error: certificate verify failed", "CERTIFICATE_VERIFY_FAILED"),
        ("something that nobody foresaw at 10.0.0.7", None),
    ],
)  # fmt: skip
def test_what_libpq_says_in_words_becomes_a_code(sentence: str, reason: str | None):
    said = why(psycopg2.OperationalError(sentence))
    assert said == ("OperationalError" if reason is None else f"OperationalError: {reason}")


def test_a_refused_redis_and_a_wrong_password_are_told_apart(tmp_path):
    nobody = connect(f"redis://:{SECRET}@127.0.0.1:{free_port()}/0", timeout_s=1, max_connections=1)
    assert why(raised(nobody.ping)) == "ConnectionError: ECONNREFUSED"
    with redis_server() as server:
        connect(server.url, timeout_s=1, max_connections=1).config_set("requirepass", "right")
        wrong = connect(server.url.replace("redis://", f"redis://:{SECRET}@"), timeout_s=1, max_connections=1)
        assert why(raised(wrong.ping)) == "AuthenticationError: WRONGPASS"
        none = connect(server.url, timeout_s=1, max_connections=1)
        assert why(raised(none.ping)) == "AuthenticationError: NOAUTH"


def test_the_deepest_reason_counts_and_a_circle_of_causes_ends():
    top, below = RuntimeError("10.0.0.7"), OSError(errno.EHOSTUNREACH, "no route to 10.0.0.7")
    top.__cause__, below.__cause__ = below, top
    assert why(top) == "RuntimeError: EHOSTUNREACH"
    assert why(ssl.SSLCertVerificationError(1, "[SSL: CERTIFICATE_VERIFY_FAILED] 10.0.0.7")) == (
        "SSLCertVerificationError: CERTIFICATE_VERIFY_FAILED"
    )
