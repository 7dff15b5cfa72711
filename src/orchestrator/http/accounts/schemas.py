"""Requests and responses about accounts and agents."""

from datetime import datetime
from uuid import UUID

from pydantic import EmailStr, Field

from orchestrator.domain.accounts.access import Layer, Tier
from orchestrator.domain.accounts.persona import SpeaksAs
from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.accounts.token_scope import TokenScope
from orchestrator.engine.accounts.signing_in.tokens import MAX_DAYS, USUAL_DAYS
from orchestrator.http.wire import In, Out, PageOut, ReadOnly, Secret, Storable, VersionIn


class AccountIn(In):
    email: EmailStr = Field(max_length=254, examples=["ada@example.org"])
    password: Secret = Field(examples=["a long passphrase"])
    handle: str = Field(examples=["ada"])
    display_name: str = Field(examples=["Ada"])
    time_zone: str = Field("UTC", max_length=100, examples=["Europe/Oslo"], description="For the hour at which mails come.")


class UserOut(Out):
    id: UUID
    email: str
    handle: str
    display_name: str
    avatar: str | None
    created_at: datetime
    version: int
    email_confirmed_at: datetime | None = Field(
        description="When you opened the link that was mailed to the address; null until then, and nothing else is mailed."
    )
    has_password: bool = Field(description="False for an account that only accounts elsewhere sign in to, until a password is set.")
    guest_of: UUID | None = Field(None, description="The agent that you ask without an account; null with one.")


class AccountOut(UserOut):
    is_pending: bool = Field(
        description="Whether the account can be signed in to only after the link is opened that was mailed to the address. "
        "Then the answer is the same for an address that has an account."
    )


class EmailChangeIn(In):
    email: EmailStr = Field(max_length=254, examples=["ada@example.net"])
    password: Secret = Field(description="Your current password.", examples=["a long passphrase"])


class DeviceOut(Out):
    id: UUID
    browser: str = Field(
        description="What the browser says it is; empty where it says nothing that is known.", examples=["Firefox on Linux"]
    )
    created_at: datetime
    last_used_at: datetime = Field(description="Noted once an hour at most.")
    expires_at: datetime
    is_current: bool = Field(description="Whether this request was made with it.")


class MeChange(In):
    id: UUID | None = Field(None, description="As GET gave it: your own.")
    version: VersionIn = None
    email: ReadOnly = None
    avatar: ReadOnly = None
    created_at: ReadOnly = None
    email_confirmed_at: ReadOnly = None
    guest_of: ReadOnly = None
    has_password: ReadOnly = None
    display_name: str | None = Field(None, examples=["Ada Brandt"])
    handle: str | None = Field(None, examples=["ada-brandt"])


class PasswordResetIn(In):
    email: Storable = Field(max_length=254, examples=["ada@example.org"])


class PasswordResetOut(Out):
    email: str


class NewPasswordIn(In):
    password: Secret = Field(examples=["another long passphrase"])


class PasswordIn(In):
    current: Secret = Field(examples=["a long passphrase"])
    password: Secret = Field(examples=["another long passphrase"])


class SessionIn(In):
    email: Storable = Field(max_length=254, examples=["ada@example.org"])
    password: Secret = Field(examples=["a long passphrase"])
    takes_guest: bool = Field(False, description="Whether the account gets what this browser's guest asked; see POST /guests.")


class SessionOut(Out):
    token: str = Field(description="The session's secret, for `Authorization: Bearer`. The cookie holds the same secret.")
    csrf_token: str = Field(description="For the header X-CSRF-Token, which requests with the cookie need unless they only read.")
    expires_at: datetime
    has_taken_guest: bool = Field(False, description="Whether there was a guest whose conversations the account has now.")


class TokenIn(In):
    name: str = Field(examples=["my script"])
    scope: TokenScope = Field(
        TokenScope.manage,
        description="ask: ask agents; read: and read everything that you may read; manage: and change it, except passwords and tokens.",
    )
    expires_in_days: int = Field(USUAL_DAYS, ge=1, le=MAX_DAYS)


class TokenOut(Out):
    id: UUID
    name: str
    scope: TokenScope
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None = Field(description="Noted once an hour at most; null until it is used.")


class NewTokenOut(TokenOut):
    token: str = Field(description="The secret. It is shown only in this response.")


