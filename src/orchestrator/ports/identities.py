"""Who somebody is elsewhere: at the providers that this installation trusts to sign people in, and at a creator's own site."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from orchestrator.domain.accounts.access import Layer, Tier


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider, as people see it."""

    name: str
    """In addresses, such as 'google'."""
    label: str
    """For people, such as 'Google'."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """What ties the answer of a provider to the request that asked for it. Each is random and used once."""

    state: str
    nonce: str
    verifier: str
    """Of PKCE (RFC 7636), 43 to 128 characters."""
    redirect_uri: str
    """Where the provider sends the browser back to."""


@dataclass(frozen=True, slots=True)
class ExternalIdentity:
    """Who somebody is elsewhere, as their provider signed it."""

    provider: str
    issuer: str
    subject: str
    """The issuer's name for the person; with the issuer it never means anybody else."""
    email: str = ""
    """'' where the provider gives none."""
    is_email_confirmed: bool = False
    """Whether the provider says that the address is the person's own."""
    name: str = ""
    """What the person is called there; '' where the provider does not say."""
    nickname: str = ""


class IdentityProviders(Protocol):
    """OpenID Connect. Every method raises NotFound `provider_unknown`, and Unavailable `provider_unavailable` where the
    provider does not answer in time or not as it should."""

    def list(self) -> Sequence[Provider]: ...

    def issuer(self, provider: str) -> str:
        """The issuer whose name the provider's tokens must have."""
        ...

    async def start_url(self, provider: str, challenge: Challenge) -> str:
        """The address at the provider that the browser is sent to."""
        ...

    async def fetch_identity(self, provider: str, code: str, challenge: Challenge) -> ExternalIdentity:
        """Trades the code of an answer for a token, and checks it.

        Raises Unauthenticated `code_refused`, and `token_refused` with the `reason` for which the token is not believed.
        """
        ...


@dataclass(frozen=True, slots=True)
class SignedIdentity:
    """Who somebody is at the site of an agent's creator, as that site signed it."""

    subject: str
    """The site's own name for the person, 1 to 200 characters; it never means anybody else there."""
    audiences: Sequence[str] = field(default=())
    """Handles of agents that it is for."""
    name: str = ""
    """'' where the site does not say."""
    email: str = ""
    """'' where the site gives none. Nobody confirmed it here."""
    tier: Tier | None = None
    """None where the site does not say; never `guest`."""
    layer: Layer | None = None


class SignedIdentities(Protocol):
    """JSON Web Tokens (RFC 7519) that a creator's own site signs for its users with the key of the agent."""

    def read(self, token: str, key: str, now: datetime) -> SignedIdentity:
        """What the site signed. `audiences` is still to be compared.

        Raises Unauthenticated `identity_refused` with `reason`: form, algorithm, signature, expired, too_long, or a claim's name.
        """
        ...
