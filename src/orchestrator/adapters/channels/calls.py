"""Calls to a service's API: each with a deadline, without redirects, and with a bound on what is read of the answer."""

import asyncio
import functools
import json
import math
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from orchestrator.adapters.channels import outcomes
from orchestrator.adapters.channels.reading import clean_name
from orchestrator.domain.errors import Limited, Unavailable

DEADLINE_S = 10.0
MOST_BYTES = 256 * 1024
"""Bytes of one answer; the largest in use have a few thousand."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service said to one call."""

    status: int
    content: Mapping[str, Any]
    """The JSON object that it sent; {} for anything else."""
    retry_after: str
    """The header; '' where there is none."""

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300

    @property
    def code(self) -> int:
        """The service's own number of the error; 0 where it gives none."""
        code = self.content.get("code")
        return code if isinstance(code, int) else 0

    @property
    def reason(self) -> str:
        """The service's own words about an error, short and on one line; '' where it has none."""
        return clean_name(self.content.get("message"))


class ServiceCalls:
    """Calls one service. Proxies of the environment are used, as the address is the operator's."""

    def __init__(self, service: str, base_url: str, deadline_s: float = DEADLINE_S) -> None:
        self._service = service
        self._base_url = base_url.rstrip("/")
        self._deadline_s = deadline_s
        self._kept: httpx.AsyncClient | None = None

    async def call(
        self, method: str, path: str, headers: Mapping[str, str], content: Mapping[str, Any] | list[Any] | None = None,
        form: Mapping[str, str] | None = None,
    ) -> Answer:  # fmt: skip
        """Any answer below 500 that is no 429. `content` is sent as JSON, `form` as a form.

        Raises Limited `channel_busy`, Unavailable `channel_unreachable`.
        """
        try:
            async with (
                asyncio.timeout(self._deadline_s),
                self._client().stream(method, self._base_url + path, headers=dict(headers), json=content, data=form) as response,
            ):
                answer = Answer(response.status_code, _read(await self._fetch(response)), response.headers.get("retry-after", "")[:100])
        except (TimeoutError, OSError, httpx.HTTPError, httpx.InvalidURL) as error:
            # Without the error itself: it holds the request, and with it the tokens.
            raise self.unreachable(f"({type(error).__name__})") from None
        if answer.status == 429:
            raise self.busy(_read_pause(answer))
        if answer.status >= 500 or 300 <= answer.status < 400:
            raise self.unreachable(f"(status {answer.status})")
        return answer

    def busy(self, pause_s: float) -> Limited:
        return outcomes.busy(self._service, pause_s)

    def unreachable(self, why: str) -> Unavailable:
        return outcomes.unreachable(self._service, f"cannot be reached or does not work {why}")

    async def close(self) -> None:
        """Closes the connections that are kept."""
        client, self._kept = self._kept, None
        if client is not None:
            await client.aclose()

    def _client(self) -> httpx.AsyncClient:
        """Made with the first call, so that no program reads certificates for a service that it never calls."""
        if self._kept is None:
            # An encoded answer could be far longer than what is counted.
            headers = {"User-Agent": "Orchestrator", "Accept-Encoding": "identity"}
            self._kept = httpx.AsyncClient(verify=trusted(), headers=headers, timeout=self._deadline_s, follow_redirects=False)
        return self._kept

    async def _fetch(self, response: httpx.Response) -> bytes:
        if response.headers.get("content-encoding", "identity") != "identity":
            raise self.unreachable("(its answer is compressed, which was not asked for)")
        whole = bytearray()
        async for piece in response.aiter_raw():
            whole += piece
            if len(whole) > MOST_BYTES:
                raise self.unreachable(f"(its answer has more than {MOST_BYTES} bytes)")
        return bytes(whole)


@functools.cache
def trusted() -> ssl.SSLContext:
    """Made once: reading the certificates takes a quarter of a second."""
    return httpx.create_ssl_context()


def _read(body: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(body.decode())
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _read_pause(answer: Answer) -> float:
    """Seconds: of the body, which has fractions, else of the header, else 1."""
    for told in (answer.content.get("retry_after"), answer.retry_after):
        try:
            pause_s = float(told)  # type: ignore[arg-type]
        except (TypeError, ValueError, OverflowError):
            continue
        if math.isfinite(pause_s):
            return pause_s
    return 1.0
