"""Requests and responses about documents and passages."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.answering.documents.versions import IfExists
from orchestrator.http.wire import In, Out

IF_EXISTS = (
    "What happens where another document has its name or title. Without it, an earlier version of the same file is "
    "replaced; in any other case you are asked."
)
REPLACES = "The document that it replaces when it is ready, whatever their names are."


class DocumentIn(In):
    title: str = Field(max_length=300, examples=["Feeding in autumn"])
    content: str = Field(examples=["# Feeding in autumn\n\nTwo parts sugar to one part water, from August on."])
    layer: Layer = Layer.public
    if_exists: IfExists | None = Field(None, description=IF_EXISTS)
    replaces: UUID | None = Field(None, description=REPLACES)


class ChoiceIn(In):
    if_exists: IfExists = Field(examples=["replace"])
    replaces: UUID | None = Field(None, description="The document to replace; without it, the one in `same_title_as`.")


class DocumentOut(Out):
    id: UUID
    avee_id: UUID
    layer: Layer
    title: str
    source: str
    status: Literal["pending", "held", "ready", "failed"] = Field(
        description="`held`: another document has its title, and you choose whether it replaces that one."
    )
    failure: str | None
    warning: str | None = Field(description="What of it could not be read, as scanned pages; null where all was read.")
    failure_code: str | None = Field(description="As `failure`, for programs: such as `slow_document` or `too_large_document`.")
    replaces: UUID | None = Field(description="The earlier version. It is quoted until this one is ready, and deleted then.")
    same_title_as: UUID | None = Field(description="The document whose title it has, while it is held.")
    chunk_count: int = Field(validation_alias="passage_count", description="Number of passages.")
    created_at: datetime
    updated_at: datetime


class PassageOut(Out):
    id: UUID
    document_id: UUID
    document_title: str
    position: int = Field(description="Place in the document, from 0.")
    heading: str
    content: str = Field(description="Markdown.")
    layer: Layer
