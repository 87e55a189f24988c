"""Which addresses a fetch may reach, in every spelling."""

import pytest

from annotations.fetching.addresses import is_forbidden, literal_address

FORBIDDEN = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.254
169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.0.0.170 192.0.2.7 192.88.99.1
192.168.1.1 198.18.0.1 198.19.255.255 198.51.100.3 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1
255.255.255.255 192.31.196.1 192.52.193.1 192.175.48.1
:: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::1
100::1 2001::1 2001:2::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1:: 2002:808:808::1 3fff::1
5f00::1 fc00::1 fd12:3456::1 fe80::1 fec0::1 ff02::1 ff0e::1 4000::1 fe80::1%eth0 2620:4f:8000::1
2606:4700::1111%lo
"""
ALLOWED = """
1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.1
172.15.255.255 172.32.0.0 192.0.1.0 192.167.255.255 198.17.255.255 198.20.0.0 223.255.255.255
2606:4700:4700::1111 2a00:1450:4001::200e 2001:4860:4860::8888 2001:200::1
"""


@pytest.mark.parametrize("address", FORBIDDEN.split())
def test_it_forbids_addresses_that_are_not_public(address: str) -> None:
    assert is_forbidden(address)


@pytest.mark.parametrize("address", ALLOWED.split())
def test_it_lets_public_addresses_pass(address: str) -> None:
    assert not is_forbidden(address)


@pytest.mark.parametrize(
    "spelling",
    [
        "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0x7f.0.0.0x1",
        "0177.0.0.1", "017700000001", "00000177.1", "127.0.0.1.", "0X7F.0.0.1",
    ],
)  # fmt: skip
def test_it_reads_every_spelling_of_one_address(spelling: str) -> None:
    assert str(literal_address(spelling)) == "127.0.0.1"


@pytest.mark.parametrize("spelling", ["::1", "0:0:0:0:0:0:0:1", "0000::0001"])
def test_it_reads_every_spelling_of_an_ipv6_address(spelling: str) -> None:
    assert str(literal_address(spelling)) == "::1"


@pytest.mark.parametrize("host", ["example.org", "1.2.3.example", "3com.com", "0xabc.org", "a1"])
def test_it_takes_a_name_for_a_name(host: str) -> None:
    assert literal_address(host) is None


@pytest.mark.parametrize(
    "host",
    ["256.1.1.1", "1.2.3.4.5", "4294967296", "127.0.0.08", "1..1", "foo.1", "1.2.3.0x1g", ":::"],
)
def test_it_refuses_what_is_meant_as_a_number_but_is_no_address(host: str) -> None:
    if host == "1.2.3.0x1g":
        assert literal_address(host) is None  # a name, which resolves to nothing
        return
    with pytest.raises(ValueError):  # noqa: PT011 (the only error it may raise)
        literal_address(host)
