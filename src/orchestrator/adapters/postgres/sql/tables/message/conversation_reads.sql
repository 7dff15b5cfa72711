-- How far each person has read a conversation. Ids of messages are in the order of time.
CREATE TABLE conversation_reads (
    avee_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    last_read_id uuid NOT NULL,
    PRIMARY KEY (avee_id, conversation_id, user_id),
    FOREIGN KEY (avee_id, conversation_id) REFERENCES conversations ON DELETE CASCADE
);
CREATE INDEX conversation_reads_user_id ON conversation_reads (user_id);

ALTER TABLE conversation_reads ENABLE ROW LEVEL SECURITY;
ALTER TABLE conversation_reads FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON conversation_reads TO CURRENT_USER USING (true) WITH CHECK (true);
-- The person reads only conversations that are open to them: the policies of conversations apply to the subquery.
CREATE POLICY myself ON conversation_reads USING (user_id = (SELECT current_person())) WITH CHECK (
    user_id = (SELECT current_person())
    AND EXISTS (SELECT 1 FROM conversations c WHERE c.avee_id = conversation_reads.avee_id AND c.id = conversation_reads.conversation_id));

GRANT SELECT, INSERT, UPDATE ON conversation_reads TO {runtime_role};
