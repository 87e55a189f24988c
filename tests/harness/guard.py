"""Refuses connections from the test process to anywhere but this machine."""

import ipaddress
import socket
from typing import Any

import pytest


class OutsideConnectionError(RuntimeError):
    """A test reached for the network."""


def refuse_outside_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let sockets connect to loopback addresses and Unix sockets only, and resolve no names."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex
    getaddrinfo = socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        _refuse(self.family, address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        _refuse(self.family, address)
        return connect_ex(self, address)

    def guarded_getaddrinfo(host: Any, *rest: Any, **named: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name not in {None, "", "localhost"} and not _is_address(name):
            raise OutsideConnectionError(f"A test asked for the address of {name}.")
        return getaddrinfo(host, *rest, **named)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)


def _refuse(family: int, address: Any) -> None:
    if family not in {socket.AF_INET, socket.AF_INET6}:
        return
    host = str(address[0]).partition("%")[0]
    if host != "localhost" and not (_is_address(host) and ipaddress.ip_address(host).is_loopback):
        raise OutsideConnectionError(f"A test tried to connect to {host}.")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return True
