"""What the tools of the Model Context Protocol return. The descriptions are read by models."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from orchestrator.http.wire import Out

Outcome = Literal["answered", "asked_back", "offered", "sent", "refused", "silent"]


class SourceLine(Out):
    title: str
    excerpt: str


class AskResult(Out):
    outcome: Outcome = Field(
        description="answered: `reply` answers the question. asked_back: `reply` asks for more; send one of `choices`, or other words, in the same "
        "conversation. offered: the creator can be asked, see `ask_creator`. sent: it is in the creator's inbox. refused: not now, `reply` says "
        "why. silent: the creator is in the conversation and answers in person."
    )
    path: Literal["A", "B", "C", "D", "E", "F"]
    reply: str = Field(description="Markdown. Pass it on in these words: an answer of the creator's is signed and dated.")
    by_the_creator: bool = Field(description="Whether the reply is an earlier answer of the creator's own.")
    sources: list[SourceLine]
    choices: list[str]
    may_help: list[SourceLine] = Field(description="The nearest of what is known, where the question was not answered.")
    reason: str = Field(description="Why this path was taken, in one sentence.")
    conversation_id: UUID = Field(description="Pass it on with the next question that continues this one.")
    decision_id: UUID
    ticket: UUID | None = Field(description="The offer or the question that is on its way to the creator.")


class PublishedLine(Out):
    question: str = Field(description="In the creator's words.")
    answer: str = Field(description="Markdown.")
    answered_at: datetime
    url: str


class FoundAnswers(Out):
    answers: list[PublishedLine]
    more: bool = Field(description="Whether the next page has some, too.")


class TicketResult(Out):
    """A question on its way to the creator."""

    ticket: UUID
    status: str = Field(
        description="pending: offered and not sent. accepted: in the creator's inbox. answered, declined, withdrawn or expired."
    )
    question: str
    answer: str | None = Field(description="The creator's answer, Markdown; null until there is one.")
    answered_by: str | None
    declined_because: str | None
    expected_response_hours: float
    asked_at: datetime
    answered_at: datetime | None
    conversation_id: UUID


class PriceLine(Out):
    """What a question costs, and where it is paid. It reaches the creator when it is paid."""

    price: str = Field(description="For people, such as €5.00.")
    amount: int = Field(description="In minor units of `currency`.")
    currency: str
    url: str | None = Field(description="The page for the person to pay on; null where `how_to_pay` says how.")
    how_to_pay: str | None
    until: datetime


class CreatorResult(Out):
    """What became of a question for the creator."""

    ticket: TicketResult | None = Field(description="null where the creator need not or cannot be asked: `instead` says why.")
    instead: AskResult | None = Field(
        description="What the agent replied, where no ticket was made. Where it answers a question that was not meant, call again with `insist`."
    )
    joined: bool = Field(description="Whether others wait for the same answer; joining them uses no quota.")
    payment: PriceLine | None = Field(
        None, description="Where the question has a price: it is asked when it is paid. null where it costs nothing."
    )


class QueueResult(Out):
    questions: list[TicketResult] = Field(description="The order of the inbox: many people and long waits first.")
    more: bool = Field(description="Whether there are more than these.")


class SentResult(Out):
    ticket: UUID
    status: str
    people_told: int = Field(description="How many people got the answer, teammates not counted.")
