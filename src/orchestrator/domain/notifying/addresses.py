"""Which network addresses a URL from a stranger may lead to: public ones, never addresses of the internal network."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

# Looks public, but is a service of the host of virtual machines: Azure.
METADATA = frozenset({IPv4Address("168.63.129.16")})
NAT64 = IPv6Network("64:ff9b::/96")
NAT64_LOCAL = IPv6Network("64:ff9b:1::/48")
# Not public, although `is_global` holds for parts of them: "this network", protocol assignments (one cloud's metadata
# service among them) and 6to4 relays.
SPECIAL = (IPv4Network("0.0.0.0/8"), IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"))


def is_public(address: str) -> bool:
    """Whether a text is an IP address of the public internet; False for any other text.

    An IPv6 address that contains an IPv4 one (mapped, compatible, 6to4, Teredo, NAT64) is public only if both are.
    """
    try:
        read = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(_is_global(part) for part in (read, *_contained(read)))


def _is_global(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv4Address) and (address in METADATA or any(address in network for network in SPECIAL)):
        return False
    # For these two forms, the IPv4 address that they contain decides.
    if isinstance(address, IPv6Address) and (address.ipv4_mapped is not None or address in NAT64):
        return True
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback)


def _contained(address: IPv4Address | IPv6Address) -> list[IPv4Address]:
    if isinstance(address, IPv4Address):
        return []
    if address in NAT64_LOCAL:
        return [IPv4Address(0)]
    contained = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in NAT64 or address in IPv6Network("::/96"):
        contained.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return [part for part in contained if part is not None]
