"""Users, their sessions and their API tokens."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.rows import read_row, read_rows
from orchestrator.adapters.postgres.violations import as_conflicts
from orchestrator.ports.stores.accounts import ApiToken, Credentials, Profile, User

INSERT_USER = text("""
    INSERT INTO users (id, email, handle, display_name, password_hash)
    VALUES (:id, :email, :handle, :display_name, :password_hash)
    RETURNING id, email, handle, display_name, avatar, created_at
""")
FIND_CREDENTIALS = text("SELECT user_id, password_hash FROM find_credentials(:email)")
# Served by user_sessions_secret_hash and api_tokens_secret_hash.
LOAD_ME = text("SELECT id, email, handle, display_name, avatar, created_at FROM users WHERE id = current_person()")
RENAME_ME = text("""
    UPDATE users SET display_name = :display_name WHERE id = current_person()
    RETURNING id, email, handle, display_name, avatar, created_at
""")
SET_PASSWORD = text("UPDATE users SET password_hash = :password_hash WHERE id = current_person()")
# Row-level security limits this to the person's own sessions.
END_OTHER_SESSIONS = text("DELETE FROM user_sessions WHERE id <> :kept")
PROFILE_BY_HANDLE = text("SELECT id, handle, display_name, avatar FROM find_profile(:handle)")
INSERT_SESSION = text("""
    INSERT INTO user_sessions (id, user_id, secret_hash, expires_at) VALUES (:id, :user_id, :secret_hash, :expires_at)
""")
DELETE_SESSION = text("DELETE FROM user_sessions WHERE id = :id")
INSERT_TOKEN = text("""
    INSERT INTO api_tokens (id, user_id, name, secret_hash) VALUES (:id, :user_id, :name, :secret_hash)
    RETURNING id, name, created_at
""")
LIST_TOKENS = text("SELECT id, name, created_at FROM api_tokens ORDER BY id")
DELETE_TOKEN = text("DELETE FROM api_tokens WHERE id = :id")

TAKEN = {
    "users_email": ("email_taken", "There is an account with this address; sign in instead."),
    "users_handle": ("handle_taken", "This handle is taken; choose another."),
}


class PostgresAccounts:
    """`ports.stores.accounts.Accounts` in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def insert_user(self, user_id: UUID, email: str, handle: str, display_name: str, password_hash: str) -> User:
        values = {"id": user_id, "email": email, "handle": handle, "display_name": display_name, "password_hash": password_hash}
        with as_conflicts(TAKEN):
            rows = await self._connection.execute(INSERT_USER, values)
        return read_row(User, rows.mappings().one())

    async def find_credentials(self, email: str) -> Credentials | None:
        row = (await self._connection.execute(FIND_CREDENTIALS, {"email": email})).mappings().first()
        return read_row(Credentials, row) if row else None

    async def load_me(self) -> User | None:
        row = (await self._connection.execute(LOAD_ME)).mappings().first()
        return read_row(User, row) if row else None

    async def rename_me(self, display_name: str) -> User | None:
        row = (await self._connection.execute(RENAME_ME, {"display_name": display_name})).mappings().first()
        return read_row(User, row) if row else None

    async def set_password(self, password_hash: str, kept_session: UUID) -> None:
        await self._connection.execute(SET_PASSWORD, {"password_hash": password_hash})
        await self._connection.execute(END_OTHER_SESSIONS, {"kept": kept_session})

    async def load_profile_by_handle(self, handle: str) -> Profile | None:
        row = (await self._connection.execute(PROFILE_BY_HANDLE, {"handle": handle})).mappings().first()
        return read_row(Profile, row) if row else None

    async def insert_session(self, session_id: UUID, user_id: UUID, secret_hash: bytes, expires_at: datetime) -> None:
        values = {"id": session_id, "user_id": user_id, "secret_hash": secret_hash, "expires_at": expires_at}
        await self._connection.execute(INSERT_SESSION, values)

    async def delete_session(self, session_id: UUID) -> None:
        await self._connection.execute(DELETE_SESSION, {"id": session_id})

    async def insert_token(self, token_id: UUID, user_id: UUID, name: str, secret_hash: bytes) -> ApiToken:
        values = {"id": token_id, "user_id": user_id, "name": name, "secret_hash": secret_hash}
        return read_row(ApiToken, (await self._connection.execute(INSERT_TOKEN, values)).mappings().one())

    async def list_tokens(self) -> list[ApiToken]:
        return read_rows(ApiToken, (await self._connection.execute(LIST_TOKENS)).mappings())

    async def delete_token(self, token_id: UUID) -> bool:
        return (await self._connection.execute(DELETE_TOKEN, {"id": token_id})).rowcount == 1
