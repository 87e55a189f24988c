"""Which network addresses a fetch may reach. Pure: no socket is opened here.

The list is explicit because `ipaddress.is_global` of Python 3.11 calls 192.0.0.192, NAT64 and 6to4
addresses of private hosts global. Source: the IANA special-purpose registries for IPv4 and IPv6.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

FORBIDDEN_V4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carrier-grade NAT, also some clouds' metadata services
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local, cloud metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # IETF protocol assignments
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # automatic multicast tunnelling
        "192.88.99.0/24",  # 6to4 relay, deprecated
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarking
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
# 2000::/3 is all that is assigned for global unicast; these are its special parts.
GLOBAL_V6 = IPv6Network("2000::/3")
FORBIDDEN_V6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # IETF protocol assignments: Teredo, ORCHID, benchmarking
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: carries an IPv4 address of anybody's choice
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)
# Not within 2000::/3, and so refused without a list: loopback, ::/96, IPv4-mapped, NAT64
# 64:ff9b::/96 and 64:ff9b:1::/48, discard 100::/64, SRv6 5f00::/16, unique local, link-local,
# site-local, multicast.

Address = IPv4Address | IPv6Address


def is_forbidden(address: str | Address) -> bool:
    """Whether a fetch must never connect to this address.

    Args:
        address: canonical, as `getaddrinfo` gives it; one with a zone (``%eth0``) is forbidden.
    """
    if isinstance(address, str):
        if "%" in address:
            return True
        address = ip_address(address)
    if isinstance(address, IPv4Address):
        return any(address in network for network in FORBIDDEN_V4)
    return address not in GLOBAL_V6 or any(address in network for network in FORBIDDEN_V6)


def literal_address(host: str) -> Address | None:
    """The address that a host spells, in every spelling that resolvers accept, or None for a name.

    ``127.1``, ``0x7f000001``, ``0177.0.0.1`` and ``2130706433`` are all 127.0.0.1.

    Raises:
        ValueError: it is meant as a number (its last label is one) but is no address.
    """
    if ":" in host:
        return IPv6Address(host)
    labels = host.rstrip(".").split(".")
    if not _is_number(labels[-1]):
        return None
    return _ipv4(labels)


def _is_number(label: str) -> bool:
    return label.isascii() and (
        label.isdigit() or (label[:2].lower() == "0x" and _has_base(label[2:] or "0", 16))
    )


def _has_base(digits: str, base: int) -> bool:
    try:
        int(digits, base)
    except ValueError:
        return False
    return "_" not in digits


def _ipv4(labels: list[str]) -> IPv4Address:
    """The rules of the WHATWG URL standard, which are those of inet_aton."""
    if len(labels) > len("abcd"):
        raise ValueError("too many parts")
    *heads, last = [_number(label) for label in labels]
    if any(head > 255 for head in heads) or last >= 256 ** (4 - len(heads)):  # noqa: PLR2004 (octets)
        raise ValueError("a part is too large")
    return IPv4Address(sum(head << (8 * (3 - i)) for i, head in enumerate(heads)) + last)


def _number(label: str) -> int:
    if not _is_number(label):
        raise ValueError("not a number")
    if label[:2].lower() == "0x":
        return int(label[2:] or "0", 16)
    if len(label) > 1 and label.startswith("0"):
        return int(label, 8)
    return int(label)
