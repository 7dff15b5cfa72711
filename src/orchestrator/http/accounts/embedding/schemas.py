"""Requests and responses about agents on other sites."""

from datetime import datetime

from pydantic import Field

from orchestrator.http.wire import In, Out, Secret


class IdentityKeyOut(Out):
    created_at: datetime | None = Field(description="When the key was made; null where there is none.")


class NewIdentityKeyOut(Out):
    key: str = Field(description="The key, as text: sign with it by HS256. It is shown only in this response.")
    created_at: datetime


class SignedIn(In):
    identity: Secret = Field(
        max_length=4_096,
        examples=["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.c2lnbmF0dXJl"],
        description="A JSON Web Token that the site signed: `sub`, `aud` (the handle), `exp` (an hour ahead at most); "
        "`name`, `email`, `tier` and `layer` may be given.",
    )


class SignedSessionOut(Out):
    token: str = Field(description="For `Authorization: Bearer`: it is good for conversations with this agent and nothing else.")
    expires_at: datetime
