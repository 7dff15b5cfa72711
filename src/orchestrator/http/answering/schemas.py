"""Requests and responses about documents and passages."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from orchestrator.domain.accounts.access import Layer
from orchestrator.http.wire import In, Out


class DocumentIn(In):
    title: str = Field(max_length=300, examples=["Feeding in autumn"])
    content: str = Field(examples=["# Feeding in autumn\n\nTwo parts sugar to one part water, from August on."])
    layer: Layer = Layer.public


class DocumentOut(Out):
    id: UUID
    avee_id: UUID
    layer: Layer
    title: str
    source: str
    status: Literal["pending", "ready", "failed"]
    failure: str | None
    warning: str | None = Field(description="What of it could not be read, as scanned pages; null where all was read.")
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
