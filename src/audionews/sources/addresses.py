"""Kinds of IP addresses: which are part of the public web, and which are not.

Source: the registries of special-purpose addresses of IANA (RFC 6890). ``ipaddress.is_global`` is no help: it is True
for addresses that lead through a translator or a tunnel to any other one, and its answers differ between versions of
Python.
"""

from __future__ import annotations

from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audionews.http import IPAddress


class AddressKind(StrEnum):
    """What an address is; the value is its name in a message."""

    PUBLIC = "a public address"
    PRIVATE = "a private address"
    LOOPBACK = "a loopback address"
    LINK_LOCAL = "a link-local address"
    METADATA = "an address of a cloud's own services"
    SHARED = "an address that a network provider shares among customers"
    MULTICAST = "a multicast address"
    UNSPECIFIED = "the unspecified address"
    EMBEDDED = "an IPv6 form of an IPv4 address"
    RESERVED = "a reserved address"


# The first row that matches counts.
_KINDS: tuple[tuple[AddressKind, str], ...] = (
    (AddressKind.METADATA, "169.254.169.254 100.100.100.200 fd00:ec2::254 fd20:ce::254"),
    (AddressKind.UNSPECIFIED, "0.0.0.0/8 ::/128"),
    (AddressKind.LOOPBACK, "127.0.0.0/8 ::1/128"),
    (AddressKind.PRIVATE, "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fc00::/7"),
    (AddressKind.SHARED, "100.64.0.0/10"),
    (AddressKind.LINK_LOCAL, "169.254.0.0/16 fe80::/10"),
    (AddressKind.MULTICAST, "224.0.0.0/4 ff00::/8"),
    # compatible, mapped and translated forms; NAT64; Teredo; 6to4 and its relays
    (AddressKind.EMBEDDED, "::/96 ::ffff:0:0/96 ::ffff:0:0:0/96 64:ff9b::/96 64:ff9b:1::/48 2001::/32 2002::/16"),
    (AddressKind.EMBEDDED, "192.88.99.0/24"),
    # protocols, examples, measurements, and all that is not assigned yet
    (AddressKind.RESERVED, "192.0.0.0/24 192.0.2.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4"),
    (AddressKind.RESERVED, "2001::/23 2001:db8::/32 3fff::/20"),
    (AddressKind.PUBLIC, "0.0.0.0/0 2000::/3"),
    (AddressKind.RESERVED, "::/0"),
)
_NETWORKS: tuple[tuple[AddressKind, IPv4Network | IPv6Network], ...] = tuple(
    (kind, ip_network(network)) for kind, networks in _KINDS for network in networks.split()
)
_LOCAL = ("localhost", "local", "localdomain", "internal", "intranet", "lan", "home.arpa")


def kind_of(address: IPAddress) -> AddressKind:
    """Return the kind of an address.

    >>> from ipaddress import ip_address
    >>> kind_of(ip_address("64:ff9b::7f00:1")).value, kind_of(ip_address("1.1.1.1")).name
    ('an IPv6 form of an IPv4 address', 'PUBLIC')
    """
    return next(kind for kind, network in _NETWORKS if address in network)


def is_local_name(host: str) -> bool:
    """Return whether no public host can have this name (RFC 6761, 6762, 8375, and what ICANN keeps for private use).

    >>> is_local_name("db.internal"), is_local_name("internal.example.org")
    (True, False)
    """
    return any(host == name or host.endswith("." + name) for name in _LOCAL)
