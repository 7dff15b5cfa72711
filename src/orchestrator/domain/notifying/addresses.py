"""Which network addresses a stranger's URL may lead to: public ones, and nothing inside the house."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

# Reachable from virtual machines only although it looks public: Azure's host service.
METADATA = frozenset({IPv4Address("168.63.129.16")})
NAT64 = IPv6Network("64:ff9b::/96")
NAT64_LOCAL = IPv6Network("64:ff9b:1::/48")
# Not for the open internet either, though parts of them pass for global: this network, protocol assignments (among them a
# cloud's metadata), relays of 6to4.
SPECIAL = (IPv4Network("0.0.0.0/8"), IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"))


def is_public(address: str) -> bool:
    """Whether a literal IP address belongs to the open internet; anything that is no literal address does not.

    An IPv6 address that carries an IPv4 one (mapped, compatible, 6to4, Teredo, NAT64) is judged by both.
    """
    try:
        read = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(_is_open(each) for each in (read, *_carried(read)))


def _is_open(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv4Address) and (address in METADATA or any(address in each for each in SPECIAL)):
        return False
    # Carriers of an IPv4 address are not global by themselves; the address they carry decides.
    if isinstance(address, IPv6Address) and (address.ipv4_mapped is not None or address in NAT64):
        return True
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback)


def _carried(address: IPv4Address | IPv6Address) -> list[IPv4Address]:
    if isinstance(address, IPv4Address):
        return []
    if address in NAT64_LOCAL:
        return [IPv4Address(0)]
    carried = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in NAT64 or address in IPv6Network("::/96"):
        carried.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return [each for each in carried if each is not None]
