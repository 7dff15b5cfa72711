"""What a delivery status notification means for a mail."""

from uuid import UUID

import pytest

from orchestrator.domain.notifying.mail.bounces import Fate, ReportedRecipient, read_fate, read_mail_id


@pytest.mark.parametrize(
    ("action", "status", "fate"),
    [
        ("failed", "5.1.1", Fate.refused),
        ("failed", "5.0.0", Fate.refused),
        ("failed", "5.2.2 (mailbox full)", Fate.refused),
        ("failed", "5.4.4", Fate.refused),
        # The mail, not the address.
        ("failed", "5.2.3", Fate.rejected),
        ("failed", "5.3.4", Fate.rejected),
        ("failed", "5.6.1", Fate.rejected),
        ("failed", "5.7.1", Fate.rejected),
        ("failed", "4.4.7", Fate.given_up),
        ("delayed", "4.4.1", Fate.open),
        ("delayed", "5.1.1", Fate.open),
        ("delivered", "2.0.0", Fate.open),
        ("failed", "2.0.0", Fate.open),
        ("relayed", "5.1.1", Fate.open),
        ("", "5.1.1", Fate.open),
        ("failed", "", Fate.open),
        ("failed", "55.1.1", Fate.open),
        ("failed", "no", Fate.open),
    ],
)
def test_codes(action: str, status: str, fate: Fate) -> None:
    assert read_fate(ReportedRecipient(("ada@example.org",), action, status, "")) is fate


ID = UUID("01890000-0000-7000-8000-000000000001")


@pytest.mark.parametrize(
    ("message_id", "found"),
    [
        (f"<{ID.hex}@example.org>", ID),
        (f" <{ID.hex}@mail.example.org>\n", ID),
        (f"<{ID}@example.org>", None),
        (f"{ID.hex}@example.org", None),
        (f"<{ID.hex}@example.org@x>", None),
        (f"<{ID.hex[:-1]}@example.org>", None),
        (f"<{ID.hex}@{'x' * 1000}>", None),
        ("", None),
    ],
)
def test_our_message_ids(message_id: str, found: UUID | None) -> None:
    assert read_mail_id(message_id) == found
