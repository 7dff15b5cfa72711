"""Requests and responses about canonical answers."""

from datetime import datetime
from uuid import UUID

from pydantic import AwareDatetime, Field

from orchestrator.domain.accounts.access import Layer
from orchestrator.http.trust.schemas import StandingOut
from orchestrator.http.wire import In, Out, PageOut, ReadOnly, VersionIn
from orchestrator.ports.stores.matching.answers import Standing


class AnswerIn(In):
    question_pattern: str = Field(examples=["When do I start feeding in autumn?"])
    answer_content: str = Field(examples=["In the second week of August, after the last harvest."])
    layer: Layer = Layer.public
    expires_at: AwareDatetime | None = None


class AnswerChangeIn(In):
    id: UUID | None = Field(None, description="As GET gave it: that of the path.")
    avee_id: UUID | None = Field(None, description="As GET gave it: that of the path.")
    version: VersionIn = None
    escalation_id: ReadOnly = None
    state: ReadOnly = None
    times_reused: ReadOnly = None
    times_right: ReadOnly = None
    times_wrong: ReadOnly = None
    created_at: ReadOnly = None
    updated_at: ReadOnly = None
    quoted_from: ReadOnly = None
    question_pattern: str | None = None
    answer_content: str | None = None
    layer: Layer | None = None
    expires_at: AwareDatetime | None = Field(None, description="null removes the expiry.")
    is_own_wording: ReadOnly = None
    published: bool | None = Field(None, description="Whether anybody may read it on the agent's public page.")
    slug: ReadOnly = None


class QuotedFromOut(Out):
    """The passage that an answer is quoted from, as it was called when it was marked."""

    passage_id: UUID
    document_id: UUID
    document_title: str
    heading: str
    standing: Standing = Field(
        description="`present`; `changed`: the passage no longer says it; `gone`: the document was replaced or deleted. The answer is "
        "given all the same until somebody changes or retires it."
    )


class AnswerOut(Out):
    id: UUID
    avee_id: UUID
    escalation_id: UUID | None
    question_pattern: str
    answer_content: str
    layer: Layer
    state: str
    version: int
    times_reused: int
    times_right: int = Field(description="How often you or an asker called this version right or helpful.")
    times_wrong: int = Field(
        description="How often it was called wrong or not an answer to the question. Each time raises the score that a match needs."
    )
    expires_at: datetime | None
    created_at: datetime
    updated_at: datetime
    is_own_wording: bool = Field(description="Whether the question is in your words; else it is in an asker's, and is not published.")
    published: bool = Field(description="Whether anybody may read it on the agent's public page.")
    slug: str | None = Field(
        description="Its public address is /@{handle}/answers/{slug}, also later on; null until it is published first."
    )
    quoted_from: QuotedFromOut | None = Field(description="null where the text was written.")


class TeachIn(In):
    question_pattern: str = Field(description="The question, without names.", examples=["When do I start feeding in autumn?"])
    answer_content: str | None = Field(None, description="The answer; or mark a passage.")
    passage_id: UUID | None = Field(None, description="The passage that answers.")
    excerpt: str | None = Field(None, description="The part of the passage that answers, word for word; without it, all of the passage.")
    layer: Layer | None = Field(
        None, description="Without it, that of the passage, and `public` for a written answer. Never below that of the passage."
    )


class ExampleIn(In):
    decision_id: UUID = Field(description="The decision on a past message.")
    serves: bool = Field(description="Whether the answer serves that message.")


class AnswerVersionOut(Out):
    version: int
    question_pattern: str
    answer_content: str
    layer: Layer
    created_at: datetime
    people_served: int


class AnswersOut(PageOut[AnswerOut]):
    standing: StandingOut = Field(description="Trust in the reuse of all answers together.")
