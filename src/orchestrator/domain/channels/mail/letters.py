"""What is read of a mail that came in. Everything in it is a stranger's word, and bounded."""

from dataclasses import dataclass

from orchestrator.domain.notifying.mail.bounces import DeliveryReport


@dataclass(frozen=True, slots=True)
class ReadLetter:
    """One mail, read."""

    message_id: str = ""
    """With its angle brackets, at most 998 characters; '' where there is none."""
    senders: tuple[tuple[str, str], ...] = ()
    """(name, bare address in small letters) of From; more than one where the mail says so. At most 5."""
    recipients: tuple[str, ...] = ()
    """Bare addresses in small letters: where the server says that it was delivered, then To and Cc. At most 60."""
    answers: tuple[str, ...] = ()
    """Message-IDs that it answers, the nearest first. At most 40."""
    root: str = ""
    """The Message-ID that the thread of mails began with; '' where it began with this one."""
    subject: str = ""
    """On one line, at most 200 characters."""
    text: str = ""
    """What its writer wrote, without quoted mails and signature; Markdown where the mail was HTML only."""
    attachments: tuple[str, ...] = ()
    """The names of its files, at most 20; a file without a name has its type."""
    is_cut: bool = False
    """Whether it was so long that its end was not read."""
    is_empty_sender: bool = False
    """Whether the server says that it was sent from nobody, as notifications are: a Return-Path of <>."""
    headers: tuple[tuple[str, str], ...] = ()
    """(name in small letters, value) of those that machines give their mails; see `machines.MARKS`."""
    content_type: str = "text/plain"
    is_to_many: bool = False
    """Whether it names more than fifty recipients."""
    authentication: tuple[tuple[str, str], ...] = ()
    """(name of the server that checked, its result of DMARC such as 'fail', '' for none), the newest first. At most 10."""
    is_broken: bool = False
    """Whether no parser can read it; its headers may be known."""
    report: DeliveryReport | None = None
    """What it says of mails that came back; None for every other mail."""
