"""Requests and responses about guests."""

from datetime import datetime

from pydantic import EmailStr, Field

from orchestrator.http.accounts.schemas import AccountIn
from orchestrator.http.wire import In, Out, Storable


class GuestIn(In):
    handle: Storable = Field(max_length=100, description="The handle of an agent.", examples=["mara"])


class GuestOut(Out):
    token: str = Field(description="For `Authorization: Bearer`: it is good for conversations with this agent and nothing else.")
    csrf_token: str = Field(description="For the header X-CSRF-Token, which requests with the cookie need unless they only read.")
    expires_at: datetime


class GuestAddressIn(In):
    email: EmailStr = Field(max_length=254, examples=["ada@example.org"])


class UpgradeIn(AccountIn):
    """As for POST /accounts."""
