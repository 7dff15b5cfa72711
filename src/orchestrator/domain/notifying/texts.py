"""The texts of notifications.

They reveal little to askers: names of agents and ids in links. Creators are also told what an asker wrote to them, and the
first sentence of a question.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.message.manners.core import read_core
from orchestrator.domain.notifying.settings import NotificationKind

LONGEST_SENTENCE = 200
"""Characters of the first sentence at most."""
LONGEST_MESSAGE = 1_000
"""Characters of each message of an asker at most."""
LONGEST_LIST = 20
"""Notifications that one message lists at most."""
SENTENCE = re.compile(r".+?(?:(?<![.!?…。！？])[.!?…。！？]++(?=\s|$)|$)", re.DOTALL)

BODIES = {
    NotificationKind.question_accepted: "A question for {agent}: {sentence}",
    NotificationKind.assigned: "A question for {agent} is yours to answer: {sentence}",
    NotificationKind.answered: "Your question to {agent} was answered.",
    NotificationKind.declined: "Your question to {agent} was declined; the reason is in the conversation.",
    NotificationKind.expired: "Sorry, your question to {agent} was not answered in time. The conversation shows the nearest help there is.",
    NotificationKind.corrected: "An answer that {agent} gave you was corrected.",
    NotificationKind.asker_wrote: "An asker of {agent} wrote to you:",
    NotificationKind.trust_voided: "Too many answers of {agent} turned out wrong. Their proof no longer counts, and fewer are sent without you until there is a new one.",
    NotificationKind.webhook_disabled: "A webhook of {agent} was switched off; the agent's settings show why. Send a test there once it works again.",
    NotificationKind.channel_trouble: "A channel of {agent} does not work: what is said there waits. The agent's page shows why, and takes a new token.",
    NotificationKind.source_trouble: "A knowledge source of {agent} cannot be read. The agent answers from what it read before; its page of knowledge shows why.",
    NotificationKind.payment_disputed: "Somebody who paid {agent} disputes it with their bank. Answer the dispute at the provider; the agent's payments show which it is.",
    NotificationKind.money_owed: "Money that came for {agent} is to be given back by you. The agent's payments show to whom; say there when it is done.",
    NotificationKind.source_changed: "A knowledge source of {agent} has changed: documents were replaced or retired. The page of knowledge shows what it says now.",
}
TITLES = {
    NotificationKind.question_accepted: "A question for {agent}",
    NotificationKind.assigned: "A question for {agent} is yours to answer",
    NotificationKind.answered: "Answered by {agent}",
    NotificationKind.declined: "Declined by {agent}",
    NotificationKind.expired: "Not answered in time by {agent}",
    NotificationKind.corrected: "A correction from {agent}",
    NotificationKind.asker_wrote: "A message from an asker of {agent}",
    NotificationKind.trust_voided: "Wrong answers of {agent}",
    NotificationKind.webhook_disabled: "A webhook of {agent} was switched off",
    NotificationKind.channel_trouble: "A channel of {agent} does not work",
    NotificationKind.source_trouble: "A source of {agent} cannot be read",
    NotificationKind.payment_disputed: "A payment to {agent} is disputed",
    NotificationKind.money_owed: "Money to give back for {agent}",
    NotificationKind.source_changed: "A source of {agent} has changed",
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
    message: str = ""
    """What the asker wrote, in `asker_wrote` only."""


def read_first_sentence(text: str) -> str:
    """The first sentence of a text after its manners, on one line; one longer than LONGEST_SENTENCE is cut and ends
    with '…'."""
    flat = " ".join(read_core(text).split())
    match = SENTENCE.match(flat, 0, LONGEST_SENTENCE + 1)
    sentence = match.group() if match else flat
    return _cut(sentence, LONGEST_SENTENCE)


def render_text(notifications: Sequence[NotificationContent], public_url: str | None) -> tuple[str, str]:
    """(title, body) of one message for all notifications, oldest first.

    It has links where the app's address is known.
    """
    groups = _group(notifications)
    count = len(groups)
    title = _render_title(groups[0]) if count == 1 else f"{count} notifications from Orchestrator"
    lines = [_render_group(each, public_url) for each in groups[:LONGEST_LIST]]
    if count > LONGEST_LIST:
        lines.append(f"… and {count - LONGEST_LIST} more.")
    return title, "\n\n".join(lines)


def _group(notifications: Sequence[NotificationContent]) -> list[list[NotificationContent]]:
    """The messages of one conversation together, where its first one stands; each other notification alone."""
    groups: dict[object, list[NotificationContent]] = {}
    for number, each in enumerate(notifications):
        is_message = each.kind is NotificationKind.asker_wrote
        groups.setdefault(each.conversation_id if is_message else number, []).append(each)
    return list(groups.values())


def _render_title(group: Sequence[NotificationContent]) -> str:
    title = _fill(TITLES, group[0])
    return title if len(group) == 1 else title.replace("A message", f"{len(group)} messages", 1)


def _render_group(group: Sequence[NotificationContent], public_url: str | None) -> str:
    first, *_, last = (*group, group[-1])
    parts = [_fill(BODIES, first)]
    if first.kind is NotificationKind.asker_wrote:
        parts += [f"> {_cut(' '.join(each.message.split()), LONGEST_MESSAGE)}" for each in group[:LONGEST_LIST] if each.message.strip()]
        if len(group) > LONGEST_LIST:
            parts.append(f"… and {len(group) - LONGEST_LIST} more.")
        if last.question:
            parts.append(f"It belongs to the question: {read_first_sentence(last.question)}")
    return "\n".join(parts) + _render_link(first, public_url)


def _render_link(content: NotificationContent, public_url: str | None) -> str:
    page = f"messages/{content.conversation_id}" if content.conversation_id else "messages/escalations"
    return f"\n{public_url.rstrip('/')}/{page}" if public_url else ""


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _fill(templates: dict[NotificationKind, str], content: NotificationContent) -> str:
    return templates[content.kind].format(agent=" ".join(content.agent.split()), sentence=read_first_sentence(content.question))