class ProfileOut(Out):
    id: UUID
    handle: str
    display_name: str
    avatar: str | None


class DemoPersonOut(Out):
    email: str
    display_name: str
    handle: str
    tier: Tier | None = Field(description="The person's tier with the demo's agent; null for its creator.")


class DemoOut(Out):
    """How to sign in to the demo. On a server without the demo, the list of people is empty."""

    agent_handle: str | None = None
    password: str | None = None
    people: list[DemoPersonOut] = Field([])


GREETING = "The reply to a greeting, on one line, at most 300 characters; empty for the agent's own."
SIGN_OFF = "The last line under each answer from documents, at most 120 characters; empty for none."
HOME = "A sentence, the reply to “Where do you live?”, at most 200 characters; empty for none."
EMBED_ORIGINS = "The sites that may show the agent in a frame, such as https://example.org, at most 20. Without any, none may."
EMBED_LAYER = "The most private layer that such a site may sign for its users."
SPEAKS_AS = "How the agent speaks of its creator: by name, as “I”, or as “we”."


class AveeIn(In):
    handle: str = Field(examples=["mara"])
    display_name: str = Field(examples=["Mara's agent"])
    persona: str = Field("", examples=["Warm and brief; speaks of bees like neighbours."])
    greeting: str = Field("", description=GREETING, examples=["Ahoy! What wind brings you?"])
    sign_off: str = Field("", description=SIGN_OFF, examples=["Keep your smoker lit. Mara"])
    home: str = Field("", description=HOME, examples=["I live on the coast near Bergen."])
    speaks_as: SpeaksAs = Field(SpeaksAs.name, description=SPEAKS_AS)


class AveeChangeIn(In):
    id: UUID | None = Field(None, description="As GET gave it: that of the path.")
    version: VersionIn = None
    owner_id: ReadOnly = None
    created_at: ReadOnly = None
    updated_at: ReadOnly = None
    handle: str | None = None
    display_name: str | None = None
    persona: str | None = None
    greeting: str | None = Field(None, description=GREETING)
    sign_off: str | None = Field(None, description=SIGN_OFF)
    home: str | None = Field(None, description=HOME)
    speaks_as: SpeaksAs | None = Field(None, description=SPEAKS_AS)
    embed_origins: list[str] | None = Field(None, description=EMBED_ORIGINS, examples=[["https://example.org"]])
    embed_layer: Layer | None = Field(None, description=EMBED_LAYER)
    has_chat_model: ReadOnly = None
    role: ReadOnly = None


class AveeOut(Out):
    id: UUID
    owner_id: UUID
    handle: str
    display_name: str
    persona: str
    greeting: str
    sign_off: str
    home: str
    speaks_as: SpeaksAs
    has_chat_model: bool = Field(
        description="Whether a chat model writes answers here. Without one, of the persona only its own lines for small talk and the four fields above have an effect."
    )
    created_at: datetime
    updated_at: datetime
    version: int
    role: TeamRole = Field(description="Yours in the agent's team.")
    embed_origins: list[str] = Field(description=EMBED_ORIGINS)
    embed_layer: Layer = Field(description=EMBED_LAYER)


class PublicAveeOut(Out):
    id: UUID
    handle: str
    display_name: str
    creator_name: str
    creator_handle: str
    creator_avatar: str | None
    takes_direct_messages: bool = Field(description="Whether people may write to the creator directly, past the agent.")
    takes_guests: bool = Field(description="Whether people may ask without an account.")
    retention_days: int = Field(description="Messages are deleted when they are older than this; 0 where they are kept.")


class MemberIn(In):
    user_id: UUID | None = Field(None, description="As GET gave it: that of the path.")
    version: VersionIn = None
    handle: ReadOnly = None
    display_name: ReadOnly = None
    avatar: ReadOnly = None
    tier: Tier = Field(examples=["follower"])
    layer: Layer = Field(examples=["friends"])


class MemberOut(Out):
    user_id: UUID
    handle: str
    display_name: str
    avatar: str | None
    tier: Tier
    layer: Layer
    version: int


class AskingGuestsOut(Out):
    people: int = Field(description="Guests who asked something; they have no names.")
    questions: int = Field(description="Their questions; small talk does not count.")


class MembersOut(PageOut[MemberOut]):
    guests: AskingGuestsOut
