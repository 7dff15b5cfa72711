"""Which of apprise's many services a person may name: remote ones only, and of their options only harmless ones."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from orchestrator.domain.errors import Invalid

LONGEST_URL = 2_000

# Schema -> whether its host is the person's to choose. All others have their service's address built in. Left out on purpose:
# everything local (syslog, dbus, desktop), whatever reads files or runs programs, and generic posting, which webhooks do signed.
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
# The addresses these services hand out themselves; apprise reads them.
NATIVE_HOSTS = frozenset({"discord.com", "discordapp.com", "hooks.slack.com", "chat.googleapis.com"})
OPTIONS = frozenset(
    "to from name user pass smtp mode cc bcc reply priority silent thread topic sound device channel region format tts footer "
    "overflow tags tag title auth token preview mdv".split()
)


def check_service(url: str) -> str:
    """The schema. Raises Invalid `target_not_allowed` for an unknown or local service, or an option that reaches further."""
    if not 0 < len(url) <= LONGEST_URL or not url.isprintable():
        raise _refuse(f"An address has 1 to {LONGEST_URL} printable letters.")
    schema, found, _ = url.partition("://")
    schema = schema.lower()
    if not found:
        raise _refuse("An address begins with its service, such as mailtos:// or discord://.")
    if schema == "https" and (urlsplit(url).hostname or "") in NATIVE_HOSTS:
        return schema
    if schema not in SERVICES:
        raise _refuse(f"The service {schema[:30]!r} is not offered here; there are: {', '.join(sorted(SERVICES))}.")
    names = {name.lower() for name, _ in parse_qsl(url.partition("?")[2], keep_blank_values=True)}
    unknown = sorted(names - OPTIONS)
    if unknown:
        raise _refuse(f"The option {unknown[0][:30]!r} is not offered here.")
    return schema


def _refuse(detail: str) -> Invalid:
    return Invalid("target_not_allowed", detail, field="targets")
