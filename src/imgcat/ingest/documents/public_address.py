"""Which addresses of a network are public: whoever names a URL must not reach this machine or its neighbours."""

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address
Refusal = Callable[[Address, int], str | None]
"""Why an address and port are not connected to; None where they may be."""

PORTS = frozenset({80, 443})

_NAT64 = IPv6Network("64:ff9b::/96")
"""Through which networks without IPv4 reach it (RFC 6052): as public as the IPv4 address in it."""


def refusal(address: Address, port: int) -> str | None:
    """Why this is no address of a public web server; None where it may be one."""
    if port not in PORTS:
        return f"port {port} is not one of the web's ({', '.join(map(str, sorted(PORTS)))})"
    embedded = _embedded(address)
    judged = embedded if address in _NAT64 else (address, *embedded)
    if all(map(_is_public, judged)):
        return None
    return f"{address} is not a public address"


def _is_public(address: Address) -> bool:
    site_local = isinstance(address, IPv6Address) and address.is_site_local
    return address.is_global and not (address.is_multicast or address.is_reserved or site_local)


def _embedded(address: Address) -> tuple[Address, ...]:
    """The IPv4 addresses that an IPv6 address stands for, whichever way it is carried."""
    if isinstance(address, IPv4Address):
        return ()
    number = int(address)
    found: list[IPv4Address | None] = [address.ipv4_mapped, address.sixtofour]
    found += address.teredo or ()
    if address in _NAT64:
        found.append(IPv4Address(number & 0xFFFFFFFF))
    # ISATAP (RFC 5214): the last 32 bits of an interface identifier 0:5efe or 200:5efe.
    if (number >> 32) & 0xFFFFFFFF & ~0x02000000 == 0x00005EFE:
        found.append(IPv4Address(number & 0xFFFFFFFF))
    return tuple(each for each in found if each is not None)


def addresses(host: str, port: int) -> list[Address]:
    """All addresses that a host name stands for, in the order of the system. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(ip_address(str(each[4][0]).partition("%")[0]) for each in found))
