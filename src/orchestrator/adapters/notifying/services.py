"""The apprise services that a person may use as a target: remote services only, with harmless options only."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from orchestrator.domain.errors import Invalid

LONGEST_URL = 2_000

# URL schema -> whether the person chooses the host; the other services have a fixed address. Left out on purpose: local
# services (syslog, dbus, desktop), services that read files or run programs, and plain HTTP posting, for which there
# are signed webhooks.
SERVICES: Mapping[str, bool] = {
    "mailto": True, "mailtos": True, "ntfy": True, "ntfys": True, "gotify": True, "gotifys": True, "mmost": True, "mmosts": True,
    "rocket": True, "rockets": True,
    "slack": False, "discord": False, "tgram": False, "workflows": False, "gchat": False, "webex": False, "wxteams": False,
    "zulip": False, "guilded": False, "twist": False, "flock": False, "ryver": False,
    "twilio": False, "vonage": False, "nexmo": False, "msgbird": False, "clicksend": False, "plivo": False, "seven": False,
    "d7sms": False, "sinch": False, "whatsapp": False, "threema": False, "line": False,
    "pover": False, "pbul": False, "prowl": False, "pushed": False, "pushy": False, "simplepush": False, "join": False,
    "mailgun": False, "sendgrid": False, "postmark": False, "brevo": False, "resend": False, "sparkpost": False, "smtp2go": False,
}  # fmt: skip
# Hosts of the https:// addresses that these services hand out themselves; apprise understands them.
NATIVE_HOSTS = frozenset({"discord.com", "discordapp.com", "hooks.slack.com", "chat.googleapis.com"})
OPTIONS = frozenset(
    "to from name user pass smtp mode cc bcc reply priority silent thread topic sound device channel region format tts footer "
    "overflow tags tag title auth token preview mdv".split()
)


def check_service(url: str) -> str:
    """Returns the schema of `url`. Raises Invalid `target_not_allowed` for an unknown or local service or an option
    not in OPTIONS."""
    if not 0 < len(url) <= LONGEST_URL or not url.isprintable():
        raise _refuse(f"An address has 1 to {LONGEST_URL} printable characters.")
    schema, separator, _ = url.partition("://")
    schema = schema.lower()
    if not separator:
        raise _refuse("An address begins with its service, such as mailtos:// or discord://.")
    if schema == "https" and (urlsplit(url).hostname or "") in NATIVE_HOSTS:
        return schema
    if schema not in SERVICES:
        raise _refuse(f"The service {schema[:30]!r} is not supported. Supported services: {', '.join(sorted(SERVICES))}.")
    names = {name.lower() for name, _ in parse_qsl(url.partition("?")[2], keep_blank_values=True)}
    unknown = sorted(names - OPTIONS)
    if unknown:
        raise _refuse(f"The option {unknown[0][:30]!r} is not supported.")
    return schema


def _refuse(detail: str) -> Invalid:
    return Invalid("target_not_allowed", detail, field="targets")
