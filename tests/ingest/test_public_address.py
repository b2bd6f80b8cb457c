"""Which addresses a URL may lead to."""

from ipaddress import ip_address

import pytest

from imgcat.ingest.documents.public_address import refusal


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:8.8.8.8",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "64:ff9b:1::a00:1",
        "100::1",
        "2001::1",
        "2001:0:808:808::f5ff:fffe",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "2002:c0a8:101::1",
        "2600::5efe:a00:1",
        "2600::200:5efe:7f00:1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "ff0e::1",
    ],
)
def test_what_is_not_public_is_refused(address: str) -> None:
    assert refusal(ip_address(address), 443)


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "172.32.0.1", "2606:4700::1", "64:ff9b::808:808", "2002:808:808::1"],
)
def test_what_is_public_is_not(address: str) -> None:
    assert refusal(ip_address(address), 443) is None
    assert refusal(ip_address(address), 80) is None


@pytest.mark.parametrize("port", [0, 22, 25, 3306, 6379, 8000])
def test_only_the_webs_own_ports_are_connected_to(port: int) -> None:
    assert "port" in (refusal(ip_address("8.8.8.8"), port) or "")
