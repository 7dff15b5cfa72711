-- Which version of an answer was given to whom. times_reused counts these rows.
CREATE TABLE answer_deliveries (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    answer_id uuid NOT NULL,
    answer_version integer NOT NULL,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    message_id uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    -- True for a reuse; false for the first delivery to people who waited for the answer, and for a correction.
    is_reuse boolean NOT NULL DEFAULT true,
    -- True if the message only says that the answer was withdrawn.
    is_withdrawal boolean NOT NULL DEFAULT false,
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, answer_id) REFERENCES canonical_answers DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (avee_id, message_id) REFERENCES messages ON DELETE CASCADE
);
CREATE INDEX answer_deliveries_answer ON answer_deliveries (avee_id, answer_id);
CREATE INDEX answer_deliveries_message ON answer_deliveries (avee_id, message_id);
CREATE INDEX answer_deliveries_user_id ON answer_deliveries (user_id);

ALTER TABLE answer_deliveries ENABLE ROW LEVEL SECURITY;
ALTER TABLE answer_deliveries FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON answer_deliveries TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY asker_reads ON answer_deliveries FOR SELECT USING (user_id = (SELECT current_person()));
CREATE POLICY asker_writes ON answer_deliveries FOR INSERT WITH CHECK (
    user_id = (SELECT current_person())
    AND EXISTS (SELECT 1 FROM canonical_answers a WHERE a.avee_id = answer_deliveries.avee_id AND a.id = answer_deliveries.answer_id));
CREATE POLICY team_reads ON answer_deliveries FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY answerers_deliver ON answer_deliveries FOR INSERT WITH CHECK (
    NOT is_reuse AND avee_id IN (SELECT team_avees('answerer')));

-- Rows are added and read, never changed or deleted.
GRANT SELECT, INSERT ON answer_deliveries TO {runtime_role};
