"""Requests and responses about sources and the answers that they propose."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.sources.kinds import DocumentSourceKind
from orchestrator.domain.texts import MAX_ANSWER_CHARACTERS, MAX_MESSAGE_CHARACTERS
from orchestrator.engine.sources.proposals import MOST_AT_ONCE
from orchestrator.engine.sources.sources import EVERY_HOURS, MAX_DEPTH, MAX_NAME_CHARACTERS, MAX_NAMES, MAX_PAGES
from orchestrator.http.wire import In, Out, Storable, VersionIn

EVERY = "Hours between two looks; null looks only when somebody says so."
PAGES = "A website's pages that are read at most."
DEPTH = "How many links are followed from the first page where the website has no sitemap."
NAMES = "Names, user names or addresses by which you write in an export."
Name = Annotated[Storable, Field(max_length=MAX_NAME_CHARACTERS)]


class DocumentSourceIn(In):
    address: Storable = Field(max_length=2_000, examples=["https://bees.example.org"])
    kind: Literal["website", "feed"] | None = Field(None, description="Told from the address where it is not said.")
    layer: Layer = Layer.public
    every_hours: int | None = Field(EVERY_HOURS, ge=1, le=168, description=EVERY)
    max_pages: int = Field(MAX_PAGES, ge=1, le=5_000, description=PAGES)
    max_depth: int = Field(MAX_DEPTH, ge=0, le=5, description=DEPTH)


class SourceChangeIn(In):
    layer: Layer | None = Field(None, description="Of documents that are made from now on.")
    every_hours: int | None = Field(None, ge=1, le=168, description=EVERY)
    max_pages: int | None = Field(None, ge=1, le=5_000, description=PAGES)
    max_depth: int | None = Field(None, ge=0, le=5, description=DEPTH)
    answered_by: list[Name] | None = Field(None, max_length=MAX_NAMES, description=NAMES)
    version: VersionIn = None


class DocumentSourceOut(Out):
    id: UUID
    avee_id: UUID
    kind: DocumentSourceKind
    address: str = Field(description="Of a website or feed; the name of a file.")
    layer: Layer
    every_hours: int | None = Field(description=EVERY)
    max_pages: int = Field(description=PAGES)
    max_depth: int = Field(description=DEPTH)
    answered_by: list[str] = Field(description=NAMES)
    state: Literal["waiting", "looking", "ready", "failed"]
    failure: str | None = Field(description="Why the newest look failed; what an earlier one found stays.")
    failure_code: str | None = Field(description="As `failure`, for programs: such as `robots_forbid` or `answered_by_needed`.")
    items: int = Field(description="Pages, posts or files that are known.")
    waiting: int = Field(description="How many of them the newest look has not reached.")
    failed: int = Field(description="How many could not be read.")
    added: int = Field(description="Documents that the newest look added.")
    changed: int = Field(description="Documents that it replaced.")
    retired: int = Field(description="Documents that it deleted, because they were gone twice.")
    proposed: int = Field(description="Answers that it proposed.")
    looked_at: datetime | None
    next_look_at: datetime | None
    version: int
    created_at: datetime


class SourceItemOut(Out):
    id: UUID
    key: str = Field(description="The address of a page, or what an export calls it.")
    title: str
    state: Literal["waiting", "read", "failed", "gone"]
    failure: str | None
    document_id: UUID | None
    looked_at: datetime | None
    changed_at: datetime | None


class DocumentSourcesOut(Out):
    items: list[DocumentSourceOut]


class ProposedAnswerOut(Out):
    id: UUID
    source_id: UUID
    source_address: str
    question_pattern: str
    answer_content: str
    layer: Layer
    left_out: int = Field(description="Pieces of the question that looked like personal data of its asker and were left out.")
    state: Literal["proposed", "accepted", "dismissed"]
    answer_id: UUID | None = Field(description="The canonical answer made of it. Where it is proposed again, its source has changed.")
    answer_now: str | None = Field(description="What that answer says.")
    created_at: datetime


class AcceptanceIn(In):
    id: UUID
    question_pattern: str | None = Field(None, max_length=MAX_MESSAGE_CHARACTERS, description="In your own words; null as it is proposed.")
    answer_content: str | None = Field(None, max_length=MAX_ANSWER_CHARACTERS)
    layer: Layer | None = None


class AcceptancesIn(In):
    items: list[AcceptanceIn] = Field(
        min_length=1, max_length=MOST_AT_ONCE, examples=[[{"id": "01920000-0000-7000-8000-000000000000"}]]
    )  # fmt: skip


class DismissalsIn(In):
    ids: list[UUID] = Field(min_length=1, max_length=MOST_AT_ONCE, examples=[["01920000-0000-7000-8000-000000000000"]])


class AcceptedOut(Out):
    proposal_id: UUID
    answer_id: UUID


class AcceptedAllOut(Out):
    items: list[AcceptedOut]
