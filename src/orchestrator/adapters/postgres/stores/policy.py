"""The policy of each avee, and all its saved versions."""

import json
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.rows import read_row
from orchestrator.domain.errors import Stale
from orchestrator.domain.policy.policy import Policy, read_policy, show_policy
from orchestrator.ports.stores.policy import PolicyVersion

LOAD_POLICY = text("SELECT * FROM orchestrator_configs WHERE avee_id = :avee_id AND avee_id IN (SELECT team_avees('viewer'))")
# The condition on the version makes check and change one step: of two saves from one version, the second changes no
# row.
SAVE_POLICY = text("""
    WITH saved AS (
        UPDATE orchestrator_configs SET version = version + 1,
            escalation_enabled = :escalation_enabled, max_escalations_per_day = :max_escalations_per_day,
            max_escalations_per_week = :max_escalations_per_week,
            auto_answer_confidence_threshold = :auto_answer_confidence_threshold,
            canonical_match_threshold = :canonical_match_threshold, novelty_threshold = :novelty_threshold,
            complexity_threshold = :complexity_threshold, vagueness_threshold = :vagueness_threshold,
            clarification_enabled = :clarification_enabled, max_clarifications_running = :max_clarifications_running,
            blocked_topics = CAST(:blocked_topics AS jsonb), allowed_user_tiers = CAST(:allowed_user_tiers AS jsonb),
            availability_windows = CAST(:availability_windows AS jsonb), offer_valid_hours = :offer_valid_hours,
            expected_response_hours = :expected_response_hours, answer_deadline_hours = :answer_deadline_hours,
            chat_model = :chat_model, temperature = :temperature, abuse_rules_enabled = :abuse_rules_enabled,
            moderation_failure = :moderation_failure, trust_mode = :trust_mode, wrong_answers_target = :wrong_answers_target,
            trust_cards_per_day = :trust_cards_per_day, model_confirms_matches = :model_confirms_matches,
            second_signature = :second_signature,
            direct_messages_enabled = :direct_messages_enabled, direct_message_tiers = CAST(:direct_message_tiers AS jsonb),
            max_direct_messages_per_day = :max_direct_messages_per_day,
            max_direct_messages_per_person = :max_direct_messages_per_person,
            guests_enabled = :guests_enabled, guest_messages_per_day = :guest_messages_per_day,
            guest_escalations_per_day = :guest_escalations_per_day, guest_escalations_per_week = :guest_escalations_per_week,
            retention_days = :retention_days
        WHERE avee_id = :avee_id AND version = coalesce(CAST(:expected_version AS integer), version)
        RETURNING *),
    kept AS (
        INSERT INTO orchestrator_config_versions (avee_id, version, config, saved_by, restored_version)
        SELECT avee_id, version, to_jsonb(saved), current_person(), CAST(:restored_version AS integer) FROM saved)
    SELECT * FROM saved
""")
# Served by the primary key.
LIST_VERSIONS = text("""
    SELECT v.version, v.config, v.created_at, v.restored_version, v.saved_by, p.handle AS saved_by_handle, p.display_name AS saved_by_name
    FROM orchestrator_config_versions v LEFT JOIN LATERAL get_profiles(ARRAY[v.saved_by]) p ON true
    WHERE v.avee_id = :avee_id AND v.avee_id IN (SELECT team_avees('viewer')) AND v.version < coalesce(CAST(:before AS integer), 2147483647)
    ORDER BY v.version DESC LIMIT :limit
""")

JSON_COLUMNS = ("blocked_topics", "allowed_user_tiers", "direct_message_tiers", "availability_windows")


class PostgresPolicies:
    """`ports.stores.policy.Policies` in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def load_policy(self, avee_id: UUID) -> Policy | None:
        row = (await self._connection.execute(LOAD_POLICY, {"avee_id": avee_id})).mappings().first()
        return read_policy({**row}) if row else None

    async def save_policy(
        self, avee_id: UUID, policy: Policy, expected_version: int | None, restored_version: int | None = None
    ) -> Policy | None:
        columns = show_policy(policy)
        values = columns | {
            "avee_id": avee_id,
            "expected_version": expected_version,
            "restored_version": restored_version,
            **{name: json.dumps(columns[name]) for name in JSON_COLUMNS},
        }
        row = (await self._connection.execute(SAVE_POLICY, values)).mappings().first()
        if row:
            return read_policy({**row})
        current = await self.load_policy(avee_id)
        if current is None:
            return None
        raise Stale(
            "policy_changed", f"The settings were changed meanwhile; version {current.version} is the newest.", version=current.version
        )

    async def list_versions(self, avee_id: UUID, before: int | None, limit: int) -> list[PolicyVersion]:
        values = {"avee_id": avee_id, "before": before, "limit": limit}
        rows = (await self._connection.execute(LIST_VERSIONS, values)).mappings()
        return [read_row(PolicyVersion, {**row, "policy": read_policy(row["config"])}) for row in rows]
