"""A mail as a document: its subject and its text. Addresses and other headers are not shown."""

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from orchestrator.adapters.reading.decoding import clean, decode
from orchestrator.adapters.reading.pages.page import read_page


def read_mail(data: bytes) -> tuple[str, str]:
    """(Markdown, subject). Attachments are left out. Raises TooDeep."""
    message = BytesParser(policy=policy.default).parsebytes(data)
    subject = clean(str(message["subject"] or "")).strip()
    body = message.get_body(("html", "plain")) if isinstance(message, EmailMessage) else None
    if body is None:
        return "", subject
    raw = body.get_payload(decode=True)
    charset = body.get_content_charset() or "utf-8"
    try:
        text = raw.decode(charset) if isinstance(raw, bytes) else ""
    except (LookupError, UnicodeDecodeError):
        text = decode(raw) if isinstance(raw, bytes) else ""
    return read_page(text).markdown if body.get_content_type() == "text/html" else clean(text), subject
