"""Sending somebody to a provider."""

import secrets
from dataclasses import dataclass

from orchestrator.domain.accounts.return_paths import read_return_path
from orchestrator.engine.accounts.identities.tickets import ATTEMPT_S, attempt_key
from orchestrator.engine.accounts.signing_in.passwords import require_password, require_session
from orchestrator.engine.accounts.signing_in.secrets import new_secret
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identities import Challenge
from orchestrator.ports.stores.accounts import Person
from orchestrator.ports.stores.identities import Attempt

SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in that has begun."""

    url: str
    """At the provider."""
    state: str
    """As in the address at the provider."""
    browser: str
    """The secret by which the browser is known when it comes back; it must be kept there alone."""


async def begin_sign_in(services: Services, provider: str, redirect_uri: str, return_to: str) -> Begun:
    """Begins a sign-in; afterwards the person is sent to `return_to` if that is a path of the app.

    Raises NotFound `provider_unknown`, Unavailable `provider_unavailable`.
    """
    return await _begin(services, Attempt(provider, _challenge(redirect_uri), read_return_path(return_to)))


async def begin_linking(services: Services, person: Person, password: str, provider: str, redirect_uri: str, return_to: str) -> Begun:
    """Begins the linking of an account elsewhere, which will sign in to this one: so the password is asked for, if there is one.

    Raises as `begin_sign_in` and `require_password`, except `no_password`.
    """
    require_session(person)
    async with services.database.transaction(Scope(person.user_id)) as tx:
        me = await tx.accounts.load_me()
    if me is None or me.has_password:
        await require_password(services, person, password)
    attempt = Attempt(provider, _challenge(redirect_uri), read_return_path(return_to), person.secret_id, person.user_id)
    return await _begin(services, attempt)


def _challenge(redirect_uri: str) -> Challenge:
    state, nonce, verifier = (secrets.token_urlsafe(SECRET_BYTES) for _ in range(3))
    return Challenge(state, nonce, verifier, redirect_uri)


async def _begin(services: Services, attempt: Attempt) -> Begun:
    url = await services.identity_providers.start_url(attempt.provider, attempt.challenge)
    browser = new_secret("bro")
    async with services.database.transaction(Scope()) as tx:
        await tx.identities.insert_attempt(attempt_key(attempt.challenge.state, browser), attempt, ATTEMPT_S)
    return Begun(url, attempt.challenge.state, browser)
