"""Users, their sessions and their API tokens."""

import math
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.rows import read_row, read_rows
from orchestrator.adapters.postgres.violations import as_conflicts
from orchestrator.domain.accounts.handles import HANDLE_DAYS
from orchestrator.domain.accounts.limits import PasswordLimits
from orchestrator.domain.accounts.token_scope import TokenScope
from orchestrator.ports.stores.accounts import (
    ApiToken,
    Counted,
    Credentials,
    NewUser,
    PasswordTry,
    Person,
    Profile,
    Session,
    User,
    UserChange,
)

AVATARS = "/avatars/{}"
"""The address of a picture on this server."""
MAX_DEVICES = 20
"""Devices that an account knows."""

INSERT_USER = text("""
    INSERT INTO users (id, email, handle, display_name, password_hash, is_pending)
    VALUES (:id, :email, :handle, :display_name, :password_hash, :is_pending)
    RETURNING id, email, handle, display_name, avatar, created_at, version, email_confirmed_at, is_pending,
        has_password AND guest_of IS NULL AS has_password, guest_of
""")
FIND_PENDING = text("SELECT find_pending(:email)")
FIND_CREDENTIALS = text("SELECT user_id, password_hash FROM find_credentials(:email)")
# Served by user_sessions_secret_hash and api_tokens_secret_hash.
LOAD_ME = text(
    "SELECT id, email, handle, display_name, avatar, created_at, version, email_confirmed_at, is_pending, has_password AND guest_of IS NULL AS has_password, guest_of FROM users WHERE id = current_person()"
)
CHANGE_ME = text("""
    UPDATE users SET display_name = coalesce(CAST(:display_name AS text), display_name), handle = coalesce(CAST(:handle AS text), handle),
        version = version + 1
    WHERE id = current_person() AND version = coalesce(CAST(:expected AS integer), version)
    RETURNING id, email, handle, display_name, avatar, created_at, version, email_confirmed_at, is_pending,
        has_password AND guest_of IS NULL AS has_password, guest_of
""")
# Row-level security limits these to the person's own handles and those of their own agents.
HANDLE_CHANGES = text("""
    SELECT given_up_at FROM former_user_handles
    WHERE CAST(:avee_id AS uuid) IS NULL AND user_id = current_person() AND given_up_at > now() - make_interval(days => :days)
    UNION ALL
    SELECT given_up_at FROM former_avee_handles WHERE avee_id = :avee_id AND given_up_at > now() - make_interval(days => :days)
    ORDER BY given_up_at DESC
""")
FIND_MOVED = text("SELECT find_moved_user(:handle)")
SAVE_AVATAR = text("""
    INSERT INTO avatars (user_id, id, image) VALUES (current_person(), :id, :image)
    ON CONFLICT (user_id) DO UPDATE SET id = excluded.id, image = excluded.image, created_at = now()
""")
SHOW_AVATAR = text("""
    UPDATE users SET avatar = :address, version = version + 1 WHERE id = current_person()
    RETURNING id, email, handle, display_name, avatar, created_at, version, email_confirmed_at, is_pending,
        has_password AND guest_of IS NULL AS has_password, guest_of
""")
DELETE_AVATAR = text("DELETE FROM avatars WHERE user_id = current_person()")
HIDE_AVATAR = text("UPDATE users SET avatar = NULL, version = version + 1 WHERE id = current_person() AND avatar IS NOT NULL")
GET_AVATAR = text("SELECT get_avatar(:id)")
# NULL where the try may go on; else how long to wait.
BEGIN_TRY = text("SELECT begin_password_try(:id, :email, :place, :address, :is_known, :soon, :per_day, :per_address)")
END_TRY = text("SELECT end_password_try(:id, :was_right)")
FIND_DEVICE = text("SELECT find_known_device(:email, CAST(:devices AS bytea[]))")
INSERT_DEVICE = text("INSERT INTO known_devices (user_id, secret_hash) VALUES (:user_id, :secret_hash)")
# Row-level security limits these to the person's own devices.
FORGET_DEVICES = text("""
    DELETE FROM known_devices WHERE secret_hash = ANY (CAST(:replaced AS bytea[])) OR secret_hash IN (
        SELECT secret_hash FROM known_devices ORDER BY created_at DESC, secret_hash OFFSET :kept)
""")
FORGET_ALL_DEVICES = text("DELETE FROM known_devices")
# Row-level security limits this to the person's own. Served by the primary keys.
SECONDS_LEFT = text("""
    SELECT coalesce(max(extract(epoch FROM ends.expires_at - now())), 0) FROM (
        SELECT expires_at FROM user_sessions WHERE id = :id UNION ALL SELECT expires_at FROM api_tokens WHERE id = :id) AS ends
""")
SESSION_AGE = text("SELECT extract(epoch FROM now() - created_at) FROM user_sessions WHERE id = :id AND expires_at > now()")
NOTE_TOKEN_USE = text("UPDATE api_tokens SET last_used_at = now() WHERE id = :id")
NOTE_SESSION_USE = text("UPDATE user_sessions SET last_used_at = now() WHERE id = :id")
SET_PASSWORD = text("UPDATE users SET password_hash = :password_hash WHERE id = current_person()")
CONFIRM_EMAIL = text("""
    UPDATE users SET email_confirmed_at = coalesce(email_confirmed_at, now()), is_pending = false
    WHERE id = current_person() AND lower(email) = lower(:address)
""")
CHANGE_EMAIL = text("""
    UPDATE users SET email = :address, email_confirmed_at = now(), version = version + 1 WHERE id = current_person()
""")
# Row-level security limits this to the person's own sessions.
END_OTHER_SESSIONS = text("DELETE FROM user_sessions WHERE id IS DISTINCT FROM CAST(:kept AS uuid)")
PROFILE_BY_HANDLE = text("SELECT id, handle, display_name, avatar FROM find_profile(:handle)")
INSERT_SESSION = text("""
    INSERT INTO user_sessions (id, user_id, secret_hash, expires_at, browser) VALUES (:id, :user_id, :secret_hash, :expires_at, :browser)
""")
# Row-level security limits this to the person's own.
LIST_SESSIONS = text("""
    SELECT id, browser, created_at, last_used_at, expires_at FROM user_sessions WHERE expires_at > now() ORDER BY last_used_at DESC, id DESC
""")
DELETE_SESSION = text("DELETE FROM user_sessions WHERE id = :id")
INSERT_TOKEN = text("""
    INSERT INTO api_tokens (id, user_id, name, secret_hash, scope, expires_at)
    VALUES (:id, :user_id, :name, :secret_hash, :scope, :expires_at)
    RETURNING id, name, scope, created_at, expires_at, last_used_at
""")
# Row-level security limits these to the person's own tokens.
DELETE_ENDED_TOKENS = text("DELETE FROM api_tokens WHERE expires_at < now() - interval '30 days'")
COUNT_OWN = text("SELECT count_own(:what, CAST(:avee_id AS uuid))")
LIST_TOKENS = text("SELECT id, name, scope, created_at, expires_at, last_used_at FROM api_tokens ORDER BY id")
DELETE_TOKEN = text("DELETE FROM api_tokens WHERE id = :id")

