"""What a robots.txt says to this program (RFC 9309), by the library `protego`."""

from collections.abc import Iterable, Iterator

from protego import Protego

from orchestrator.domain.sources.addresses import is_same_host, join
from orchestrator.ports.sources import USER_AGENT, ReadRobots

LONGEST = 512_000
"""Characters of a robots.txt that are looked at; the RFC asks for 500 KiB at least."""
MOST_SITEMAPS = 20


def read_robots(address: str, data: bytes) -> ReadRobots:
    """Whether the address may be fetched, and the rest of what is said."""
    rules = Protego.parse(data.decode("utf-8", errors="replace")[:LONGEST])
    sitemaps = [found for each in rules.sitemaps if (found := join(address, each)) and is_same_host(found, address)]
    pause_s = rules.crawl_delay(USER_AGENT) or 0.0
    return ReadRobots(rules.can_fetch(address, USER_AGENT), max(0.0, float(pause_s)), tuple(dict.fromkeys(sitemaps))[:MOST_SITEMAPS])


def keep_allowed(addresses: Iterable[str], robots: str) -> Iterator[str]:
    """Those that may be fetched, in their order."""
    rules = Protego.parse(robots[:LONGEST])
    return (each for each in addresses if rules.can_fetch(each, USER_AGENT))
