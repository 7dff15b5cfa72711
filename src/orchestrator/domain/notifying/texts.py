"""The texts of notifications.

They reveal little: names of agents, ids in links and, to creators, the first sentence of a question.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.notifying.settings import NotificationKind

LONGEST_SENTENCE = 200
"""Characters of the first sentence at most."""
LONGEST_LIST = 20
"""Notifications that one message lists at most."""
SENTENCE = re.compile(r".+?(?:(?<![.!?…。！？])[.!?…。！？]++(?=\s|$)|$)", re.DOTALL)

BODIES = {
    NotificationKind.question_accepted: "A question for {agent}: {sentence}",
    NotificationKind.answered: "Your question to {agent} was answered.",
    NotificationKind.declined: "Your question to {agent} was declined; the reason is in the conversation.",
    NotificationKind.expired: "Sorry, your question to {agent} was not answered in time. The conversation shows the nearest help there is.",
    NotificationKind.corrected: "An answer that {agent} gave you was corrected.",
    NotificationKind.asker_wrote: "You have a new message from an asker of {agent}.",
    NotificationKind.trust_voided: "Too many answers of {agent} turned out wrong. Their proof no longer counts, and fewer are sent without you until there is a new one.",
}
TITLES = {
    NotificationKind.question_accepted: "A question for {agent}",
    NotificationKind.answered: "Answered by {agent}",
    NotificationKind.declined: "Declined by {agent}",
    NotificationKind.expired: "Not answered in time by {agent}",
    NotificationKind.corrected: "A correction from {agent}",
    NotificationKind.asker_wrote: "A message from an asker of {agent}",
    NotificationKind.trust_voided: "Wrong answers of {agent}",
}


@dataclass(frozen=True, slots=True)
class NotificationContent:
    """What the text of one notification is made from."""

    kind: NotificationKind
    agent: str
    """The agent's display name."""
    conversation_id: UUID | None
    """The conversation that it is about; None where there is none."""
    question: str
    """The whole question, in notifications to the creator; '' in others."""


def read_first_sentence(text: str) -> str:
    """The first sentence of a text on one line; one longer than LONGEST_SENTENCE is cut and ends with '…'."""
    flat = " ".join(text.split())
    match = SENTENCE.match(flat, 0, LONGEST_SENTENCE + 1)
    sentence = match.group() if match else flat
    return sentence if len(sentence) <= LONGEST_SENTENCE else sentence[: LONGEST_SENTENCE - 1].rstrip() + "…"


def render_text(notifications: Sequence[NotificationContent], public_url: str | None) -> tuple[str, str]:
    """(title, body) of one message for all notifications, oldest first.

    It has links where the app's address is known.
    """
    count = len(notifications)
    title = _fill(TITLES, notifications[0]) if count == 1 else f"{count} notifications from Orchestrator"
    lines = [_line(each, public_url) for each in notifications[:LONGEST_LIST]]
    if count > LONGEST_LIST:
        lines.append(f"… and {count - LONGEST_LIST} more.")
    return title, "\n\n".join(lines)


def _line(content: NotificationContent, public_url: str | None) -> str:
    page = f"messages/{content.conversation_id}" if content.conversation_id else "messages/escalations"
    link = f"\n{public_url.rstrip('/')}/{page}" if public_url else ""
    return _fill(BODIES, content) + link


def _fill(templates: dict[NotificationKind, str], content: NotificationContent) -> str:
    return templates[content.kind].format(agent=" ".join(content.agent.split()), sentence=read_first_sentence(content.question))
