"""A connection to an address that was checked, and to no other."""

import socket
import ssl
import threading
import time
from collections.abc import Callable
from functools import cache

import certifi

from annotations.fetching.addresses import is_forbidden
from annotations.fetching.errors import FetchError
from annotations.fetching.targets import Target

CONNECT_SECONDS = 10.0
MAX_ADDRESSES = 6
Resolver = Callable[[str, int], list[str]]


class Deadline:
    """One moment for the whole of a fetch: look-up, redirects, headers and body together."""

    def __init__(self, seconds: float) -> None:
        self.at = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds that remain.

        Raises:
            FetchError: `timeout` when none do.
        """
        seconds = self.at - time.monotonic()
        if seconds <= 0:
            raise FetchError("timeout")
        return seconds


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name, in the system's order of preference."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def look_up(target: Target, deadline: Deadline, resolver: Resolver) -> list[str]:
    """The addresses of a target that may be connected to.

    Raises:
        FetchError: `address_forbidden` where none of them may be, `dns_failed`, `dns_temporary`,
            `timeout`.
    """
    found = [target.host] if target.is_literal else _in_time(target, deadline, resolver)
    if not target.is_allowed:
        found = [address for address in found if not is_forbidden(address)]
    if not found:
        raise FetchError("address_forbidden")
    return found[:MAX_ADDRESSES]


def _in_time(target: Target, deadline: Deadline, resolver: Resolver) -> list[str]:
    """The system's look-up knows no time limit, so it runs in a thread that may be left behind."""
    found: list[str] = []
    failures: list[OSError] = []

    def ask() -> None:
        try:
            found.extend(resolver(target.host, target.port))
        except UnicodeError:
            failures.append(socket.gaierror(socket.EAI_NONAME, "not a name"))
        except OSError as error:
            failures.append(error)

    thread = threading.Thread(target=ask, daemon=True, name="fetching-look-up")
    thread.start()
    thread.join(deadline.left())
    if thread.is_alive():
        raise FetchError("timeout")
    if failures:
        is_temporary = failures[0].errno == socket.EAI_AGAIN
        raise FetchError("dns_temporary" if is_temporary else "dns_failed")
    if not found:
        raise FetchError("dns_failed")
    return found


def connect(target: Target, addresses: list[str], deadline: Deadline) -> socket.socket:
    """Connect to the first address that answers, with TLS in the name of the host for https.

    Raises:
        FetchError: `connect_failed`, `tls_failed`, `timeout`.
    """
    for address in addresses:
        try:
            raw = socket.create_connection(
                (address, target.port), timeout=min(deadline.left(), CONNECT_SECONDS)
            )
        except OSError:
            deadline.left()
            continue
        return raw if target.scheme == "http" else _secured(raw, target, deadline)
    raise FetchError("connect_failed")


@cache
def tls_context() -> ssl.SSLContext:
    """The system's certificates, and certifi's for machines that have none."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    context.set_alpn_protocols(["http/1.1"])
    return context


def _secured(raw: socket.socket, target: Target, deadline: Deadline) -> socket.socket:
    try:
        raw.settimeout(deadline.left())
        return tls_context().wrap_socket(raw, server_hostname=target.host)
    except TimeoutError:
        raw.close()
        raise FetchError("timeout") from None
    except ssl.SSLError:  # includes a certificate for another name
        raw.close()
        raise FetchError("tls_failed") from None
    except OSError:
        raw.close()
        raise FetchError("connection_broken") from None
