-- Which mails a person wants, in which language and when, and whether their mail server takes them. Made with the account.
CREATE TABLE mail_settings (
    user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    -- Kinds of mail that are not sent.
    unwanted jsonb NOT NULL DEFAULT '[]',
    -- Local time of the daily summary for creators.
    digest_at time NOT NULL DEFAULT '09:00',
    time_zone text NOT NULL DEFAULT 'UTC',
    -- ISO 639-1 code of the language in which mails are written.
    language text NOT NULL DEFAULT 'en',
    -- Local day whose summary was planned, whether a question waited or not.
    digest_planned_on date,
    -- The address that the mail server refused for good, with its words. Nothing is sent to it until the person tries again.
    refused_address text,
    refused_at timestamptz,
    refusal text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    version integer NOT NULL DEFAULT 1,
    CHECK ((refused_address IS NULL) = (refused_at IS NULL))
);

ALTER TABLE mail_settings ENABLE ROW LEVEL SECURITY;
ALTER TABLE mail_settings FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON mail_settings TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY myself ON mail_settings
    USING (user_id = (SELECT current_person())) WITH CHECK (user_id = (SELECT current_person()));

GRANT SELECT, INSERT, UPDATE, DELETE ON mail_settings TO {runtime_role};
