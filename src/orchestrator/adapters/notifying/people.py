"""Sending notifications to people through apprise, in separate threads and under the guard."""

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
    """A Notifier. `allow_private` switches the guard off, for closed networks and tests."""

    def __init__(self, allow_private: bool = False) -> None:
        install()
        self._allow_private = allow_private
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="notify")

    async def check(self, url: str) -> None:
        try:
            await self._in_thread(self._check, url)
        except Unavailable as error:
            raise Invalid(error.code, error.detail, field="targets") from error

    async def send(self, url: str, text: NotificationText) -> None:
        await self._in_thread(self._send, url, text)

    def mask(self, url: str) -> str:
        """Service and host; only the service when the address can no longer be parsed."""
        schema = url.partition("://")[0].lower()
        with contextlib.suppress(Exception):
            plugin = self._load(url)
            host = _chosen_host(plugin) if SERVICES.get(schema) else ""
            people = ", ".join(_mask_mail(address) for _, address in getattr(plugin, "targets", ())) if schema.startswith("mailto") else ""
            return f"{schema}://{host or '****'}" + (f" ({people})" if people else "")
        return f"{schema}://****"

    async def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _in_thread(self, work: Callable[..., T], *arguments: object) -> T:
        """Runs `work` in a thread of this pool, so that a slow service delays other notifications only."""
        future = asyncio.get_running_loop().run_in_executor(self._threads, work, *arguments)
        try:
            return await asyncio.wait_for(future, LONGEST_S)
        except TimeoutError:
            raise Unavailable("target_failed", f"The service did not take the message within {LONGEST_S:.0f} s.") from None

    def _check(self, url: str) -> None:
        schema = check_service(url)
        plugin = self._load(url)
        host = _chosen_host(plugin)
        if schema in ("mailto", "mailtos") and not host:
            raise Invalid("target_not_allowed", "This address names no mail server.", field="targets")
        if host:
            check_host(host, getattr(plugin, "port", None), self._allow_private)

    def _send(self, url: str, text: NotificationText) -> None:
        self._check(url)
        with _collected_warnings() as warnings, guarded(self._allow_private):
            plugin = self._load(url)
            try:
                is_sent = plugin.notify(body=text.body, title=text.title, body_format=apprise.NotifyFormat.TEXT)
            except OrchestratorError:
                raise
            except Exception as error:
                raise Unavailable("target_failed", f"The service failed: {type(error).__name__}.") from error
        if not is_sent:
            reason = _scrub(warnings[-1], plugin) if warnings else "it gave no reason"
            raise Unavailable("target_failed", f"The service did not take the message: {reason}")

    def _load(self, url: str) -> NotifyBase:
        asset = apprise.AppriseAsset(app_id="Orchestrator", app_desc="Orchestrator", http_redirects=False, async_mode=False)
        plugin = apprise.Apprise.instantiate(url, asset=asset)
        if plugin is None:
            raise Invalid("target_not_allowed", "The service does not understand this address; see its page in the apprise manual.")
        return plugin


def _chosen_host(plugin: Any) -> str:
    """The host that the person chose; '' when the service has a fixed host."""
    if getattr(plugin, "mode", None) == "cloud" or not any(SERVICES.get(schema) for schema in _schemas(plugin)):
        return ""
    return str(getattr(plugin, "smtp_host", None) or plugin.host or "")


def _schemas(plugin: Any) -> set[str]:
    schemas: set[str] = set()
    for names in (plugin.protocol, plugin.secure_protocol):
        schemas.update((names,) if isinstance(names, str) else names or ())
    return schemas


def _mask_mail(address: str) -> str:
    name, _, host = str(address).partition("@")
    return f"{name[:1]}***@{host}"


class _WarningCollector(logging.Handler):
    """Collects apprise's warnings from this thread: apprise reports the reason of a failure in its log only."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.warnings: list[str] = []
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self.warnings.append(record.getMessage())


@contextlib.contextmanager
def _collected_warnings() -> Iterator[list[str]]:
    collector, logger = _WarningCollector(), logging.getLogger("apprise")
    logger.addHandler(collector)
    try:
        yield collector.warnings
    finally:
        logger.removeHandler(collector)


def _scrub(warning: str, plugin: Any) -> str:
    """The warning without the secrets of the address, on one line, at most 300 characters."""
    parts = {str(value) for value in vars(plugin).values() if isinstance(value, str) and len(value) >= 6}
    secrets = parts - {plugin.host, getattr(plugin, "smtp_host", ""), plugin.schema, getattr(plugin, "secure_mode", "")}
    for secret in sorted(secrets, key=len, reverse=True):
        warning = warning.replace(secret, "****")
    return " ".join(warning.split())[:300]
