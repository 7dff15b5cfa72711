"""Requests and responses about accounts elsewhere."""

from datetime import datetime
from uuid import UUID

from pydantic import EmailStr, Field, SecretStr

from orchestrator.domain.accounts.return_paths import HOME
from orchestrator.http.wire import In, Out, Secret, Storable


class ProviderOut(Out):
    name: str = Field(examples=["google"])
    label: str = Field(description="What people call it.", examples=["Google"])


class IdentityOut(Out):
    id: UUID
    provider: str = Field(examples=["google"])
    issuer: str
    email: str = Field(description="The address of the account there; empty where the provider gave none.")
    created_at: datetime
    last_used_at: datetime


class IdentityIn(In):
    provider: Storable = Field(max_length=100, examples=["google"])
    password: Secret = Field(SecretStr(""), description="Your current password; not needed for an account that has none.")
    return_to: Storable = Field("/settings", max_length=500, description="The page of the app that the browser comes back to.")


class BegunOut(Out):
    url: str = Field(description="The page of the provider that the browser is to open.")


class NewcomerOut(Out):
    provider: str
    email: str = Field(description="The address that the provider gave; empty for none.")
    is_email_confirmed: bool = Field(description="Whether the provider vouches for it; any other address is asked by mail.")
    display_name: str
    handle: str = Field(description="A suggestion; it may be taken.")


class NewcomerIn(In):
    handle: str = Field(examples=["ada"])
    display_name: str = Field(examples=["Ada"])
    email: EmailStr | None = Field(None, max_length=254, description="null for the address that the provider vouches for.")
    time_zone: str = Field("UTC", max_length=100, examples=["Europe/Oslo"])


class JoinedOut(Out):
    is_pending: bool = Field(description="Whether you can sign in only after the link is opened that was mailed to the address.")
    email: str
    return_to: str = Field(HOME, description="The page of the app that you wanted to see.")
