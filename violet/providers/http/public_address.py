"""Connections to addresses that strangers name, never to our own network (server-side request forgery).

The name is resolved once, the addresses are checked, and the connection is made to what was checked: a name that
resolves differently the second time gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence
from typing import ClassVar

from urllib3 import HTTPConnectionPool

from violet.providers.http.adapter import (
    TimedAdapter,
    TimedConnection,
    TimedPool,
    TimedTlsConnection,
    TimedTlsPool,
    open_connection,
)
from violet.providers.http.clock import AddressInfo, Lookups

# Translates to an IPv4 address, which may well be ours (RFC 6052).
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# The only part of IPv6 that is given out to networks of the public internet (IANA, "IPv6 Global Unicast").
GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
# Special-purpose addresses within what is otherwise public (IANA's two registries, RFC 6890), those included that are
# newer than the standard library's list: protocol assignments, documentation, the old relays of 6to4.
SPECIAL = (
    ipaddress.ip_network("192.0.0.0/24"),
    ipaddress.ip_network("192.88.99.0/24"),
    ipaddress.ip_network("2001::/23"),
    ipaddress.ip_network("2001:db8::/32"),
    ipaddress.ip_network("2002::/16"),
    ipaddress.ip_network("3fff::/20"),
)


class PrivateAddressError(ValueError):
    """The name leads to an address that is not on the public internet. (Not an OSError: urllib3 would take it for a
    connection that failed.)"""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet: not private, loopback, link-local, shared, multicast or
    reserved, also not hidden in an IPv6 one."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped
        if parsed in NAT64:
            inner = ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if parsed not in GLOBAL_UNICAST:
            return False
    if any(parsed in network for network in SPECIAL):
        return False
    return parsed.is_global and not parsed.is_multicast and not parsed.is_reserved


def public_address_of(host: str, port: int) -> str:
    """One address `host` resolves to. Raises PrivateAddressError where any of them is not public, socket.gaierror where
    there is none."""
    return str(only_public(_lookups.addresses(host, port))[0][4][0])


def only_public(found: Sequence[AddressInfo]) -> Sequence[AddressInfo]:
    """The first of a host's addresses. Raises PrivateAddressError where any of them is not public."""
    if not found or not all(is_public(str(info[4][0])) for info in found):
        raise PrivateAddressError("not a public address")
    return found[:1]


# Of their own: a stranger's name server that does not answer keeps nobody from our upstreams.
_lookups = Lookups()


class _Connection(TimedConnection):
    def _new_conn(self) -> socket.socket:
        return open_connection(self, _lookups, only_public)


class _TlsConnection(TimedTlsConnection):
    def _new_conn(self) -> socket.socket:
        return open_connection(self, _lookups, only_public)


class _Pool(TimedPool):
    ConnectionCls = _Connection


class _TlsPool(TimedTlsPool):
    ConnectionCls = _TlsConnection


class PublicAddressAdapter(TimedAdapter):
    """The adapter that connects to public addresses only. Raises PrivateAddressError."""

    pools: ClassVar[dict[str, type[HTTPConnectionPool]]] = {"http": _Pool, "https": _TlsPool}
