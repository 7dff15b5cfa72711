"""Delivery status notifications as other mail servers write them."""

from uuid import UUID

RETURNED = "Received: by mx.example.net\r\nFrom: Orchestrator <hello@example.org>\r\nMessage-ID: {message_id}\r\nSubject: An answer\r\n"


def message_id(mail: UUID) -> str:
    """The Message-ID that a mail of ours has."""
    return f"<{mail.hex}@example.org>"


def write_report(
    message_id: str, address: str = "ada@example.org", status: str = "5.1.1", action: str = "failed",
    said: str = "smtp; 550 5.1.1 no such person here", *, original: str = "", returned: str = "text/rfc822-headers", more: str = "",
) -> bytes:  # fmt: skip
    """`original` is the address before a forwarding; `returned` is the type of the part with the mail that is sent back."""
    forwarded = f"Original-Recipient: rfc822;{original}\n" if original else ""
    text = f"""Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@mx.example.net>
To: hello@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="AAA"
{more}
This is a MIME-encapsulated message.

--AAA
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--AAA
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
Arrival-Date: Fri, 2 Jan 2026 10:00:00 +0000 (UTC)

{forwarded}Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Remote-MTA: dns; mx.example.net
Diagnostic-Code: {said}

--AAA
Content-Type: {returned}

{RETURNED.format(message_id=message_id)}
Hello!

--AAA--
"""
    return text.replace("\r\n", "\n").replace("\n", "\r\n").encode()


NEWSLETTER = b"From: mara@example.org\r\nTo: hello@example.org\r\nSubject: Re: An answer\r\nContent-Type: text/plain\r\n\r\nThank you!\r\n"
"""A message of a person."""
