"""Reading a delivery status notification (RFC 3464) from the bytes of a message, of which the end may be missing."""

import re
from email import message_from_bytes, message_from_string
from email.message import Message
from itertools import chain, islice

from orchestrator.domain.notifying.mail.bounces import DeliveryReport, ReportedRecipient

MOST_RECIPIENTS, MOST_IDS = 50, 20
"""Of one notification, those at the beginning."""
LONGEST_SAID = 300
"""Characters of the server's words that are kept."""
LONGEST_FIELD = 1_000
MESSAGE_ID = re.compile(r"<[^<>\s]{1,300}>")


def is_report(headers: bytes) -> bool:
    """Whether a message with these headers says that it is a delivery status notification."""
    return _is_report(message_from_bytes(headers))


def read_report(data: bytes) -> DeliveryReport | None:
    """None where it is no notification, or none that can be read."""
    try:
        message = message_from_bytes(data)
        parts = message.get_payload() if _is_report(message) else None
        if not isinstance(parts, list):
            return None
        recipients = tuple(
            islice(chain.from_iterable(_read_recipients(part) for part in parts if isinstance(part, Message)), MOST_RECIPIENTS)
        )
        ids = dict.fromkeys(chain(*(_read_ids(part) for part in parts if isinstance(part, Message)), _find_ids(message)))
    # The library's own faults with hostile bytes, such as parts within parts a thousand times.
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):
        return None
    return DeliveryReport(tuple(islice(ids, MOST_IDS)), recipients) if recipients and ids else None


def _is_report(message: "Message[str, str]") -> bool:
    return message.get_content_type() == "multipart/report" and str(message.get_param("report-type", "")).lower() == "delivery-status"


def _read_recipients(part: "Message[str, str]") -> list[ReportedRecipient]:
    blocks = part.get_payload()
    if part.get_content_type() != "message/delivery-status" or not isinstance(blocks, list):
        return []
    read = [_read_recipient(block) for block in blocks[: MOST_RECIPIENTS + 1] if isinstance(block, Message)]
    return [each for each in read if each is not None]


def _read_recipient(block: "Message[str, str]") -> ReportedRecipient | None:
    """None for the block about the whole message."""
    addresses = [_value(block, name) for name in ("Original-Recipient", "Final-Recipient")]
    found = tuple(each for each in addresses if each)
    if not found:
        return None
    said = " ".join(_value(block, "Diagnostic-Code").split())[:LONGEST_SAID]
    return ReportedRecipient(found, _field(block, "Action").lower(), _field(block, "Status"), said)


def _read_ids(part: "Message[str, str]") -> list[str]:
    """The Message-ID of the mail that is sent back, whole or its headers only."""
    content = part.get_payload()
    match part.get_content_type():
        case "message/rfc822" if isinstance(content, list) and content and isinstance(content[0], Message):
            return MESSAGE_ID.findall(_field(content[0], "Message-ID"))
        case "text/rfc822-headers" if isinstance(content, str):
            return MESSAGE_ID.findall(_field(message_from_string(content), "Message-ID"))
        case _:
            return []


def _find_ids(message: "Message[str, str]") -> list[str]:
    """The Message-IDs that the notification answers to."""
    return [found for name in ("In-Reply-To", "References") for found in MESSAGE_ID.findall(_field(message, name))]


def _value(block: "Message[str, str]", name: str) -> str:
    """The value of a field of the form `type; value`, such as `rfc822; ada@example.org`."""
    return _field(block, name).partition(";")[2].strip().strip("<>")


def _field(block: "Message[str, str]", name: str) -> str:
    return str(block.get(name, ""))[:LONGEST_FIELD].strip()
