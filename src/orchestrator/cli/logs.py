"""Logging of every process: one form, no contents of people, no secrets, whatever LOG_LEVEL says."""

import logging
import os
import re
from typing import TextIO

from orchestrator.domain.errors import Invalid

FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"
# At DEBUG, these libraries write what they carry: parameters of statements, headers, addresses with tokens in them.
CARRYING = ("sqlalchemy", "psycopg", "httpx", "httpcore", "openai", "urllib3", "requests", "apprise", "multipart", "python_multipart",
            "aiosmtplib", "redis", "markitdown", "PIL", "charset_normalizer", "openpyxl", "procrastinate",
            "stripe")  # fmt: skip
LONGEST = 20_000
"""Characters of one record, its traceback included; the rest is left out."""
HIDDEN = "****"
# A second wall, for texts of errors: secrets by their form. Each pattern has bounded parts.
SECRETS = (
    # All that follows the service in an address of a notification, and the user and password of any other address.
    re.compile(r"(?P<kept>\b(?!(?:https?|postgres\w{0,10}|rediss?|file)[:+])[a-z]{3,12}://)[^\s'\"<>]{1,2000}", re.IGNORECASE),
    re.compile(r"(?P<kept>\b[a-z][a-z0-9+.-]{1,30}://)[^\s/?#@'\"<>]{1,500}@", re.IGNORECASE),
    re.compile(r"(?P<kept>\b(?:bot|hooks?/|services/|webhooks/))[A-Za-z0-9_:/-]{20,500}"),
    # Parts of a query or a form, and fields of JSON.
    re.compile(
        r"(?P<kept>\b(?:token|secret|password|passwd|pass|api[_-]?key|key|sig|signature|cookie|session)[\"']?\s{0,3}[=:]\s{0,3}[\"']?)"
        r"[^\s&\"',;}]{1,500}",
        re.IGNORECASE,
    ),
    re.compile(r"(?P<kept>\b(?:bearer|basic)\s{1,3})[A-Za-z0-9._~+/=-]{1,1000}", re.IGNORECASE),
    # Our own tokens and the secrets of webhooks.
    re.compile(r"(?P<kept>\borc_[a-z]{1,10}_)[A-Za-z0-9_-]{8,200}"),
    re.compile(r"(?P<kept>\bwhsec_)[A-Za-z0-9+/=_-]{8,200}"),
    re.compile(r"(?P<kept>\bsk-)[A-Za-z0-9_-]{8,200}"),
    re.compile(r"(?P<kept>\b[srp]k_(?:live|test)_)[A-Za-z0-9_*]{4,300}"),
)


class SecretlessFormatter(logging.Formatter):
    """Formats a record, its traceback included, without what looks like a secret."""

    def format(self, record: logging.LogRecord) -> str:
        return hide_secrets(super().format(record)[:LONGEST])


def hide_secrets(text: str) -> str:
    """The text with each secret replaced by ****."""
    for secret in SECRETS:
        text = secret.sub(lambda found: found["kept"] + HIDDEN + ("@" if found.group().endswith("@") else ""), text)
    return text


def install(stream: TextIO | None = None) -> None:
    """Sets up logging by LOG_LEVEL, on standard error. Raises Invalid `invalid_settings` for an unknown level."""
    level = os.environ.get("LOG_LEVEL", "WARNING").upper()
    if level not in logging.getLevelNamesMapping():
        raise Invalid("invalid_settings", f"LOG_LEVEL is {level[:40]!r}; use DEBUG, INFO, WARNING or ERROR.")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(SecretlessFormatter(FORM))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in CARRYING:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))
