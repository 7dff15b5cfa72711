"""`ports.identities.IdentityProviders` by authlib: code flow with PKCE."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import httpx2
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client

from orchestrator.adapters.identities.bounded import TIMEOUT_S, BoundedTransport
from orchestrator.adapters.identities.metadata import KnownProvider, Metadata, ProviderClient, unavailable
from orchestrator.adapters.identities.none import unknown_provider
from orchestrator.adapters.identities.tokens import UnknownKeyError, read_id_token, refused
from orchestrator.domain.errors import Unauthenticated, Unavailable
from orchestrator.ports.identities import Challenge, ExternalIdentity, Provider

SCOPE = "openid email profile"
MAX_EMAIL_CHARACTERS, MAX_NAME_CHARACTERS = 254, 200

log = logging.getLogger(__name__)


class OidcProviders:
    """The providers of the settings."""

    def __init__(self, clients: Sequence[ProviderClient]) -> None:
        self._known = {client.name: KnownProvider(client) for client in clients}

    def list(self) -> Sequence[Provider]:
        return [Provider(each.client.name, each.client.label) for each in self._known.values()]

    def issuer(self, provider: str) -> str:
        return self._find(provider).client.issuer

    async def start_url(self, provider: str, challenge: Challenge) -> str:
        known = self._find(provider)
        async with _in_time(known.client):
            metadata = await known.fetch_metadata()
        client = _client(known.client, metadata, challenge)
        url, _ = client.create_authorization_url(
            metadata.authorization_endpoint, challenge.state, code_verifier=challenge.verifier, nonce=challenge.nonce
        )
        return str(url)

    async def fetch_identity(self, provider: str, code: str, challenge: Challenge) -> ExternalIdentity:
        known = self._find(provider)
        async with _in_time(known.client):
            metadata = await known.fetch_metadata()
            async with _client(known.client, metadata, challenge) as client:
                token = await _fetch_token(client, metadata, code, challenge)
                claims = await _read_claims(known, metadata, token, challenge)
                if not claims.get("email") and metadata.userinfo_endpoint is not None:
                    claims = dict(claims) | await _fetch_userinfo(client, metadata.userinfo_endpoint, claims["sub"])
        return _read_identity(known.client, claims)

    def _find(self, provider: str) -> KnownProvider:
        if provider not in self._known:
            raise unknown_provider()
        return self._known[provider]


@asynccontextmanager
async def _in_time(client: ProviderClient) -> AsyncIterator[None]:
    """Turns every outage into Unavailable `provider_unavailable`, and says in the log why."""
    try:
        async with asyncio.timeout(TIMEOUT_S):
            yield
    except Unavailable as error:
        log.warning("the provider %s does not work: %s", client.name, "; ".join(getattr(error, "__notes__", [])))
        raise
    except (TimeoutError, httpx2.HTTPError) as error:
        log.warning("the provider %s does not answer: %s", client.name, type(error).__name__)
        raise unavailable("it does not answer") from error


def _client(agreed: ProviderClient, metadata: Metadata, challenge: Challenge) -> AsyncOAuth2Client:
    offered = metadata.token_endpoint_auth_methods_supported
    method = "client_secret_post" if "client_secret_post" in offered and "client_secret_basic" not in offered else "client_secret_basic"
    return AsyncOAuth2Client(
        agreed.client_id,
        agreed.client_secret,
        method,
        scope=SCOPE,
        redirect_uri=challenge.redirect_uri,
        code_challenge_method="S256",
        transport=BoundedTransport(),
    )


async def _fetch_token(client: AsyncOAuth2Client, metadata: Metadata, code: str, challenge: Challenge) -> Mapping[str, Any]:
    try:
        token = await client.fetch_token(
            metadata.token_endpoint, code=code, code_verifier=challenge.verifier, grant_type="authorization_code"
        )
    except OAuthError as error:
        raise Unauthenticated("code_refused", "The provider no longer accepts this sign-in. Begin again.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise unavailable("its answer with the token cannot be read") from error
    found: Mapping[str, Any] = token
    return found


async def _read_claims(known: KnownProvider, metadata: Metadata, token: Mapping[str, Any], challenge: Challenge) -> Mapping[str, Any]:
    raw = token.get("id_token")
    if not isinstance(raw, str):
        raise refused("form")
    expected = {"issuer": known.client.issuer, "client_id": known.client.client_id, "nonce": challenge.nonce}
    for has_unknown in (False, True):
        keys = await known.fetch_keys(has_unknown=has_unknown)
        try:
            return read_id_token(raw, keys, metadata.id_token_signing_alg_values_supported, expected, token.get("access_token"))
        except UnknownKeyError:
            continue
    raise refused("signature")


async def _fetch_userinfo(client: AsyncOAuth2Client, url: str, subject: str) -> dict[str, Any]:
    """What the provider says of the person besides; {} where it does not, or says it of somebody else."""
    response = await client.get(url)
    try:
        info = response.json() if response.status_code == 200 else {}
    except ValueError:
        return {}
    return info if isinstance(info, dict) and info.get("sub") == subject else {}


def _read_identity(client: ProviderClient, claims: Mapping[str, Any]) -> ExternalIdentity:
    email = _text(claims, "email", MAX_EMAIL_CHARACTERS)
    return ExternalIdentity(
        provider=client.name,
        issuer=client.issuer,
        subject=claims["sub"],
        email=email,
        # Some providers say "true" as a text.
        is_email_confirmed=bool(email) and (claims.get("email_verified") is True or claims.get("email_verified") == "true"),
        name=_text(claims, "name", MAX_NAME_CHARACTERS),
        nickname=_text(claims, "preferred_username", MAX_NAME_CHARACTERS),
    )


def _text(claims: Mapping[str, Any], name: str, most: int) -> str:
    """A claim that is a text on one line; '' for anything else."""
    value = claims.get(name)
    return value if isinstance(value, str) and len(value) <= most and value.isprintable() else ""
