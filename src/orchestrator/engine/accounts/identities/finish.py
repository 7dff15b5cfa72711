"""Somebody comes back from a provider: they are signed in, have linked an account, or are new here."""

from dataclasses import dataclass

from orchestrator.domain.errors import Conflict, Unauthenticated
from orchestrator.engine.accounts.identities.tickets import NEWCOMER_S, attempt_key, newcomer_key
from orchestrator.engine.accounts.signing_in.password_tries import Place
from orchestrator.engine.accounts.signing_in.secrets import new_secret
from orchestrator.engine.accounts.signing_in.sessions import SignedIn, start_session
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identities import ExternalIdentity
from orchestrator.ports.stores.identities import Attempt, Newcomer


@dataclass(frozen=True, slots=True)
class ProviderAnswer:
    """What the provider gave the browser to bring here."""

    state: str
    code: str | None
    issuer: str | None
    """RFC 9207; None where the provider does not say it."""


@dataclass(frozen=True, slots=True)
class Finished:
    """How a sign-in by a provider ended. For a linking, neither of the last two is there."""

    return_to: str
    """A path of the app."""
    signed_in: SignedIn | None = None
    newcomer: str | None = None
    """The secret of the ticket with which a new person chooses a handle."""


async def take_attempt(services: Services, provider: str, answer: ProviderAnswer, browser: str) -> Attempt:
    """The attempt that an answer is for, which it uses up.

    Raises Unauthenticated `attempt_unknown`, for an answer to nothing, to another browser, too late or a second time, and
    `wrong_provider` where another provider was asked.
    """
    async with services.database.transaction(Scope()) as tx:
        attempt = await tx.identities.take_attempt(attempt_key(answer.state, browser))
    if attempt is None:
        raise Unauthenticated(
            "attempt_unknown", "This sign-in was begun in another browser, was used already, or took longer than ten minutes. Begin again."
        )
    if attempt.provider != provider or answer.issuer not in (None, services.identity_providers.issuer(provider)):
        raise Unauthenticated("wrong_provider", "The answer is not from the provider that was asked, so nobody was signed in.")
    return attempt


async def finish(services: Services, attempt: Attempt, answer: ProviderAnswer, place: Place) -> Finished:
    """Finishes the attempt. Raises Unauthenticated `sign_in_refused` where the person or the provider said no, Conflict
    `identity_taken`, `confirm_first` or `address_unconfirmed`, and as `fetch_identity`.
    """
    if answer.code is None:
        raise Unauthenticated("sign_in_refused", "The sign-in was cancelled at the provider.")
    identity = await services.identity_providers.fetch_identity(attempt.provider, answer.code, attempt.challenge)
    if attempt.linking is not None:
        await _link(services, attempt, identity)
        return Finished(attempt.return_to)
    return await _sign_in(services, attempt, identity, place)


async def _link(services: Services, attempt: Attempt, identity: ExternalIdentity) -> None:
    assert attempt.linking is not None  # as `finish` asked
    async with services.database.transaction(Scope(attempt.person)) as tx:
        if await tx.accounts.load_seconds_left(attempt.linking) <= 0:
            raise Unauthenticated("attempt_unknown", "You signed out meanwhile. Sign in, and begin again.")
        known = await tx.identities.find_known(identity.issuer, identity.subject)
        if known is None or known.user_id != attempt.person:
            await tx.identities.insert(identity)


async def _sign_in(services: Services, attempt: Attempt, identity: ExternalIdentity, place: Place) -> Finished:
    async with services.database.transaction(Scope()) as tx:
        known = await tx.identities.find_known(identity.issuer, identity.subject)
        account = await tx.identities.find_account(identity.email) if known is None and identity.is_email_confirmed else None
    if known is not None:
        if known.is_pending:
            raise Conflict("confirm_first", "Open the link that we mailed to you to confirm your address; then you can sign in.")
        async with services.database.transaction(Scope(known.user_id)) as tx:
            await tx.identities.note_use(known.id)
        return Finished(attempt.return_to, await start_session(services, known.user_id, place))
    if account is None:
        return Finished(attempt.return_to, newcomer=await _welcome(services, Newcomer(identity, attempt.return_to)))
    if not account.is_confirmed:
        # Its address may be somebody else's, who would be given the account of whoever typed it in.
        raise Conflict(
            "address_unconfirmed",
            "Your account here has an address that you have not confirmed. Sign in with your password, and link the account under Settings.",
        )
    async with services.database.transaction(Scope(account.user_id)) as tx:
        await tx.identities.insert(identity)
    return Finished(attempt.return_to, await start_session(services, account.user_id, place))


async def _welcome(services: Services, newcomer: Newcomer) -> str:
    secret = new_secret("nwc")
    async with services.database.transaction(Scope()) as tx:
        await tx.identities.insert_newcomer(newcomer_key(secret), newcomer, NEWCOMER_S)
    return secret
