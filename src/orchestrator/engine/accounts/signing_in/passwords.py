"""Which passwords are accepted, and changing a password."""

from orchestrator.domain.errors import Conflict, Forbidden, Invalid
from orchestrator.engine.accounts.profile import who_am_i
from orchestrator.engine.accounts.signing_in.password_tries import Place, check_password
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.accounts import Person, User

FRESH_S = 300
"""Seconds for which a sign-in by a provider counts as a proof, where there is no password."""
MIN_PASSWORD_CHARACTERS, MAX_PASSWORD_CHARACTERS = 10, 200


async def change_password(services: Services, person: Person, current: str, new: str) -> None:
    """Sets a new password, ends every other session of the person and forgets their devices; API tokens stay valid.

    Raises Invalid `weak_password`, and as `require_password`.
    """
    await require_password(services, person, current, "current")
    hashed = await hash_checked(services, new)
    async with services.database.transaction(Scope(person.user_id)) as tx:
        await tx.accounts.set_password(hashed, person.secret_id)


async def require_password(services: Services, person: Person, password: str, field: str = "password") -> User:
    """Requires that who is signed in knows the password, which is tried in this session by itself. Returns their account.

    Raises Invalid `wrong_password`, Conflict `no_password`, Forbidden `session_required`, and Limited as `check_password`.
    """
    require_session(person)
    me = await who_am_i(services, person.user_id)
    if not me.has_password:
        raise Conflict("no_password", "Your account has no password yet; set one by “Forgot your password?” first.")
    if await check_password(services, me.email, password, Place(session=person.secret_id)) != person.user_id:
        raise Invalid("wrong_password", "That is not your current password.", field=field)
    return me


async def require_proof(services: Services, person: Person, password: str) -> None:
    """Requires that who is signed in is the account's own person: by the password, or, for an account without one, by having
    signed in by a provider, as such an account always does, no longer than FRESH_S ago.

    Raises Conflict `sign_in_again`, and as `require_password`, where `no_password` is for guests.
    """
    require_session(person)
    me = await who_am_i(services, person.user_id)
    # A guest never signed in anywhere.
    if me.has_password or me.guest_of is not None:
        await require_password(services, person, password)
        return
    async with services.database.transaction(Scope(person.user_id)) as tx:
        age_s = await tx.accounts.load_session_age(person.secret_id)
    if age_s > FRESH_S:
        raise Conflict(
            "sign_in_again",
            "Your account has no password, so a new sign-in shows that it is you: sign out, sign in again, and repeat this within five minutes.",
            within_s=FRESH_S,
        )


def require_session(person: Person) -> None:
    """Requires that the person signed in: a token cannot change passwords or make tokens, which would outlive it.

    Raises Forbidden `session_required`.
    """
    if person.kind != "session":
        raise Forbidden("session_required", "An API token cannot do this; sign in for it.")


async def hash_checked(services: Services, password: str) -> str:
    """The hash of an acceptable password. Raises Invalid `weak_password`."""
    if not MIN_PASSWORD_CHARACTERS <= len(password) <= MAX_PASSWORD_CHARACTERS:
        limits = f"{MIN_PASSWORD_CHARACTERS} to {MAX_PASSWORD_CHARACTERS}"
        raise Invalid("weak_password", f"A password has {limits} characters.", field="password")
    return await services.passwords.hash(password)
