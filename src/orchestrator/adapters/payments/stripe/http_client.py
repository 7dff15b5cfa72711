"""How Stripe's library reaches Stripe: with a deadline for each call, without redirects, and with a bound on the answer."""

import asyncio
import functools
import json
import ssl
from collections.abc import Awaitable, Mapping

import httpx
import stripe

MOST_BYTES = 4 * 1024 * 1024
"""Bytes of one answer. A page of 100 checkouts has some 400,000."""


class BoundedClient(stripe.HTTPClient):
    """Proxies of the environment are used, as the address is the operator's. For calls with async/await only."""

    name = "httpx"

    def __init__(self, deadline_s: float) -> None:
        super().__init__()
        self._deadline_s = deadline_s
        # An encoded answer could be far longer than what is counted.
        headers = {"Accept-Encoding": "identity"}
        self._client = httpx.AsyncClient(verify=_trusted(), headers=headers, timeout=deadline_s, follow_redirects=False)

    def sleep_async(self, secs: float) -> Awaitable[None]:
        return asyncio.sleep(secs)

    async def request_async(
        self, method: str, url: str, headers: Mapping[str, str], post_data: str | None = None
    ) -> tuple[bytes, int, Mapping[str, str]]:  # fmt: skip
        """Raises the library's APIConnectionError, which the library repeats where no connection came about."""
        content = post_data.encode() if post_data else None
        try:
            async with (
                asyncio.timeout(self._deadline_s),
                self._client.stream(method.upper(), url, headers=dict(headers), content=content) as response,
            ):
                return _check(await _fetch(response), response.status_code), response.status_code, response.headers
        except (TimeoutError, httpx.TimeoutException):
            raise _broken("(no answer in time)") from None
        except (OSError, httpx.HTTPError, httpx.InvalidURL) as error:
            # Without the error itself: it holds the request, and with it the key.
            raise _broken(f"({type(error).__name__})", should_retry=True) from None

    async def close_async(self) -> None:
        await self._client.aclose()


@functools.cache
def _trusted() -> ssl.SSLContext:
    """Made once: reading the certificates takes a quarter of a second."""
    return httpx.create_ssl_context()


async def _fetch(response: httpx.Response) -> bytes:
    if response.headers.get("content-encoding", "identity") != "identity":
        raise _broken("(the answer is compressed, which was not asked for)")
    whole = bytearray()
    async for piece in response.aiter_raw():
        whole += piece
        if len(whole) > MOST_BYTES:
            raise _broken(f"(the answer has more than {MOST_BYTES} bytes)")
    return bytes(whole)


def _check(body: bytes, status: int) -> bytes:
    """The body, where it is Stripe's. Another one is a proxy's or a portal's, and the library stumbles over it."""
    try:
        told = json.loads(body.decode())
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or not isinstance(told.get("error" if status >= 300 else "object"), dict if status >= 300 else str):
        raise _broken(f"(status {status}, and the answer is not one of Stripe's)")
    return body


def _broken(why: str, should_retry: bool = False) -> stripe.APIConnectionError:
    return stripe.APIConnectionError(why, should_retry=should_retry)  # type: ignore[no-untyped-call]
