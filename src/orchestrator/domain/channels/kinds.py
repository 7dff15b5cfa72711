"""Which services there are, what each can do, and what a channel's owner has to fill in."""

from dataclasses import dataclass
from enum import StrEnum


class ChannelKind(StrEnum):
    telegram = "telegram"
    slack = "slack"
    discord = "discord"
    email = "email"
    twilio = "twilio"
    webhook = "webhook"


class ChannelState(StrEnum):
    """How a channel fares, as its owner sees it."""

    working = "working"
    needs_token = "needs_token"
    """The service no longer takes the token: nothing leaves until the owner gives a new one."""
    failing = "failing"
    """The service cannot be reached or objects; what waits is sent when it can be again."""
    off = "off"
    """Switched off by the owner: nothing comes in, and nothing leaves."""


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a service can do."""

    max_characters: int
    """The longest text of one message, in characters as the service counts them, >= 1."""
    buttons: bool
    """Whether a message can have buttons; without them, the choices are numbered and the asker sends a number."""
    edits: bool
    """Whether a sent message can be changed."""
    replies: bool
    """Whether a message tells which earlier one it replies to."""
    groups: bool
    """Whether several people can write in one thread."""
    answers_per_hour: int | None = None
    """How much is said to one person within an hour; what they write then is kept, shown and not answered. Three times as much to somebody
    of the team. None without a bound, where a machine cannot write by itself."""


@dataclass(frozen=True, slots=True)
class ChannelField:
    """One thing that the owner fills in for a channel."""

    name: str
    label: str
    """A few words of English for people."""
    is_secret: bool
    """Whether it is never shown again."""
    is_required: bool = True
    max_characters: int = 500


# An edit of a mail is another mail in its thread.
ABILITIES = {
    ChannelKind.telegram: Abilities(4_096, buttons=True, edits=True, replies=True, groups=True),
    ChannelKind.slack: Abilities(3_000, buttons=True, edits=True, replies=True, groups=True),
    ChannelKind.discord: Abilities(2_000, buttons=True, edits=True, replies=True, groups=True),
    ChannelKind.email: Abilities(100_000, buttons=False, edits=False, replies=True, groups=False, answers_per_hour=20),
    ChannelKind.twilio: Abilities(1_600, buttons=False, edits=False, replies=False, groups=False),
    ChannelKind.webhook: Abilities(100_000, buttons=True, edits=True, replies=True, groups=True),
}

FIELDS = {
    ChannelKind.telegram: (ChannelField("bot_token", "Bot token from @BotFather", True),),
    ChannelKind.slack: (
        ChannelField("bot_token", "Bot user OAuth token (xoxb-…)", True),
        ChannelField("signing_secret", "Signing secret", True),
    ),
    ChannelKind.discord: (
        ChannelField("application_id", "Application id", False),
        ChannelField("public_key", "Public key", False),
        ChannelField("bot_token", "Bot token", True),
    ),
    ChannelKind.email: (
        ChannelField("address", "The agent's address, such as ask@example.org", False, max_characters=200),
        ChannelField("password", "Password of the mailbox", True),
        ChannelField("imap", "Server for reading (IMAP), such as imaps://imap.example.org", False),
        ChannelField(
            "smtp", "Server for sending (SMTP), such as starttls://smtp.example.org:587; empty: this installation's own", False, False
        ),
        ChannelField("user", "User of the mailbox, if it is not the address", False, False),
        ChannelField("folder", "Folder, if it is not INBOX", False, False, 200),
        ChannelField("smtp_user", "User for sending, if it is another", False, False),
        ChannelField("smtp_password", "Password for sending, if it is another", True, False),
        ChannelField("checked_by", "Name of the server in Authentication-Results, such as mx.example.org", False, False, 200),
        ChannelField("plus", "Whether mail to ask+word@example.org arrives: yes or no (yes, if empty)", False, False, 10),
    ),
    ChannelKind.twilio: (
        ChannelField("account_sid", "Account SID", False),
        ChannelField("auth_token", "Auth token", True),
        ChannelField("number", "Your number, such as +4915112345678 or whatsapp:+14155238886", False),
    ),
    ChannelKind.webhook: (ChannelField("url", "Address that replies are posted to", False, max_characters=2_000),),
}
"""By kind, what is filled in. Whatever else a service needs, such as a secret for its webhook, the product makes itself."""
