"""Posting webhooks by the Standard Webhooks scheme: signed, with a time limit, without redirects, and under the
guard."""

import asyncio
import base64
import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from urllib.parse import SplitResult, urlsplit

import httpx
from standardwebhooks import Webhook

from orchestrator.adapters.notifying.guard import check_host, guarded, install
from orchestrator.domain.errors import Invalid, Unavailable

AT_ONCE = 8
TIMEOUT_S = 10.0
LONGEST_S = 30.0
LONGEST_URL = 2_000


class WebhookPoster:
    """A WebhookSender. `allow_private` switches the guard off and allows plain http, for closed networks and tests."""

    def __init__(self, allow_private: bool = False) -> None:
        install()
        self._allow_private = allow_private
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="webhook")

    async def check(self, url: str) -> None:
        try:
            await asyncio.get_running_loop().run_in_executor(self._threads, self._check, url)
        except Unavailable as error:
            raise Invalid(error.code, error.detail, field="url") from error

    def new_secret(self) -> str:
        return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()

    async def post(self, url: str, secret: str, message_id: str, body: str, now: datetime) -> int:
        future = asyncio.get_running_loop().run_in_executor(self._threads, self._post, url, secret, message_id, body, now)
        try:
            return await asyncio.wait_for(future, LONGEST_S)
        except TimeoutError:
            raise Unavailable("target_failed", f"The receiver did not answer within {LONGEST_S:.0f} s.") from None

    async def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _check(self, url: str) -> None:
        parts = self._read(url)
        check_host(parts.hostname or "", parts.port, self._allow_private)

    def _read(self, url: str) -> SplitResult:
        try:
            parts = urlsplit(url)
            is_complete = bool(parts.hostname) and (parts.port is None or parts.port > 0)
        except ValueError:
            is_complete = False
        if not is_complete or len(url) > LONGEST_URL or not url.isprintable():
            raise Invalid("target_not_allowed", "This is not a complete address of a web server.", field="url")
        if parts.scheme not in (("https", "http") if self._allow_private else ("https",)):
            raise Invalid("target_not_allowed", "The address of a webhook begins with https://.", field="url")
        if parts.username or parts.password:
            raise Invalid("target_not_allowed", "Leave user and password out of the address; the signature proves who we are.", field="url")
        return parts

    def _post(self, url: str, secret: str, message_id: str, body: str, now: datetime) -> int:
        self._check(url)
        headers = {
            "content-type": "application/json",
            "user-agent": "Orchestrator-Webhooks",
            "webhook-id": message_id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Webhook(secret).sign(message_id, now.astimezone(UTC), body),
        }
        try:
            with guarded(self._allow_private):
                status = _status(url, headers, body)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise Unavailable("target_failed", f"The receiver cannot be reached: {type(error).__name__}.") from error
        if not 200 <= status < 300:
            raise Unavailable("target_failed", f"The receiver answered {status}.")
        return status


def _status(url: str, headers: dict[str, str], body: str) -> int:
    # Proxies of the environment are not used, because addresses behind a proxy cannot be checked. The response body is
    # not read, because it may be endless.
    with (
        httpx.Client(timeout=TIMEOUT_S, follow_redirects=False, trust_env=False) as client,
        client.stream("POST", url, headers=headers, content=body.encode()) as response,
    ):
        return response.status_code
