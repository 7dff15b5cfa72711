"""Rate limits on messages, sign-ins and sign-ups, by person or by address. Requests are counted in sliding windows."""

import ipaddress
import logging
import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

from fastapi import Depends, Request
from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from limits.errors import StorageError

from orchestrator.domain.errors import Invalid, Limited
from orchestrator.http.auth import TheCaller
from orchestrator.http.edge.proxies import read_address

if TYPE_CHECKING:
    from redis.asyncio import ConnectionPool

REDIS_TIMEOUT_S = 0.5

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RateRules:
    """Limits, each written like "600/minute"; '' means no limit."""

    messages_per_user: str = ""
    messages_per_address: str = ""
    sign_ins_per_address: str = ""
    sign_ups_per_address: str = ""
    password_resets_per_address: str = ""
    guests_per_address: str = ""
    pages_per_address: str = ""
    unsigned_events_per_address: str = ""


class Rates:
    """Counts requests in this process's memory, or in a Redis that several processes share.

    While the Redis does not answer, each process counts by itself, and no request is refused because of that.
    """

    def __init__(self, rules: RateRules, redis_url: str | None = None) -> None:
        """Raises Invalid `invalid_rate` for a rule that cannot be parsed."""
        self._items = {name: _parse(name, getattr(rules, name)) for name in RateRules.__slots__}
        self._own = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._redis = _connect(redis_url) if redis_url is not None else None
        self._shared = None
        if self._redis is not None:
            options: Any = {"connection_pool": self._redis}
            storage = RedisStorage(
                f"async+{redis_url}", wrap_exceptions=True, implementation="redispy", key_prefix="orchestrator", **options
            )
            self._shared = SlidingWindowCounterRateLimiter(storage)

    async def close(self) -> None:
        if self._redis is not None:
            await self._redis.aclose()

    async def hit(self, name: str, who: str) -> None:
        """Counts a request of `who` under the rule `name`.

        Raises Limited `too_many_requests` with `retry_after_s` where the limit is exceeded; that request is not
        counted.
        """
        item = self._items[name]
        if item is None:
            return
        try:
            await _hit(self._shared or self._own, item, name, who)
        except StorageError as error:
            log.warning("the Redis of the rate limits does not answer, this process counts by itself: %s", error)
            await _hit(self._own, item, name, who)

    async def check(self, name: str, who: str) -> None:
        """As `hit`, without counting anything."""
        item = self._items[name]
        if item is None:
            return
        try:
            await _check(self._shared or self._own, item, name, who)
        except StorageError:
            await _check(self._own, item, name, who)


def _connect(url: str) -> "ConnectionPool":
    """A pool with a short timeout and without retries, so that a message does not wait for the rate limit."""
    from redis.asyncio import ConnectionPool
    from redis.asyncio.retry import Retry
    from redis.backoff import NoBackoff

    return ConnectionPool.from_url(url, socket_timeout=REDIS_TIMEOUT_S, socket_connect_timeout=REDIS_TIMEOUT_S, retry=Retry(NoBackoff(), 0))


async def _hit(limiter: SlidingWindowCounterRateLimiter, item: RateLimitItem, name: str, who: str) -> None:
    if not await limiter.hit(item, name, who):
        await _refuse(limiter, item, name, who)


async def _check(limiter: SlidingWindowCounterRateLimiter, item: RateLimitItem, name: str, who: str) -> None:
    if not await limiter.test(item, name, who):
        await _refuse(limiter, item, name, who)


async def _refuse(limiter: SlidingWindowCounterRateLimiter, item: RateLimitItem, name: str, who: str) -> NoReturn:
    reset_at = (await limiter.get_window_stats(item, name, who)).reset_time
    wait_s = max(1, math.ceil(reset_at - time.time()))
    raise Limited("too_many_requests", f"Too many requests; try again in {wait_s} s.", retry_after_s=wait_s)


def _parse(name: str, rule: str) -> RateLimitItem | None:
    try:
        return parse(rule) if rule.strip() else None
    except ValueError:
        raise Invalid("invalid_rate", f"{name} is {rule!r}; write it as 600/minute, or leave it empty for no limit.") from None


async def the_rates(request: Request) -> Rates:
    rates: Rates = request.app.state.rates
    return rates


def address_of(request: Request) -> str:
    """The address that requests are counted by: an IPv4 address, or the /64 network of an IPv6 address.

    One household usually has a whole /64 network.
    """
    host = request.client.host if request.client else "unknown"
    address = read_address(host)
    if address is None:
        return host
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else str(address)


TheRates = Annotated[Rates, Depends(the_rates)]


async def limit_messages(request: Request, rates: TheRates, caller: TheCaller) -> None:
    """Counts a message. Raises Limited `too_many_requests`."""
    await rates.hit("messages_per_address", address_of(request))
    await rates.hit("messages_per_user", str(caller.person.user_id))


async def limit_sign_ups(request: Request, rates: TheRates) -> None:
    """Counts a sign-up. Raises Limited `too_many_requests`."""
    await rates.hit("sign_ups_per_address", address_of(request))


async def limit_guests(request: Request, rates: TheRates) -> None:
    """Counts a visitor who begins to ask without an account. Raises Limited `too_many_requests`."""
    await rates.hit("guests_per_address", address_of(request))


async def limit_pages(request: Request, rates: TheRates) -> None:
    """Counts a reader of published answers. Raises Limited `too_many_requests`."""
    await rates.hit("pages_per_address", address_of(request))


async def limit_password_resets(request: Request, rates: TheRates) -> None:
    """Counts a request for a new password. Raises Limited `too_many_requests`."""
    await rates.hit("password_resets_per_address", address_of(request))


async def limit_links(request: Request, rates: TheRates) -> None:
    """Counts a use of a link from a mail like a sign-in: nobody gets to guess many. Raises Limited `too_many_requests`."""
    await rates.hit("sign_ins_per_address", address_of(request))


async def limit_sign_ins(request: Request, rates: Rates) -> None:
    """Counts a sign-in. Raises Limited `too_many_requests`. Wrong passwords are counted in the database besides."""
    await rates.hit("sign_ins_per_address", address_of(request))
