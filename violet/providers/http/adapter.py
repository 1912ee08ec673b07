"""requests' adapter on sockets that keep a deadline on the clock (see `clock`)."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util.ssl_ import create_urllib3_context

from violet.providers.http.clock import AddressInfo, Lookups, TimedTlsSocket, connect

Choose = Callable[[Sequence[AddressInfo]], Sequence[AddressInfo]]

_lookups = Lookups()


def open_connection(connection: Any, lookups: Lookups, choose: Choose = list) -> socket.socket:
    """urllib3's `_new_conn`, with its errors. `choose` says which of the host's addresses may be tried."""
    try:
        addresses = choose(lookups.addresses(connection._dns_host.strip("[]"), connection.port))
        return connect(addresses, timeout_s=connection.timeout, options=connection.socket_options or ())
    except socket.gaierror as error:
        raise NameResolutionError(connection.host, connection, error) from error
    except TimeoutError as error:
        raise ConnectTimeoutError(connection, "connect timeout") from error
    except (OSError, UnicodeError) as error:
        raise NewConnectionError(connection, "connection failed") from error


def tls_context() -> Any:
    """urllib3's own, whose sockets keep the deadline."""
    context = create_urllib3_context()
    context.sslsocket_class = TimedTlsSocket
    return context


class TimedConnection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return open_connection(self, _lookups)


class TimedTlsConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return open_connection(self, _lookups)

    def connect(self) -> None:
        self.ssl_context = self.ssl_context or tls_context()
        super().connect()


class TimedPool(HTTPConnectionPool):
    ConnectionCls = TimedConnection


class TimedTlsPool(HTTPSConnectionPool):
    ConnectionCls = TimedTlsConnection


class TimedAdapter(HTTPAdapter):
    """`pools` are the classes of its connection pools, by scheme."""

    pools: ClassVar[dict[str, type[HTTPConnectionPool]]] = {"http": TimedPool, "https": TimedTlsPool}

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **kwargs: Any) -> None:
        self.poolmanager = PoolManager(num_pools=connections, maxsize=maxsize, block=block, **kwargs)
        self.poolmanager.pool_classes_by_scheme = dict(self.pools)
