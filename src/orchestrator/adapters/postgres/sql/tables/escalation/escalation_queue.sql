-- Escalations, from the offer to the answer.
CREATE TABLE escalation_queue (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    message_id uuid NOT NULL,
    original_message text NOT NULL,
    context_summary text NOT NULL DEFAULT '',
    escalation_reason text NOT NULL CHECK (escalation_reason IN ('novel', 'strategic', 'complex')),
    status text NOT NULL DEFAULT 'pending'
        CHECK (status IN ('pending', 'accepted', 'answered', 'declined', 'expired')),
    expected_response_hours double precision NOT NULL,
    remaining_today integer NOT NULL,
    offered_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    accepted_at timestamptz,
    answered_at timestamptz,
    creator_answer text,
    answer_layer layer,
    embedding halfvec({width}) NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    -- The question without its manners, where it has some; the creator may edit it. Shown to nobody else.
    question_pattern text,
    pattern_embedding halfvec({width}),
    -- Whether the answer may be served to others.
    reuse boolean NOT NULL DEFAULT true,
    answer_expires_at timestamptz,
    answer_message_id uuid,
    deferred_at timestamptz,
    declined_at timestamptz,
    declined_by text CHECK (declined_by IN ('asker', 'creator')),
    decline_reason text,
    deadline_at timestamptz,
    expired_at timestamptz,
    -- Questions that ask the same share the id of the one that came first.
    group_id uuid,
    -- An answer to the group that failed the check for this member: a draft for the creator to confirm.
    draft_answer text,
    -- Does not count against the limits: it joined a waiting question, follows a wrong answer, or was withdrawn at once.
    free_of_quota boolean NOT NULL DEFAULT false,
    -- When the creator first opened the question; the time spent on an answer is then measured instead of estimated.
    opened_at timestamptz,
    -- The newer offer of the thread that closed this one.
    replaced_by uuid,
    -- Whether expected_response_hours comes from the creator's earlier answers. If not, it is what the rules say.
    hours_from_answers boolean NOT NULL DEFAULT false,
    -- What the asker added after the question was accepted, one message after the other; the creator reads it as context.
    additions text NOT NULL DEFAULT '',
    -- Who of the team is to answer it; NULL for whoever comes first.
    assigned_to uuid REFERENCES users ON DELETE SET NULL,
    -- Who of the team wrote the answer, and who sent it where that is somebody else.
    answered_by uuid REFERENCES users ON DELETE SET NULL,
    signed_by uuid REFERENCES users ON DELETE SET NULL,
    -- What it costs the asker, in minor units of the currency, as the offer said; 0 with a currency: one of those that a tier has free.
    price_amount bigint NOT NULL DEFAULT 0 CHECK (price_amount >= 0),
    price_currency text CHECK (price_currency ~ '^[A-Z]{3}$'),
    -- What is added where the answer is given to nobody else; NULL where that is not for sale.
    private_extra bigint CHECK (private_extra >= 0),
    -- Whether the asker bought that the answer is given to nobody else.
    is_private boolean NOT NULL DEFAULT false,
    -- While somebody pays: how long their place in the creator's limits is kept.
    place_until timestamptz,
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, conversation_id) REFERENCES conversations ON DELETE CASCADE,
    FOREIGN KEY (avee_id, message_id) REFERENCES messages ON DELETE CASCADE,
    CHECK (price_currency IS NOT NULL OR price_amount = 0 AND private_extra IS NULL AND NOT is_private),
    -- A private question is in no group but its own.
    CHECK (NOT is_private OR private_extra IS NOT NULL AND (group_id IS NULL OR group_id = id))
);
CREATE INDEX escalation_queue_status ON escalation_queue (avee_id, status, accepted_at);
CREATE INDEX escalation_queue_accepted_at ON escalation_queue (avee_id, accepted_at) WHERE accepted_at IS NOT NULL;
CREATE INDEX escalation_queue_user_id ON escalation_queue (user_id, offered_at);
CREATE INDEX escalation_queue_conversation ON escalation_queue (avee_id, conversation_id);
CREATE INDEX escalation_queue_message ON escalation_queue (avee_id, message_id);
CREATE INDEX escalation_queue_group ON escalation_queue (avee_id, group_id) WHERE status = 'accepted';
CREATE INDEX escalation_queue_offers_due ON escalation_queue (expires_at) WHERE status = 'pending';
CREATE INDEX escalation_queue_answers_due ON escalation_queue (deadline_at) WHERE status = 'accepted';
CREATE INDEX escalation_queue_offered_at ON escalation_queue (avee_id, offered_at)
    INCLUDE (status, accepted_at, expires_at, free_of_quota, message_id);
CREATE INDEX escalation_queue_handled ON escalation_queue (avee_id, coalesce(answered_at, declined_at))
    WHERE accepted_at IS NOT NULL;
CREATE INDEX escalation_queue_assigned_to ON escalation_queue (assigned_to) WHERE assigned_to IS NOT NULL;
CREATE INDEX escalation_queue_answered_by ON escalation_queue (answered_by) WHERE answered_by IS NOT NULL;
CREATE INDEX escalation_queue_signed_by ON escalation_queue (signed_by) WHERE signed_by IS NOT NULL;
-- The places that are kept while somebody pays; read for every message.
CREATE INDEX escalation_queue_places ON escalation_queue (avee_id, place_until) WHERE place_until IS NOT NULL AND status = 'pending';
-- Finds a question by its id alone.
CREATE INDEX escalation_queue_id ON escalation_queue (id);
-- The questions that the quota counts; read for every message.
CREATE INDEX escalation_queue_used ON escalation_queue (avee_id, accepted_at) WHERE accepted_at IS NOT NULL AND NOT free_of_quota;

ALTER TABLE escalation_queue ENABLE ROW LEVEL SECURITY;
ALTER TABLE escalation_queue FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON escalation_queue TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY asker_reads ON escalation_queue FOR SELECT USING (user_id = (SELECT current_person()));
CREATE POLICY asker_writes ON escalation_queue FOR INSERT WITH CHECK (
    user_id = (SELECT current_person()) AND status = 'pending' AND creator_answer IS NULL AND accepted_at IS NULL
    AND EXISTS (SELECT 1 FROM conversations c WHERE c.avee_id = escalation_queue.avee_id
                AND c.id = escalation_queue.conversation_id AND c.user_id = escalation_queue.user_id));
-- The team sees only questions that were accepted.
CREATE POLICY team_reads ON escalation_queue FOR SELECT
    USING (accepted_at IS NOT NULL AND avee_id IN (SELECT team_avees('viewer')));
-- The asker ends an offer or accepts it, and never writes an answer.
CREATE POLICY asker_moves ON escalation_queue FOR UPDATE
    USING (user_id = (SELECT current_person()) AND status IN ('pending', 'accepted'))
    WITH CHECK (user_id = (SELECT current_person()) AND status IN ('accepted', 'declined', 'expired') AND creator_answer IS NULL);
-- Where the owner wants a second signature, those who answer send nothing by themselves.
CREATE POLICY answerers_move ON escalation_queue FOR UPDATE
    USING (accepted_at IS NOT NULL AND avee_id IN (SELECT team_avees('answerer')))
    WITH CHECK (accepted_at IS NOT NULL AND status <> 'pending' AND avee_id IN (SELECT team_avees('answerer'))
        AND (status <> 'answered' OR avee_id IN (SELECT answering_avees())));

GRANT SELECT, INSERT, UPDATE, DELETE ON escalation_queue TO {runtime_role};
