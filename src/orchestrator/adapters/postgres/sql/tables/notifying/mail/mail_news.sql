-- What an asker is told by mail: one row for each answer, correction, refusal or message, written in the transaction that
-- it reports. News that come shortly after one another are told in one mail.
CREATE TABLE mail_news (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    kind text NOT NULL CHECK (kind IN ('answered', 'declined', 'expired', 'corrected', 'wrote', 'paid', 'given_back')),
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    conversation_id uuid NOT NULL,
    thing_id uuid NOT NULL,
    -- told: in mail_id. dropped: read before, or not wanted.
    status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'told', 'dropped')),
    mail_id uuid,
    due_at timestamptz NOT NULL DEFAULT now() + interval '1 minute',
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, id),
    FOREIGN KEY (user_id, mail_id) REFERENCES mails ON DELETE CASCADE
);
CREATE UNIQUE INDEX mail_news_thing ON mail_news (user_id, kind, thing_id);
CREATE INDEX mail_news_due ON mail_news (due_at) WHERE status = 'waiting';
CREATE INDEX mail_news_mail ON mail_news (user_id, mail_id);
CREATE INDEX mail_news_avee ON mail_news (avee_id);

ALTER TABLE mail_news ENABLE ROW LEVEL SECURITY;
ALTER TABLE mail_news FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON mail_news TO CURRENT_USER USING (true) WITH CHECK (true);
-- Triggers write news; the person reads them and changes their status.
CREATE POLICY myself ON mail_news FOR SELECT USING (user_id = (SELECT current_person()));
CREATE POLICY my_moves ON mail_news FOR UPDATE
    USING (user_id = (SELECT current_person())) WITH CHECK (user_id = (SELECT current_person()));

GRANT SELECT, INSERT, UPDATE ON mail_news TO {runtime_role};
