"""Which addresses are public: the tricks that lead a connection to one that is not."""

from ipaddress import ip_address

import pytest

from audionews.sources.addresses import AddressKind, is_local_name, kind_of

KINDS = {
    AddressKind.LOOPBACK: "127.0.0.1 127.255.255.254 ::1",
    AddressKind.PRIVATE: "10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 fc00::1 fdff::1",
    AddressKind.LINK_LOCAL: "169.254.0.1 169.254.255.255 fe80::1 febf::1 fe80::1%eth0",
    AddressKind.METADATA: "169.254.169.254 100.100.100.200 fd00:ec2::254 fd20:ce::254",
    AddressKind.SHARED: "100.64.0.0 100.127.255.255",
    AddressKind.MULTICAST: "224.0.0.1 239.255.255.255 ff02::1 ff0e::1",
    AddressKind.UNSPECIFIED: "0.0.0.0 0.1.2.3 ::",
    AddressKind.EMBEDDED: (
        "::ffff:127.0.0.1 ::ffff:8.8.8.8 ::127.0.0.1 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::808:808 "
        "64:ff9b:1::a00:1 2002:7f00:1:: 2002:808:808::1 2001:0:7f00:1::1 192.88.99.1"
    ),
    AddressKind.RESERVED: (
        "240.0.0.1 255.255.255.255 192.0.0.8 192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.1 2001:db8::1 2001:20::1 "
        "3fff::1 5f00::1 100::1 fec0::1 4000::1 1::1"
    ),
    AddressKind.PUBLIC: "1.1.1.1 100.63.255.255 100.128.0.0 172.32.0.1 192.0.1.1 223.255.255.255 2a00::1",
}


@pytest.mark.parametrize(("kind", "address"), [(kind, one) for kind, many in KINDS.items() for one in many.split()])
def test_every_address_has_its_kind(kind: AddressKind, address: str) -> None:
    assert kind_of(ip_address(address)) is kind


def test_what_the_standard_library_knows_as_special_is_never_public() -> None:
    for number in range(0, 1 << 32, 1 << 18):
        address = ip_address(number)
        if not address.is_global or address.is_multicast:
            assert kind_of(address) is not AddressKind.PUBLIC, address


@pytest.mark.parametrize("name", ["localhost", "a.localhost", "printer.local", "db.internal", "x.home.arpa", "nas.lan"])
def test_a_name_for_private_networks_is_known(name: str) -> None:
    assert is_local_name(name)


@pytest.mark.parametrize("name", ["localhost.example.org", "notlocalhost", "local.test", "example.org"])
def test_other_names_may_be_public(name: str) -> None:
    assert not is_local_name(name)
