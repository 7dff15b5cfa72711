"""Teams of agents, and what they do about a question."""

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.rows import read_row, read_rows
from orchestrator.domain.accounts.team import TeamRole
from orchestrator.ports.stores.teams import Draft, FoundInvitation, Invitation, InvitationMail, NewInvitation, Note, Opening, Teammate

# Served by the primary keys.
LIST_TEAM = text("""
    SELECT t.user_id, p.handle, p.display_name, p.avatar, t.role, t.since, t.version
    FROM (SELECT owner_id AS user_id, 'owner' AS role, created_at AS since, 1 AS version FROM avees WHERE id = :avee_id
          UNION ALL
          SELECT user_id, role, created_at, version FROM team_members WHERE avee_id = :avee_id) t
    JOIN LATERAL get_profiles(ARRAY[t.user_id]) p ON true
    ORDER BY t.role <> 'owner', p.handle
""")
SAVE_ROLE = text("""
    UPDATE team_members SET role = :role, version = version + 1
    WHERE avee_id = :avee_id AND user_id = :user_id AND version = coalesce(CAST(:expected AS integer), version)
""")
REMOVE = text("DELETE FROM team_members WHERE avee_id = :avee_id AND user_id = :user_id")
LIST_INVITATIONS = text("""
    SELECT i.id, i.email, i.role, i.created_at, i.expires_at, coalesce(m.status, 'dropped') AS mail_status
    FROM team_invitations i LEFT JOIN mails m ON m.user_id = current_person() AND m.id = i.mail_id
    WHERE i.avee_id = :avee_id AND i.accepted_at IS NULL AND i.expires_at > now() ORDER BY i.id DESC
""")
LOCK_INVITING = text("SELECT pg_advisory_xact_lock(hashtextextended(current_person()::text, 7305115))")
COUNT_INVITED = text("""
    SELECT count(*) FROM mails WHERE user_id = current_person() AND kind = 'invitation' AND created_at > now() - interval '1 hour'
""")
REPLACE_INVITATION = text("""
    DELETE FROM team_invitations WHERE avee_id = :avee_id AND lower(email) = lower(:email) AND accepted_at IS NULL
""")
INSERT_INVITATION = text("""
    INSERT INTO team_invitations (avee_id, id, email, role, secret_hash, mail_id, expires_at)
    VALUES (:avee_id, :id, :email, :role, :secret_hash, :mail_id, :expires_at)
""")
DELETE_INVITATION = text("DELETE FROM team_invitations WHERE avee_id = :avee_id AND id = :id AND accepted_at IS NULL")
INVITATION_MAIL = text("""
    SELECT i.id, a.display_name AS agent, i.role, p.display_name AS invited_by
    FROM team_invitations i JOIN avees a ON a.id = i.avee_id JOIN LATERAL get_profiles(ARRAY[a.owner_id]) p ON true
    WHERE i.mail_id = :mail_id AND i.accepted_at IS NULL AND i.expires_at > now() AND a.owner_id = current_person()
""")
FIND_INVITATION = text("SELECT avee_id, id, agent, handle, role, invited_by, is_used, is_expired FROM find_invitation(:secret_hash)")
ACCEPT_INVITATION = text("SELECT avee_id, role FROM accept_invitation(:secret_hash)")

