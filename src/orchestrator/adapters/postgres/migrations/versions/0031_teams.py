"""Teams: people with a role on an agent, invitations, notes and drafts on questions, and policies by role."""

from alembic import op

revision = "0031_teams"
down_revision = "0030_rights"

# Policies name functions, which are created before them; their bodies may name tables that come later.
FUNCTIONS = """
SET LOCAL check_function_bodies = off;
CREATE FUNCTION role_rank(p_role text) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT array_position(ARRAY['viewer', 'answerer', 'editor', 'owner'], p_role) $$;
CREATE FUNCTION team_avees(p_least text) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT id FROM avees WHERE owner_id = current_person()
    UNION ALL
    SELECT avee_id FROM team_members WHERE user_id = current_person() AND role_rank(role) >= role_rank(p_least)
$$;
CREATE FUNCTION answering_avees() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT t.id FROM (SELECT team_avees('answerer') AS id) t JOIN orchestrator_configs p ON p.avee_id = t.id
    WHERE NOT p.second_signature OR t.id IN (SELECT team_avees('editor'))
$$;
"""
TABLES = """
CREATE TABLE team_members (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    role text NOT NULL CHECK (role IN ('viewer', 'answerer', 'editor')),
    created_at timestamptz NOT NULL DEFAULT now(),
    version integer NOT NULL DEFAULT 1,
    PRIMARY KEY (avee_id, user_id)
);
CREATE INDEX team_members_user_id ON team_members (user_id);

ALTER TABLE team_members ENABLE ROW LEVEL SECURITY;
ALTER TABLE team_members FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON team_members TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON team_members FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY owner_changes ON team_members FOR UPDATE
    USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));
CREATE POLICY owner_removes ON team_members FOR DELETE USING (avee_id IN (SELECT owned_avees()));
CREATE POLICY member_leaves ON team_members FOR DELETE USING (user_id = (SELECT current_person()));


CREATE TABLE team_invitations (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    id uuid NOT NULL,
    email text NOT NULL,
    role text NOT NULL CHECK (role IN ('viewer', 'answerer', 'editor', 'owner')),
    secret_hash bytea NOT NULL,
    mail_id uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    accepted_at timestamptz,
    PRIMARY KEY (avee_id, id)
);
CREATE INDEX team_invitations_secret_hash ON team_invitations (secret_hash);
CREATE UNIQUE INDEX team_invitations_email ON team_invitations (avee_id, lower(email)) WHERE accepted_at IS NULL;

ALTER TABLE team_invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE team_invitations FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON team_invitations TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY owner ON team_invitations
    USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));


CREATE TABLE question_notes (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    escalation_id uuid NOT NULL,
    user_id uuid REFERENCES users ON DELETE SET NULL,
    content text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, escalation_id) REFERENCES escalation_queue ON DELETE CASCADE
);
CREATE INDEX question_notes_escalation ON question_notes (avee_id, escalation_id, id);
CREATE INDEX question_notes_user_id ON question_notes (user_id);

ALTER TABLE question_notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE question_notes FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON question_notes TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON question_notes FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY answerers_write ON question_notes FOR INSERT WITH CHECK (
    user_id = (SELECT current_person()) AND avee_id IN (SELECT team_avees('answerer')));
CREATE POLICY author_deletes ON question_notes FOR DELETE USING (
    user_id = (SELECT current_person()) AND avee_id IN (SELECT team_avees('answerer')));


CREATE TABLE answer_drafts (
    avee_id uuid NOT NULL,
    escalation_id uuid NOT NULL,
    answer text NOT NULL,
    version integer NOT NULL DEFAULT 1,
    edited_by uuid REFERENCES users ON DELETE SET NULL,
    edited_at timestamptz NOT NULL DEFAULT now(),
    proposed_by uuid REFERENCES users ON DELETE SET NULL,
    proposed_at timestamptz,
    PRIMARY KEY (avee_id, escalation_id),
    FOREIGN KEY (avee_id, escalation_id) REFERENCES escalation_queue ON DELETE CASCADE
);
CREATE INDEX answer_drafts_edited_by ON answer_drafts (edited_by);
CREATE INDEX answer_drafts_proposed_by ON answer_drafts (proposed_by) WHERE proposed_by IS NOT NULL;

ALTER TABLE answer_drafts ENABLE ROW LEVEL SECURITY;
ALTER TABLE answer_drafts FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON answer_drafts TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON answer_drafts FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY answerers ON answer_drafts
    USING (avee_id IN (SELECT team_avees('answerer')))
    WITH CHECK (avee_id IN (SELECT team_avees('answerer')) AND edited_by = (SELECT current_person()));


CREATE TABLE question_openings (
    avee_id uuid NOT NULL,
    escalation_id uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    is_writing boolean NOT NULL,
    noted_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, escalation_id, user_id),
    FOREIGN KEY (avee_id, escalation_id) REFERENCES escalation_queue ON DELETE CASCADE
);
CREATE INDEX question_openings_user_id ON question_openings (user_id);

ALTER TABLE question_openings ENABLE ROW LEVEL SECURITY;
ALTER TABLE question_openings FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON question_openings TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON question_openings FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY myself ON question_openings
    USING (user_id = (SELECT current_person()) AND avee_id IN (SELECT team_avees('viewer')))
    WITH CHECK (user_id = (SELECT current_person()) AND avee_id IN (SELECT team_avees('viewer')));

"""
CHANGES = """
DROP POLICY creator_delivers ON answer_deliveries;
CREATE POLICY answerers_deliver ON answer_deliveries FOR INSERT WITH CHECK (
    NOT is_reuse AND avee_id IN (SELECT team_avees('answerer')));
CREATE POLICY answerers_add ON phrasings FOR INSERT WITH CHECK (avee_id IN (SELECT team_avees('answerer')));
CREATE POLICY answerers_add ON answer_examples FOR INSERT WITH CHECK (avee_id IN (SELECT team_avees('answerer')));
DROP POLICY creator_escalated ON conversations;
CREATE POLICY team_reads ON conversations FOR SELECT
    USING (kind = 'agent' AND avee_id IN (SELECT team_avees('viewer')));
DROP POLICY creator_escalated ON messages;
CREATE POLICY team_reads ON messages FOR SELECT
    USING (avee_id IN (SELECT team_avees('viewer'))
           AND EXISTS (SELECT 1 FROM conversations c WHERE c.avee_id = messages.avee_id AND c.id = messages.conversation_id
                       AND c.kind = 'agent'));
DROP POLICY creator_writes ON messages;
CREATE POLICY answerers_write ON messages FOR INSERT WITH CHECK (
    avee_id IN (SELECT team_avees('answerer')) AND role IN ('creator', 'agent') AND find_asker(avee_id, conversation_id) = user_id
    AND (role <> 'creator' OR avee_id IN (SELECT answering_avees())));
ALTER TABLE messages ADD COLUMN author_id uuid REFERENCES users ON DELETE SET NULL;
CREATE INDEX messages_author_id ON messages (author_id) WHERE author_id IS NOT NULL;
DROP POLICY creator ON escalation_queue;
CREATE POLICY team_reads ON escalation_queue FOR SELECT
    USING (accepted_at IS NOT NULL AND avee_id IN (SELECT team_avees('viewer')));
DROP POLICY creator_moves ON escalation_queue;
CREATE POLICY answerers_move ON escalation_queue FOR UPDATE
    USING (accepted_at IS NOT NULL AND avee_id IN (SELECT team_avees('answerer')))
    WITH CHECK (accepted_at IS NOT NULL AND status <> 'pending' AND avee_id IN (SELECT team_avees('answerer'))
        AND (status <> 'answered' OR avee_id IN (SELECT answering_avees())));
ALTER TABLE escalation_queue ADD COLUMN assigned_to uuid REFERENCES users ON DELETE SET NULL,
    ADD COLUMN answered_by uuid REFERENCES users ON DELETE SET NULL,
    ADD COLUMN signed_by uuid REFERENCES users ON DELETE SET NULL;
CREATE INDEX escalation_queue_assigned_to ON escalation_queue (assigned_to) WHERE assigned_to IS NOT NULL;
CREATE INDEX escalation_queue_answered_by ON escalation_queue (answered_by) WHERE answered_by IS NOT NULL;
CREATE INDEX escalation_queue_signed_by ON escalation_queue (signed_by) WHERE signed_by IS NOT NULL;
CREATE POLICY team_reads ON avees FOR SELECT USING (id IN (SELECT team_avees('viewer')));
CREATE POLICY editors ON avees FOR UPDATE USING (id IN (SELECT team_avees('editor'))) WITH CHECK (id IN (SELECT team_avees('editor')));
ALTER TABLE orchestrator_configs ADD COLUMN second_signature boolean NOT NULL DEFAULT false;
DROP POLICY creator ON banks;
CREATE POLICY team_reads ON banks FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
DROP POLICY creator ON search_vectors;
CREATE POLICY team_reads ON search_vectors FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
DROP POLICY creator_reads ON borderline_matches;
CREATE POLICY team_reads ON borderline_matches FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
DROP POLICY creator_reads ON multilingual_vectors;
CREATE POLICY team_reads ON multilingual_vectors FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
DROP POLICY creator ON asked_questions;
CREATE POLICY team_reads ON asked_questions FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
DROP POLICY creator_reads ON uncompared_answers;
CREATE POLICY team_reads ON uncompared_answers FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
DROP POLICY creator ON uncounted_reuses;
CREATE POLICY team_reads ON uncounted_reuses FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
DROP POLICY creator ON canonical_answer_versions;
CREATE POLICY team_reads ON canonical_answer_versions FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
DROP POLICY creator ON answer_deliveries;
CREATE POLICY team_reads ON answer_deliveries FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
DROP POLICY creator ON orchestrator_decisions;
CREATE POLICY team_reads ON orchestrator_decisions FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
DROP POLICY creator_reads ON close_questions;
CREATE POLICY team_reads ON close_questions FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
DROP POLICY creator ON decision_feedback;
CREATE POLICY team_reads ON decision_feedback FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
DROP POLICY creator_reads ON trust_cards;
CREATE POLICY team_reads ON trust_cards FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
DROP POLICY creator ON canonical_answers;
CREATE POLICY team_reads ON canonical_answers FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY editors ON canonical_answers
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));
DROP POLICY creator ON answer_conflicts;
CREATE POLICY team_reads ON answer_conflicts FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY editors ON answer_conflicts
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));
DROP POLICY creator ON answer_examples;
CREATE POLICY team_reads ON answer_examples FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY editors ON answer_examples
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));
DROP POLICY creator ON phrasings;
CREATE POLICY team_reads ON phrasings FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY editors ON phrasings
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));
DROP POLICY creator ON orchestrator_config_versions;
CREATE POLICY team_reads ON orchestrator_config_versions FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY editors ON orchestrator_config_versions
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));
DROP POLICY creator ON orchestrator_configs;
CREATE POLICY team_reads ON orchestrator_configs FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY editors ON orchestrator_configs
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));
DROP POLICY creator ON passages;
CREATE POLICY team_reads ON passages FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY editors ON passages
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));
DROP POLICY creator ON documents;
CREATE POLICY team_reads ON documents FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY editors ON documents
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));
DROP POLICY creator ON passage_sentences;
CREATE POLICY team_reads ON passage_sentences FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY editors ON passage_sentences
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));
DROP POLICY creator ON trust_states;
CREATE POLICY team_reads ON trust_states FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY editors ON trust_states
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));
DROP POLICY creator ON avee_members;
CREATE POLICY team_reads ON avee_members FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY editors ON avee_members
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));
DROP POLICY creator ON metric_counts;
CREATE POLICY team ON metric_counts
    USING (avee_id IN (SELECT team_avees('viewer')))
    WITH CHECK (avee_id IN (SELECT team_avees('viewer')));
DROP POLICY creator_judges ON borderline_matches;
CREATE POLICY editors_judge ON borderline_matches FOR UPDATE
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));
DROP POLICY creator_embeds ON multilingual_vectors;
CREATE POLICY editors_embed ON multilingual_vectors FOR UPDATE
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));
DROP POLICY creator_judges ON trust_cards;
CREATE POLICY editors_judge ON trust_cards FOR UPDATE
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));
DROP POLICY creator_compares ON uncompared_answers;
CREATE POLICY editors_compare ON uncompared_answers FOR DELETE USING (avee_id IN (SELECT team_avees('editor')));
DROP POLICY creator ON agent_audit;
CREATE POLICY team_reads ON agent_audit FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
DROP POLICY creator ON past_counts;
CREATE POLICY team_reads ON past_counts FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
DROP FUNCTION escalated_conversations();
ALTER TABLE mails DROP CONSTRAINT mails_kind_check;
ALTER TABLE mails ADD CONSTRAINT mails_kind_check
    CHECK (kind IN ('confirmation', 'password_reset', 'new_address', 'address_changed', 'invitation', 'answers', 'digest', 'guest_return'));
ALTER TABLE notifications DROP CONSTRAINT notifications_kind_check;
ALTER TABLE notifications ADD CONSTRAINT notifications_kind_check CHECK (kind IN (
    'question_accepted', 'assigned', 'answered', 'declined', 'expired', 'corrected', 'asker_wrote', 'trust_voided', 'webhook_disabled'));
UPDATE notification_settings SET kinds = kinds || '["assigned"]' WHERE kinds ? 'question_accepted';
"""


def upgrade() -> None:
    op.execute(FUNCTIONS)
    op.execute(TABLES)
    op.execute(CHANGES)
