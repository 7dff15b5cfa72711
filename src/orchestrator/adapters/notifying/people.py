"""Notifications to people by apprise, in threads of their own and under the guard."""

import asyncio
import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import apprise
from apprise.plugins import NotifyBase

from orchestrator.adapters.notifying.guard import check_host, guarded, install
from orchestrator.adapters.notifying.services import SERVICES, check_service
from orchestrator.domain.errors import Invalid, OrchestratorError, Unavailable
from orchestrator.ports.notifying import NotificationText

AT_ONCE = 4
LONGEST_S = 60.0

T = TypeVar("T")


class AppriseNotifier:
    """`allow_private` lifts the guard, for closed networks and tests."""

    def __init__(self, allow_private: bool = False) -> None:
        install()
        self._allow_private = allow_private
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="notify")

    async def check(self, url: str) -> None:
        try:
            await self._aside(self._check, url)
        except Unavailable as error:
            raise Invalid(error.code, error.detail, field="targets") from error

    async def send(self, url: str, letter: NotificationText) -> None:
        await self._aside(self._send, url, letter)

    def mask(self, url: str) -> str:
        """Service and host; of an address that is no longer readable only the service."""
        schema = url.partition("://")[0].lower()
        with contextlib.suppress(Exception):
            plugin = self._load(url)
            place = _place(plugin) if SERVICES.get(schema) else ""
            people = ", ".join(_mask_mail(address) for _, address in getattr(plugin, "targets", ())) if schema.startswith("mailto") else ""
            return f"{schema}://{place or '****'}" + (f" ({people})" if people else "")
        return f"{schema}://****"

    async def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _aside(self, work: Callable[..., T], *arguments: object) -> T:
        """In a thread of our own, so that a slow service holds up nothing but other notifications."""
        future = asyncio.get_running_loop().run_in_executor(self._threads, work, *arguments)
        try:
            return await asyncio.wait_for(future, LONGEST_S)
        except TimeoutError:
            raise Unavailable("target_failed", f"The service did not take the message within {LONGEST_S:.0f} s.") from None

    def _check(self, url: str) -> None:
        schema = check_service(url)
        plugin = self._load(url)
        place = _place(plugin)
        if schema in ("mailto", "mailtos") and not place:
            raise Invalid("target_not_allowed", "No mail server can be read out of this address.", field="targets")
        if place:
            check_host(place, getattr(plugin, "port", None), self._allow_private)

    def _send(self, url: str, letter: NotificationText) -> None:
        self._check(url)
        with _listening() as heard, guarded(self._allow_private):
            plugin = self._load(url)
            try:
                is_sent = plugin.notify(body=letter.body, title=letter.title, body_format=apprise.NotifyFormat.TEXT)
            except OrchestratorError:
                raise
            except Exception as error:
                raise Unavailable("target_failed", f"The service broke off: {type(error).__name__}.") from error
        if not is_sent:
            said = _scrub(heard[-1], plugin) if heard else "it did not say why"
            raise Unavailable("target_failed", f"The service did not take the message: {said}")

    def _load(self, url: str) -> NotifyBase:
        asset = apprise.AppriseAsset(app_id="Orchestrator", app_desc="Orchestrator", http_redirects=False, async_mode=False)
        plugin = apprise.Apprise.instantiate(url, asset=asset)
        if plugin is None:
            raise Invalid("target_not_allowed", "The service does not understand this address; see its page in apprise's manual.")
        return plugin


def _place(plugin: Any) -> str:
    """The host that the person chose; '' where the service has its own."""
    if getattr(plugin, "mode", None) == "cloud" or not any(SERVICES.get(schema) for schema in _schemas(plugin)):
        return ""
    return str(getattr(plugin, "smtp_host", None) or plugin.host or "")


def _schemas(plugin: Any) -> set[str]:
    schemas: set[str] = set()
    for named in (plugin.protocol, plugin.secure_protocol):
        schemas.update((named,) if isinstance(named, str) else named or ())
    return schemas


def _mask_mail(address: str) -> str:
    name, _, host = str(address).partition("@")
    return f"{name[:1]}***@{host}"


class _Ear(logging.Handler):
    """What apprise says in this thread: it tells why only in its log."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self.heard.append(record.getMessage())


@contextlib.contextmanager
def _listening() -> Iterator[list[str]]:
    ear, logger = _Ear(), logging.getLogger("apprise")
    logger.addHandler(ear)
    try:
        yield ear.heard
    finally:
        logger.removeHandler(ear)


def _scrub(said: str, plugin: Any) -> str:
    """Without the address's secrets, on one line, at most 300 letters."""
    parts = {str(value) for value in vars(plugin).values() if isinstance(value, str) and len(value) >= 6}
    secrets = parts - {plugin.host, getattr(plugin, "smtp_host", ""), plugin.schema, getattr(plugin, "secure_mode", "")}
    for secret in sorted(secrets, key=len, reverse=True):
        said = said.replace(secret, "****")
    return " ".join(said.split())[:300]
