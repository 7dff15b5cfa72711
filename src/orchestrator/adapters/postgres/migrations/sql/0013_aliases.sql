-- Aliases: other wordings that a creator confirmed to ask the same as an answered question. More wordings find more, and more surely.
CREATE TABLE answer_aliases (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    answer_id uuid NOT NULL,
    -- Whose wording it is; it goes with their account.
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    question text NOT NULL,
    -- How it was confirmed: by a word on a card, or by one answer to a group of questions.
    origin text NOT NULL CHECK (origin IN ('card', 'group')),
    -- The answer's own, kept here so that a search need not join what it will not show.
    layer layer NOT NULL DEFAULT 'intimate',
    state text NOT NULL DEFAULT 'active',
    embedding halfvec({width}) NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, answer_id) REFERENCES canonical_answers ON DELETE CASCADE
);
CREATE INDEX answer_aliases_answer ON answer_aliases (avee_id, answer_id);
CREATE INDEX answer_aliases_user_id ON answer_aliases (user_id);
CREATE INDEX answer_aliases_embedding ON answer_aliases USING hnsw (embedding halfvec_ip_ops);

CREATE FUNCTION read_alias_reach() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$
BEGIN
    SELECT layer, state INTO STRICT NEW.layer, NEW.state FROM canonical_answers WHERE avee_id = NEW.avee_id AND id = NEW.answer_id;
    RETURN NEW;
END
$$;
CREATE TRIGGER answer_aliases_reach BEFORE INSERT ON answer_aliases FOR EACH ROW EXECUTE FUNCTION read_alias_reach();

CREATE FUNCTION pass_reach_on() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$
BEGIN
    UPDATE answer_aliases SET layer = NEW.layer, state = NEW.state WHERE avee_id = NEW.avee_id AND answer_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER canonical_answers_pass_on AFTER UPDATE OF layer, state ON canonical_answers FOR EACH ROW
    WHEN (OLD.layer <> NEW.layer OR OLD.state <> NEW.state) EXECUTE FUNCTION pass_reach_on();

ALTER TABLE answer_aliases ENABLE ROW LEVEL SECURITY;
ALTER TABLE answer_aliases FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON answer_aliases TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator ON answer_aliases
    USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));
CREATE POLICY asker ON answer_aliases FOR SELECT
    USING (avee_id = (SELECT current_avee()) AND state = 'active' AND layer <= (SELECT reach()));