TAKEN = {
    "users_email": ("email_taken", "There is an account with this address; sign in instead."),
    "users_handle": ("handle_taken", "This handle is taken; choose another."),
}


class PostgresAccounts:
    """`ports.stores.accounts.Accounts` in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def insert_user(self, user: NewUser) -> User:
        with as_conflicts(TAKEN):
            rows = await self._connection.execute(INSERT_USER, asdict(user))
        return read_row(User, rows.mappings().one())

    async def find_pending(self, email: str) -> UUID | None:
        found: UUID | None = (await self._connection.execute(FIND_PENDING, {"email": email})).scalar_one()
        return found

    async def find_credentials(self, email: str) -> Credentials | None:
        row = (await self._connection.execute(FIND_CREDENTIALS, {"email": email})).mappings().first()
        return read_row(Credentials, row) if row else None

    async def begin_password_try(self, attempt: PasswordTry, limits: PasswordLimits) -> timedelta | None:
        values = asdict(attempt) | asdict(limits)
        wait: timedelta | None = (await self._connection.execute(BEGIN_TRY, values)).scalar_one()
        return wait

    async def end_password_try(self, try_id: UUID, was_right: bool) -> None:
        await self._connection.execute(END_TRY, {"id": try_id, "was_right": was_right})

    async def find_known_device(self, email: str, secret_hashes: Sequence[bytes]) -> bytes | None:
        values = {"email": email, "devices": list(secret_hashes)}
        found: bytes | None = (await self._connection.execute(FIND_DEVICE, values)).scalar_one()
        return found

    async def insert_device(self, user_id: UUID, secret_hash: bytes, replaced: Sequence[bytes]) -> None:
        await self._connection.execute(FORGET_DEVICES, {"replaced": list(replaced), "kept": MAX_DEVICES - 1})
        await self._connection.execute(INSERT_DEVICE, {"user_id": user_id, "secret_hash": secret_hash})

    async def load_seconds_left(self, secret_id: UUID) -> float:
        return max(0.0, float((await self._connection.execute(SECONDS_LEFT, {"id": secret_id})).scalar_one()))

    async def load_session_age(self, session_id: UUID) -> float:
        age_s = (await self._connection.execute(SESSION_AGE, {"id": session_id})).scalar_one_or_none()
        return math.inf if age_s is None else float(age_s)

    async def note_use(self, person: Person) -> None:
        await self._connection.execute(NOTE_TOKEN_USE if person.kind == "token" else NOTE_SESSION_USE, {"id": person.secret_id})

    async def count_own(self, what: Counted, avee_id: UUID | None) -> int:
        found: int = (await self._connection.execute(COUNT_OWN, {"what": what.value, "avee_id": avee_id})).scalar_one()
        return found

    async def load_me(self) -> User | None:
        row = (await self._connection.execute(LOAD_ME)).mappings().first()
        return read_row(User, row) if row else None

    async def confirm_email(self, address: str) -> None:
        with as_conflicts(TAKEN):
            await self._connection.execute(CONFIRM_EMAIL, {"address": address})

    async def change_email(self, address: str) -> None:
        with as_conflicts(TAKEN):
            await self._connection.execute(CHANGE_EMAIL, {"address": address})

    async def change_me(self, change: UserChange, expected: int | None) -> User | None:
        with as_conflicts(TAKEN):
            row = (await self._connection.execute(CHANGE_ME, asdict(change) | {"expected": expected})).mappings().first()
        return read_row(User, row) if row else None

    async def list_handle_changes(self, avee_id: UUID | None = None) -> list[datetime]:
        return list((await self._connection.execute(HANDLE_CHANGES, {"avee_id": avee_id, "days": HANDLE_DAYS})).scalars())

    async def find_moved(self, handle: str) -> str | None:
        found: str | None = (await self._connection.execute(FIND_MOVED, {"handle": handle})).scalar_one()
        return found

    async def save_avatar(self, avatar_id: UUID, image: bytes) -> User | None:
        await self._connection.execute(SAVE_AVATAR, {"id": avatar_id, "image": image})
        row = (await self._connection.execute(SHOW_AVATAR, {"address": AVATARS.format(avatar_id)})).mappings().first()
        return read_row(User, row) if row else None

    async def delete_avatar(self) -> None:
        await self._connection.execute(DELETE_AVATAR)
        await self._connection.execute(HIDE_AVATAR)

    async def load_avatar(self, avatar_id: UUID) -> bytes | None:
        found: bytes | None = (await self._connection.execute(GET_AVATAR, {"id": avatar_id})).scalar_one()
        return found

    async def set_password(self, password_hash: str, kept_session: UUID | None) -> None:
        await self._connection.execute(SET_PASSWORD, {"password_hash": password_hash})
        await self._connection.execute(END_OTHER_SESSIONS, {"kept": kept_session})
        await self._connection.execute(FORGET_ALL_DEVICES)

    async def load_profile_by_handle(self, handle: str) -> Profile | None:
        row = (await self._connection.execute(PROFILE_BY_HANDLE, {"handle": handle})).mappings().first()
        return read_row(Profile, row) if row else None

    async def insert_session(self, session_id: UUID, user_id: UUID, secret_hash: bytes, expires_at: datetime, browser: str) -> None:
        values = {"id": session_id, "user_id": user_id, "secret_hash": secret_hash, "expires_at": expires_at, "browser": browser}
        await self._connection.execute(INSERT_SESSION, values)

    async def list_sessions(self) -> list[Session]:
        return read_rows(Session, (await self._connection.execute(LIST_SESSIONS)).mappings())

    async def delete_session(self, session_id: UUID) -> bool:
        return (await self._connection.execute(DELETE_SESSION, {"id": session_id})).rowcount == 1

    async def end_other_sessions(self, kept: UUID) -> None:
        await self._connection.execute(END_OTHER_SESSIONS, {"kept": kept})

    async def insert_token(
        self, token_id: UUID, user_id: UUID, name: str, secret_hash: bytes, scope: TokenScope, expires_at: datetime
    ) -> ApiToken:
        await self._connection.execute(DELETE_ENDED_TOKENS)
        values = {
            "id": token_id,
            "user_id": user_id,
            "name": name,
            "secret_hash": secret_hash,
            "scope": scope.value,
            "expires_at": expires_at,
        }
        return read_row(ApiToken, (await self._connection.execute(INSERT_TOKEN, values)).mappings().one())

    async def list_tokens(self) -> list[ApiToken]:
        return read_rows(ApiToken, (await self._connection.execute(LIST_TOKENS)).mappings())

    async def delete_token(self, token_id: UUID) -> bool:
        return (await self._connection.execute(DELETE_TOKEN, {"id": token_id})).rowcount == 1
