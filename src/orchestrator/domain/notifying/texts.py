"""The words of notifications. Nothing private leaves the house: ids, names of agents, and to a creator the question's first sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.notifying.settings import NotificationKind

LONGEST_SENTENCE = 200
LONGEST_LIST = 20
SENTENCE = re.compile(r".+?(?:[.!?…。！？]+(?=\s|$)|$)", re.DOTALL)

TOLD = {
    NotificationKind.question_accepted: "A question for {agent}: {sentence}",
    NotificationKind.answered: "Your question to {agent} was answered.",
    NotificationKind.declined: "Your question to {agent} was declined; the reason is in the conversation.",
    NotificationKind.expired: "Your question to {agent} was not answered in time. Sorry. What help there is stands in the conversation.",
    NotificationKind.corrected: "An answer that {agent} gave you was corrected.",
    NotificationKind.asker_wrote: "Somebody wrote to you past {agent}.",
    NotificationKind.trust_voided: "Answers of {agent} began to go wrong. What was proven of them no longer holds, and fewer are given alone until it is proven anew.",
}
SHORT = {
    NotificationKind.question_accepted: "A question for {agent}",
    NotificationKind.answered: "Answered by {agent}",
    NotificationKind.declined: "Declined by {agent}",
    NotificationKind.expired: "Not answered in time by {agent}",
    NotificationKind.corrected: "A correction from {agent}",
    NotificationKind.asker_wrote: "A message past {agent}",
    NotificationKind.trust_voided: "Answers of {agent} went wrong",
}


@dataclass(frozen=True, slots=True)
class NotificationContent:
    """One thing to tell, with what telling it needs."""

    kind: NotificationKind
    agent: str
    """The agent's display name."""
    conversation_id: UUID | None
    """None where it is about no conversation."""
    question: str
    """In full, for the creator's own news; '' else."""


def read_first_sentence(text: str) -> str:
    """On one line, at most LONGEST_SENTENCE letters; a cut is marked by '…'."""
    flat = " ".join(text.split())
    found = SENTENCE.match(flat)
    sentence = found.group() if found else flat
    return sentence if len(sentence) <= LONGEST_SENTENCE else sentence[: LONGEST_SENTENCE - 1].rstrip() + "…"


def render_text(news: Sequence[NotificationContent], public_url: str | None) -> tuple[str, str]:
    """(title, body) of one message for all the news, oldest first; with links where the product's address is known."""
    title = _fill(SHORT, news[0]) if len(news) == 1 else f"{len(news)} news from Orchestrator"
    lines = [_line(each, public_url) for each in news[:LONGEST_LIST]]
    if len(news) > LONGEST_LIST:
        lines.append(f"… and {len(news) - LONGEST_LIST} more.")
    return title, "\n\n".join(lines)


def _line(news: NotificationContent, public_url: str | None) -> str:
    page = f"messages/{news.conversation_id}" if news.conversation_id else "messages/escalations"
    link = f"\n{public_url.rstrip('/')}/{page}" if public_url else ""
    return _fill(TOLD, news) + link


def _fill(templates: dict[NotificationKind, str], news: NotificationContent) -> str:
    return templates[news.kind].format(agent=" ".join(news.agent.split()), sentence=read_first_sentence(news.question))
