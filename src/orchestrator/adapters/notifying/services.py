"""The apprise services that a person may use as a target, each with the options that its addresses may carry.

An option is allowed when it says to whom, from whom, with which key or how loudly. Not allowed are options that read
files, load templates, fetch addresses, add headers, change certificates, redirects, time limits or repetitions, or
change the form of the text; and every option that nobody has looked at.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from orchestrator.domain.errors import Invalid

LONGEST_URL = 2_000


@dataclass(frozen=True, slots=True)
class Service:
    """One service of apprise."""

    chooses_host: bool
    """Whether the person chooses the host; the others have an address of their own."""
    options: frozenset[str]
    """In small letters."""


def _service(options: str = "", chooses_host: bool = False) -> Service:
    return Service(chooses_host, frozenset(("to", *options.split())))


_MAIL = _service("from name user pass smtp mode cc bcc reply", chooses_host=True)
_NTFY = _service("priority mode auth token user pass", chooses_host=True)
_GOTIFY = _service("priority", chooses_host=True)
_MATTERMOST = _service("channel channels team botname mode", chooses_host=True)
_ROCKET = _service("mode user pass", chooses_host=True)
_WEBEX = _service("mode token")
_SMS = _service("from")

# Left out on purpose: local services (syslog, dbus, desktop), services that read files or run programs, and plain HTTP
# posting, for which there are signed webhooks.
SERVICES: Mapping[str, Service] = {
    "mailto": _MAIL, "mailtos": _MAIL, "ntfy": _NTFY, "ntfys": _NTFY, "gotify": _GOTIFY, "gotifys": _GOTIFY,
    "mmost": _MATTERMOST, "mmosts": _MATTERMOST, "rocket": _ROCKET, "rockets": _ROCKET,
    "workflows": _service("sig signature workflow id route routeid ver api-version sp sv", chooses_host=True),
    "slack": _service("mode token footer"), "discord": _service("thread tts footer"), "guilded": _service("thread tts footer"),
    "tgram": _service("silent preview thread topic"), "gchat": _service("key token thread threadkey workspace"),
    "webex": _WEBEX, "wxteams": _WEBEX, "zulip": _service("token"), "twist": _service(), "flock": _service(), "ryver": _service("mode"),
    "twilio": _service("from sid token"), "vonage": _service("from key secret"), "nexmo": _service("from key secret"),
    "msgbird": _SMS, "clicksend": _service("key"), "plivo": _service("from id token"), "seven": _SMS, "d7sms": _service("from token"),
    "sinch": _service("from region spi token"), "whatsapp": _service("from token"), "threema": _service("from gwid secret"),
    "line": _service("token"), "pover": _service("key priority sound"), "pbul": _service(), "prowl": _service("priority"),
    "pushed": _service(), "pushy": _service("key sound"), "simplepush": _service("priority"), "join": _service("priority"),
    "mailgun": _service("from name region cc bcc"), "sendgrid": _service("cc bcc"), "postmark": _service("apikey from name reply cc bcc"),
    "brevo": _service("reply cc bcc"), "resend": _service("apikey from name reply cc bcc"), "sparkpost": _service("name region cc bcc"),
    "smtp2go": _service("name cc bcc"),
}  # fmt: skip


def check_shape(url: str) -> None:
    """Raises Invalid `target_not_allowed` for a text that cannot be an address of a supported service."""
    if not 0 < len(url) <= LONGEST_URL or not url.isprintable():
        raise refuse(f"An address has 1 to {LONGEST_URL} printable characters.")
    schema, separator, _ = url.partition("://")
    if not separator:
        raise refuse("An address begins with its service, such as mailtos:// or discord://.")
    if schema.lower() != "https":
        find_service(schema.lower())


def find_service(schema: str) -> Service:
    """The service of a schema in small letters. Raises Invalid `target_not_allowed` where it is not supported."""
    service = SERVICES.get(schema)
    if service is None:
        raise refuse(f"The service {schema[:30]!r} is not supported. Supported services: {', '.join(sorted(SERVICES))}.")
    return service


def check_options(schema: str, names: Iterable[str]) -> None:
    """Raises Invalid `target_not_allowed` for the first option that the service may not have."""
    unknown = sorted({name.strip().lower() for name in names} - find_service(schema).options)
    if unknown:
        raise refuse(f"The option {unknown[0][:30]!r} is not supported for {schema}.")


def refuse(detail: str) -> Invalid:
    """The error for an address that may not be a target."""
    return Invalid("target_not_allowed", detail, field="targets")
