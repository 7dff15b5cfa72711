"""No provider at all: the libraries for them are not imported where the settings name none."""

from collections.abc import Sequence
from typing import NoReturn

from orchestrator.domain.errors import NotFound
from orchestrator.ports.identities import Challenge, Provider


class NoProviders:
    """`ports.identities.IdentityProviders`."""

    def list(self) -> Sequence[Provider]:
        return ()

    def issuer(self, provider: str) -> NoReturn:
        raise unknown_provider()

    async def start_url(self, provider: str, challenge: Challenge) -> NoReturn:
        raise unknown_provider()

    async def fetch_identity(self, provider: str, code: str, challenge: Challenge) -> NoReturn:
        raise unknown_provider()


def unknown_provider() -> NotFound:
    return NotFound("provider_unknown", "There is no such way to sign in here.")