ASSIGN = text("""
    UPDATE escalation_queue SET assigned_to = CAST(:user_id AS uuid)
    WHERE avee_id = :avee_id AND id = :id AND (CAST(:user_id AS uuid) IS NULL OR CAST(:user_id AS uuid) IN (
        SELECT owner_id FROM avees WHERE id = :avee_id
        UNION ALL SELECT user_id FROM team_members WHERE avee_id = :avee_id AND role <> 'viewer'))
""")
# Served by question_notes_escalation.
LIST_NOTES = text("""
    SELECT n.id, n.content, n.created_at, p.display_name AS author, n.user_id IS NOT DISTINCT FROM current_person() AS is_own
    FROM question_notes n LEFT JOIN LATERAL get_profiles(ARRAY[n.user_id]) p ON true
    WHERE n.avee_id = :avee_id AND n.escalation_id = :id ORDER BY n.id
""")
ADD_NOTE = text("""
    INSERT INTO question_notes (avee_id, id, escalation_id, user_id, content) VALUES (:avee_id, :note_id, :id, current_person(), :content)
""")
DELETE_NOTE = text("DELETE FROM question_notes WHERE avee_id = :avee_id AND id = :id AND user_id = current_person()")
# Served by the primary key.
LOAD_DRAFT = text("""
    SELECT d.answer, d.version, d.edited_at, e.display_name AS editor, d.proposed_at, d.proposed_by, p.display_name AS proposer
    FROM answer_drafts d
    LEFT JOIN LATERAL get_profiles(ARRAY[d.edited_by]) e ON true
    LEFT JOIN LATERAL get_profiles(ARRAY[d.proposed_by]) p ON true
    WHERE d.avee_id = :avee_id AND d.escalation_id = :id
""")
SAVE_DRAFT = text("""
    INSERT INTO answer_drafts AS d (avee_id, escalation_id, answer, edited_by, proposed_by, proposed_at)
    SELECT :avee_id, :id, :answer, current_person(), CASE WHEN :is_proposed THEN current_person() END, CASE WHEN :is_proposed THEN now() END
    WHERE coalesce(CAST(:expected AS integer), 0) = 0
        OR EXISTS (SELECT 1 FROM answer_drafts WHERE avee_id = :avee_id AND escalation_id = :id)
    ON CONFLICT (avee_id, escalation_id) DO UPDATE SET answer = excluded.answer, version = d.version + 1, edited_by = excluded.edited_by,
        edited_at = now(), proposed_by = excluded.proposed_by, proposed_at = excluded.proposed_at
        WHERE d.version = coalesce(CAST(:expected AS integer), d.version)
""")
DELETE_DRAFTS = text("DELETE FROM answer_drafts WHERE avee_id = :avee_id AND escalation_id = ANY(:ids)")
NOTE_OPENING = text("""
    INSERT INTO question_openings AS o (avee_id, escalation_id, user_id, is_writing) VALUES (:avee_id, :id, current_person(), :is_writing)
    ON CONFLICT (avee_id, escalation_id, user_id) DO UPDATE SET is_writing = excluded.is_writing, noted_at = now()
""")
END_OPENING = text("""
    DELETE FROM question_openings WHERE avee_id = :avee_id AND escalation_id = :id
    AND (user_id = current_person() OR noted_at < now() - interval '1 hour')
""")
LIST_OPENINGS = text("""
    SELECT o.user_id, p.display_name, o.is_writing FROM question_openings o JOIN LATERAL get_profiles(ARRAY[o.user_id]) p ON true
    WHERE o.avee_id = :avee_id AND o.escalation_id = :id AND o.user_id <> current_person() AND o.noted_at > now() - interval '1 minute'
    ORDER BY NOT o.is_writing, p.display_name
""")


