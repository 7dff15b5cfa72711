"""What a provider says of itself: its addresses (OpenID Connect Discovery 1.0) and its keys, each kept for a while."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Annotated

import httpx2
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from pydantic import BaseModel, Field, ValidationError

from orchestrator.adapters.identities.bounded import BoundedTransport
from orchestrator.domain.errors import Unavailable
from orchestrator.domain.urls import HTTP, find_url_problem

KEPT_S = 3_600.0
"""How long the addresses and keys of a provider are believed without asking again."""
AGAIN_S = 60.0
"""Keys are asked for again for a token with an unknown key, but not more often than this."""

Names = Annotated[list[str], Field(max_length=100)]


@dataclass(frozen=True, slots=True)
class ProviderClient:
    """What the operator agreed with a provider."""

    name: str
    """In addresses."""
    label: str
    """For people."""
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)


class Metadata(BaseModel):
    """The part of a provider's description that is used."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None = None
    id_token_signing_alg_values_supported: Names = ["RS256"]
    token_endpoint_auth_methods_supported: Names = ["client_secret_basic"]
    authorization_response_iss_parameter_supported: bool = False


class KnownProvider:
    """One provider. Both answers are shared by all who ask at the same time."""

    def __init__(self, client: ProviderClient) -> None:
        self.client = client
        self._lock = asyncio.Lock()
        self._metadata: tuple[float, Metadata] | None = None
        self._keys: tuple[float, KeySet] | None = None

    async def fetch_metadata(self) -> Metadata:
        """Raises Unavailable `provider_unavailable`."""
        async with self._lock:
            if self._metadata is None or self._metadata[0] + KEPT_S < time.monotonic():
                self._metadata = time.monotonic(), await self._fetch_metadata()
            return self._metadata[1]

    async def fetch_keys(self, *, has_unknown: bool = False) -> KeySet:
        """`has_unknown`: a key is missing among those that are kept. Raises Unavailable `provider_unavailable`."""
        metadata = await self.fetch_metadata()
        async with self._lock:
            kept_s = AGAIN_S if has_unknown else KEPT_S
            if self._keys is None or self._keys[0] + kept_s < time.monotonic():
                self._keys = time.monotonic(), await self._fetch_keys(metadata.jwks_uri)
            return self._keys[1]

    async def _fetch_metadata(self) -> Metadata:
        text = await _get(f"{self.client.issuer.rstrip('/')}/.well-known/openid-configuration")
        try:
            metadata = Metadata.model_validate_json(text)
        except ValidationError as error:
            raise unavailable("its description cannot be read") from error
        if metadata.issuer != self.client.issuer:
            raise unavailable(f"it calls itself {metadata.issuer[:200]!r}, and the setting says {self.client.issuer!r}")
        schemes = HTTP if self.client.issuer.startswith("http://") else ("https",)
        for url in (metadata.authorization_endpoint, metadata.token_endpoint, metadata.jwks_uri, metadata.userinfo_endpoint):
            if url is not None and find_url_problem(url, schemes) is not None:
                raise unavailable("its description names an address that cannot be used")
        return metadata

    async def _fetch_keys(self, url: str) -> KeySet:
        try:
            return KeySet.import_key_set(httpx2.Response(200, content=await _get(url)).json())
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise unavailable("its keys cannot be read") from error


def unavailable(reason: str) -> Unavailable:
    """`reason` is for the log of the operator; people are told that it does not work now."""
    error = Unavailable("provider_unavailable", "This way to sign in does not work just now. Try again later, or sign in another way.")
    error.add_note(reason)
    return error


async def _get(url: str) -> bytes:
    try:
        async with httpx2.AsyncClient(transport=BoundedTransport()) as http:
            response = await http.get(url, headers={"Accept": "application/json"})
    except httpx2.HTTPError as error:
        raise unavailable(f"{type(error).__name__} on asking for {url}") from error
    if response.status_code != 200:
        raise unavailable(f"it answered {response.status_code} on {url}")
    return response.content
