"""Connections to addresses that strangers name, never to our own network (server-side request forgery).

The name is resolved once, the addresses are checked, and the connection is made to what was checked: a name that
resolves differently the second time gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util import connection as sockets

# Translates to an IPv4 address, which may well be ours (RFC 6052).
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class PrivateAddressError(ValueError):
    """The name leads to an address that is not on the public internet. (Not an OSError: urllib3 would take it for a
    connection that failed.)"""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet: not private, loopback, link-local, shared, multicast or
    reserved, also not hidden in an IPv6 one."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour or (parsed.teredo[1] if parsed.teredo else None)
        if parsed in NAT64:
            inner = ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return parsed.is_global and not parsed.is_multicast and not parsed.is_reserved


def public_address_of(host: str, port: int) -> str:
    """One address `host` resolves to. Raises PrivateAddressError where any of them is not public, socket.gaierror where
    there is none."""
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or not all(is_public(address) for address in found):
        raise PrivateAddressError("not a public address")
    return found[0]


def _connect(connection: Any) -> socket.socket:
    """urllib3's `_new_conn` with the check in between."""
    try:
        address = public_address_of(connection._dns_host, connection.port)
        return sockets.create_connection(
            (address, connection.port), connection.timeout, socket_options=connection.socket_options
        )
    except socket.gaierror as error:
        raise NameResolutionError(connection.host, connection, error) from error
    except TimeoutError as error:
        raise ConnectTimeoutError(connection, "connect timeout") from error
    except OSError as error:
        raise NewConnectionError(connection, "connection failed") from error


class _Connection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _connect(self)


class _SecureConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _connect(self)


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


class PublicAddressAdapter(HTTPAdapter):
    """requests' adapter that connects to public addresses only. Raises PrivateAddressError."""

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **kwargs: Any) -> None:
        self.poolmanager = PoolManager(num_pools=connections, maxsize=maxsize, block=block, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}