class PostgresTeams:
    """`ports.stores.teams.Teams` in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def list_team(self, avee_id: UUID) -> list[Teammate]:
        return read_rows(Teammate, (await self._connection.execute(LIST_TEAM, {"avee_id": avee_id})).mappings())

    async def save_role(self, avee_id: UUID, user_id: UUID, role: TeamRole, expected: int | None) -> bool:
        values = {"avee_id": avee_id, "user_id": user_id, "role": role.value, "expected": expected}
        return (await self._connection.execute(SAVE_ROLE, values)).rowcount == 1

    async def remove(self, avee_id: UUID, user_id: UUID) -> bool:
        return (await self._connection.execute(REMOVE, {"avee_id": avee_id, "user_id": user_id})).rowcount == 1

    async def list_invitations(self, avee_id: UUID) -> list[Invitation]:
        return read_rows(Invitation, (await self._connection.execute(LIST_INVITATIONS, {"avee_id": avee_id})).mappings())

    async def count_invited(self) -> int:
        await self._connection.execute(LOCK_INVITING)
        found: int = (await self._connection.execute(COUNT_INVITED)).scalar_one()
        return found

    async def insert_invitation(self, avee_id: UUID, new: NewInvitation) -> None:
        await self._connection.execute(REPLACE_INVITATION, {"avee_id": avee_id, "email": new.email})
        await self._connection.execute(INSERT_INVITATION, asdict(new) | {"avee_id": avee_id, "role": new.role.value})

    async def delete_invitation(self, avee_id: UUID, invitation_id: UUID) -> bool:
        return (await self._connection.execute(DELETE_INVITATION, {"avee_id": avee_id, "id": invitation_id})).rowcount == 1

    async def load_invitation_mail(self, mail_id: UUID) -> InvitationMail | None:
        row = (await self._connection.execute(INVITATION_MAIL, {"mail_id": mail_id})).mappings().first()
        return read_row(InvitationMail, row) if row else None

    async def find_invitation(self, secret_hash: bytes) -> FoundInvitation | None:
        row = (await self._connection.execute(FIND_INVITATION, {"secret_hash": secret_hash})).mappings().first()
        return read_row(FoundInvitation, row) if row else None

    async def accept_invitation(self, secret_hash: bytes) -> tuple[UUID, TeamRole] | None:
        row = (await self._connection.execute(ACCEPT_INVITATION, {"secret_hash": secret_hash})).first()
        return (row.avee_id, TeamRole(row.role)) if row else None


class PostgresTeamwork:
    """`ports.stores.teams.Teamwork` in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def assign(self, avee_id: UUID, escalation_id: UUID, user_id: UUID | None) -> bool:
        values = {"avee_id": avee_id, "id": escalation_id, "user_id": user_id}
        return (await self._connection.execute(ASSIGN, values)).rowcount == 1

    async def list_notes(self, avee_id: UUID, escalation_id: UUID) -> list[Note]:
        values = {"avee_id": avee_id, "id": escalation_id}
        return read_rows(Note, (await self._connection.execute(LIST_NOTES, values)).mappings())

    async def add_note(self, avee_id: UUID, escalation_id: UUID, note_id: UUID, content: str) -> None:
        values = {"avee_id": avee_id, "id": escalation_id, "note_id": note_id, "content": content}
        await self._connection.execute(ADD_NOTE, values)

    async def delete_note(self, avee_id: UUID, note_id: UUID) -> bool:
        return (await self._connection.execute(DELETE_NOTE, {"avee_id": avee_id, "id": note_id})).rowcount == 1

    async def load_draft(self, avee_id: UUID, escalation_id: UUID) -> Draft | None:
        row = (await self._connection.execute(LOAD_DRAFT, {"avee_id": avee_id, "id": escalation_id})).mappings().first()
        return read_row(Draft, row) if row else None

    async def save_draft(self, avee_id: UUID, escalation_id: UUID, answer: str, expected: int | None, is_proposed: bool) -> bool:
        values = {"avee_id": avee_id, "id": escalation_id, "answer": answer, "expected": expected, "is_proposed": is_proposed}
        return (await self._connection.execute(SAVE_DRAFT, values)).rowcount == 1

    async def delete_drafts(self, avee_id: UUID, escalation_ids: Sequence[UUID]) -> None:
        await self._connection.execute(DELETE_DRAFTS, {"avee_id": avee_id, "ids": list(escalation_ids)})

    async def note_opening(self, avee_id: UUID, escalation_id: UUID, is_writing: bool) -> None:
        await self._connection.execute(NOTE_OPENING, {"avee_id": avee_id, "id": escalation_id, "is_writing": is_writing})

    async def end_opening(self, avee_id: UUID, escalation_id: UUID) -> None:
        await self._connection.execute(END_OPENING, {"avee_id": avee_id, "id": escalation_id})

    async def list_openings(self, avee_id: UUID, escalation_id: UUID) -> list[Opening]:
        values = {"avee_id": avee_id, "id": escalation_id}
        return read_rows(Opening, (await self._connection.execute(LIST_OPENINGS, values)).mappings())
