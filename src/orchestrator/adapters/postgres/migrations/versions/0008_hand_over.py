"""Threads in the creator's inbox with what is unread, newer offers that close older ones, rules for direct messages.

What stored data meant stays as it was: rules without a window still mean any time. The tiers that nobody ever chose
become the new default, in the versions too, so that restoring one does not shut paying members out.
"""

from alembic import op

revision = "0008_hand_over"
down_revision = "0006_sign_in_and_versions"

STATEMENTS = (
    # Their result has changed.
    "DROP FUNCTION get_public_avees(text, uuid[])",
    "DROP FUNCTION hand_back_conversation(uuid)",
    "ALTER TABLE conversations ADD COLUMN taken_over_at timestamptz",
    "CREATE INDEX conversations_taken_over ON conversations (avee_id, id) WHERE taken_over_at IS NOT NULL",
    """
    CREATE TABLE conversation_reads (
        avee_id uuid NOT NULL,
        conversation_id uuid NOT NULL,
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        last_read_id uuid NOT NULL,
        PRIMARY KEY (avee_id, conversation_id, user_id),
        FOREIGN KEY (avee_id, conversation_id) REFERENCES conversations ON DELETE CASCADE
    )
    """,
    "CREATE INDEX conversation_reads_user_id ON conversation_reads (user_id)",
    "ALTER TABLE conversation_reads ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE conversation_reads FORCE ROW LEVEL SECURITY",
    "CREATE POLICY schema_owner ON conversation_reads TO CURRENT_USER USING (true) WITH CHECK (true)",
    """
    CREATE POLICY myself ON conversation_reads USING (user_id = (SELECT current_person())) WITH CHECK (
        user_id = (SELECT current_person())
        AND EXISTS (SELECT 1 FROM conversations c
                    WHERE c.avee_id = conversation_reads.avee_id AND c.id = conversation_reads.conversation_id))
    """,
    # Threads in which a creator wrote and that they did not hand back: what came after their last message is unread.
    """
    UPDATE conversations c SET taken_over_at = w.at
    FROM (SELECT avee_id, conversation_id, max(created_at) AS at FROM messages
          WHERE role = 'creator' AND kind = 'message' GROUP BY avee_id, conversation_id) w
    WHERE w.avee_id = c.avee_id AND w.conversation_id = c.id AND c.kind = 'agent' AND c.agent_silenced_until IS NOT NULL
    """,
    """
    INSERT INTO conversation_reads (avee_id, conversation_id, user_id, last_read_id)
    SELECT DISTINCT ON (m.avee_id, m.conversation_id) m.avee_id, m.conversation_id, a.owner_id, m.id
    FROM messages m JOIN avees a ON a.id = m.avee_id WHERE m.role = 'creator' AND m.kind = 'message'
    ORDER BY m.avee_id, m.conversation_id, m.id DESC
    """,
    # Askers have read what they have.
    """
    INSERT INTO conversation_reads (avee_id, conversation_id, user_id, last_read_id)
    SELECT DISTINCT ON (avee_id, conversation_id) avee_id, conversation_id, user_id, id FROM messages
    ORDER BY avee_id, conversation_id, id DESC
    ON CONFLICT DO NOTHING
    """,
    "ALTER TABLE escalation_queue ADD COLUMN replaced_by uuid, ADD COLUMN hours_from_answers boolean NOT NULL DEFAULT false",
    """
    UPDATE escalation_queue q SET hours_from_answers = true
    WHERE q.status IN ('pending', 'accepted') AND (
        SELECT count(*) FROM escalation_queue a
        WHERE a.avee_id = q.avee_id AND a.status = 'answered' AND a.answered_at < q.offered_at) >= 3
    """,
    """
    UPDATE escalation_queue q SET status = 'expired', expired_at = now(), replaced_by = n.id
    FROM (SELECT DISTINCT ON (avee_id, conversation_id) avee_id, conversation_id, id, message_id FROM escalation_queue
          WHERE status = 'pending' ORDER BY avee_id, conversation_id, offered_at DESC, id DESC) n
    WHERE n.avee_id = q.avee_id AND n.conversation_id = q.conversation_id AND q.status = 'pending' AND q.message_id <> n.message_id
    """,
    """
    ALTER TABLE orchestrator_configs
        ALTER COLUMN allowed_user_tiers SET DEFAULT '["free", "follower", "paid"]',
        ADD COLUMN direct_messages_enabled boolean NOT NULL DEFAULT true,
        ADD COLUMN direct_message_tiers jsonb NOT NULL DEFAULT '["free", "follower", "paid"]',
        ADD COLUMN max_direct_messages_per_day integer NOT NULL DEFAULT 50 CHECK (max_direct_messages_per_day >= 0),
        ADD COLUMN max_direct_messages_per_person integer NOT NULL DEFAULT 10 CHECK (max_direct_messages_per_person >= 0)
    """,
    """
    CREATE TEMPORARY TABLE never_chosen ON COMMIT DROP AS
    SELECT c.avee_id FROM orchestrator_configs c
    WHERE c.allowed_user_tiers = '["free", "follower"]' AND NOT EXISTS (
        SELECT 1 FROM orchestrator_config_versions v
        WHERE v.avee_id = c.avee_id AND v.config -> 'allowed_user_tiers' <> '["free", "follower"]')
    """,
    """
    UPDATE orchestrator_configs SET allowed_user_tiers = '["free", "follower", "paid"]'
    WHERE avee_id IN (SELECT avee_id FROM never_chosen)
    """,
    """
    UPDATE orchestrator_config_versions SET config = config || '{"allowed_user_tiers": ["free", "follower", "paid"]}'
    WHERE avee_id IN (SELECT avee_id FROM never_chosen)
    """,
    "DROP TABLE never_chosen",
    """
    UPDATE orchestrator_config_versions SET config = config || '{"direct_messages_enabled": true,
        "direct_message_tiers": ["free", "follower", "paid"], "max_direct_messages_per_day": 50, "max_direct_messages_per_person": 10}'
    """,
    # Without a window, questions were taken at any time. From now on that is said.
    """
    UPDATE orchestrator_configs SET availability_windows = availability_windows || '{"anytime": true}'
    WHERE availability_windows <> '{}' AND NOT availability_windows @? '$.weekly.*[*]'
    """,
    """
    UPDATE orchestrator_config_versions
    SET config = jsonb_set(config, '{availability_windows}', config -> 'availability_windows' || '{"anytime": true}')
    WHERE config -> 'availability_windows' <> '{}' AND NOT config -> 'availability_windows' @? '$.weekly.*[*]'
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
