"""Making a mail from a letter: headers, the text, and the same in HTML without images."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from orchestrator.domain.errors import Invalid
from orchestrator.ports.mail import Mail
from orchestrator.ports.system import Clock

LONGEST_SUBJECT = 200
"""Characters of a subject at most."""
# Everything of a letter is a text from somebody; in HTML each is escaped.
PAGES = Environment(
    loader=PackageLoader("orchestrator.adapters.mail"), autoescape=select_autoescape(["html"]), undefined=StrictUndefined,
    trim_blocks=True, lstrip_blocks=True,
)  # fmt: skip


def read_sender(text: str) -> Address:
    """The sender of MAIL_FROM, such as `Orchestrator <hello@example.org>`. Raises Invalid `invalid_settings`."""
    name, bare = parseaddr(text)
    user, _, domain = bare.rpartition("@")
    try:
        if not user or not domain or any(character in text for character in "\r\n"):
            raise ValueError(text)
        return Address(name, user, domain)
    except ValueError:
        raise Invalid("invalid_settings", f"MAIL_FROM is {text[:100]!r}; write it as Name <name@example.org>.") from None


def compose(mail: Mail, sender: Address, clock: Clock) -> EmailMessage:
    """The whole mail. Its Message-ID depends on the mail's id alone, so that each repetition has the same."""
    letter = mail.letter
    message = EmailMessage()
    message["From"] = sender
    message["To"] = mail.recipient
    message["Subject"] = " ".join(letter.subject.split())[:LONGEST_SUBJECT]
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = f"<{mail.id.hex}@{sender.domain}>"
    # No answering machine should answer it.
    message["Auto-Submitted"] = "auto-generated"
    if letter.unsubscribe is not None:
        message["List-Unsubscribe"] = f"<{letter.unsubscribe.url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(PAGES.get_template("letter.txt").render(letter=letter).strip() + "\n")
    direction = "rtl" if letter.is_right_to_left else "ltr"
    message.add_alternative(PAGES.get_template("letter.html").render(letter=letter, direction=direction), subtype="html")
    # After the contents, which replace what is said about them.
    message["Content-Language"] = letter.language
    return message
