"""Messages to people through apprise. Runs in the process of an errand only; loading apprise takes two seconds."""

import contextlib
import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any

import apprise
from apprise.manager_plugins import NotificationManager
from apprise.plugins import NotifyBase, url_to_dict
from apprise.utils.parse import parse_qsd

from orchestrator.adapters.notifying.errands.records import Errand, Outcome
from orchestrator.adapters.notifying.guard import check_host, guarded, install
from orchestrator.adapters.notifying.services import SERVICES, check_options, check_shape, find_service, refuse
from orchestrator.domain.errors import OrchestratorError, Unavailable

NotificationManager().load_modules()  # type: ignore[no-untyped-call]  # apprise has no types here
# Requests loads its parts for international host names when it meets one.
"".encode("idna")
install()

STATUS = re.compile(r"error=([1-5]\d\d)\b")
"""The HTTP status in apprise's warnings: "Failed to send Discord notification: Not Found., error=404."."""


def check_target(errand: Errand) -> Outcome:
    """Checks the address and returns it without its secrets."""
    plugin = _check(errand)
    return Outcome(masked=_mask(errand.url, plugin))


def send(errand: Errand) -> Outcome:
    """Sends the message. Raises Unavailable `target_failed` with the reason, else as `check_target`."""
    plugin = _check(errand)
    with _collected_warnings() as warnings, guarded(errand.allow_private):
        try:
            is_sent = plugin.notify(body=errand.body, title=errand.title, body_format=apprise.NotifyFormat.TEXT)
        except OrchestratorError:
            raise
        except Exception as error:
            raise Unavailable("target_failed", f"The service failed: {type(error).__name__}.") from error
    if is_sent:
        return Outcome()
    reason = _scrub(warnings[-1], plugin) if warnings else "it gave no reason"
    statuses = [int(found) for warning in warnings for found in STATUS.findall(warning)]
    return Outcome(code="target_failed", detail=f"The service did not take the message: {reason}", status=statuses[-1] if statuses else 0)


def _check(errand: Errand) -> NotifyBase:
    check_shape(errand.url)
    fields = _read(errand.url)
    plugin = _load(fields)
    host = _chosen_host(fields["schema"], plugin)
    if fields["schema"] in ("mailto", "mailtos") and not host:
        raise refuse("This address names no mail server.")
    if host:
        check_host(host, getattr(plugin, "port", None), errand.allow_private)
    return plugin


def _read(url: str) -> dict[str, Any]:
    """The address as apprise reads it, whatever its form, once its options are checked.

    The plugin is made from these very fields. So there is no second reading that could see other options.
    """
    fields: dict[str, Any] | None = url_to_dict(url)  # type: ignore[no-untyped-call]  # apprise has no types here
    schema = str((fields or {}).get("schema") or "").lower()
    if fields is None or schema not in SERVICES:
        raise refuse("The service does not understand this address; see its page in the apprise manual.")
    check_options(schema, fields.get("qsd") or ())
    # Some plugins take options out of their fields, so the text of the address is looked at too.
    written: dict[str, dict[str, str]] = parse_qsd(url.partition("?")[2])  # type: ignore[no-untyped-call]  # as above
    check_options(schema, written["qsd"] if "?" in url else ())
    return fields | {"schema": schema}


def _load(fields: Mapping[str, Any]) -> NotifyBase:
    asset = apprise.AppriseAsset(app_id="Orchestrator", app_desc="Orchestrator", http_redirects=False, async_mode=False)
    plugin = apprise.Apprise.instantiate(dict(fields), asset=asset)
    if plugin is None:
        raise refuse("The service does not understand this address; see its page in the apprise manual.")
    return plugin


def _chosen_host(schema: str, plugin: Any) -> str:
    """The host that the person chose; '' when the service has a fixed host."""
    if getattr(plugin, "mode", None) == "cloud" or not find_service(schema).chooses_host:
        return ""
    return str(getattr(plugin, "smtp_host", None) or plugin.host or "")


def _mask(url: str, plugin: Any) -> str:
    schema = url.partition("://")[0].lower()
    host = _chosen_host(schema, plugin) if schema in SERVICES else ""
    people = ", ".join(_mask_mail(address) for _, address in getattr(plugin, "targets", ())) if schema.startswith("mailto") else ""
    return (f"{schema}://{host or '****'}" + (f" ({people})" if people else ""))[:300]


def _mask_mail(address: str) -> str:
    name, _, host = str(address).partition("@")
    return f"{name[:1]}***@{host}"


class _WarningCollector(logging.Handler):
    """Collects apprise's warnings: apprise reports the reason of a failure in its log only."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.warnings: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
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
