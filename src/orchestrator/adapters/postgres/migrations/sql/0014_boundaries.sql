-- Examples: past messages that a creator ticked (the answer is for this one too) or crossed (it is not). A tick's wording is kept as an
-- alias of the same id; a cross is a counter-example. They are picked and not drawn, so they prove nothing and no bound looks at them.
CREATE TABLE answer_examples (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    answer_id uuid NOT NULL,
    -- The past message, by the decision on it.
    decision_id uuid NOT NULL,
    -- Whose message it is; it goes with their account.
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    question text NOT NULL,
    serves boolean NOT NULL,
    -- The answer's own, as with aliases.
    layer layer NOT NULL DEFAULT 'intimate',
    state text NOT NULL DEFAULT 'active',
    embedding halfvec({width}) NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, answer_id) REFERENCES canonical_answers ON DELETE CASCADE
);
CREATE UNIQUE INDEX answer_examples_decision ON answer_examples (avee_id, answer_id, decision_id);
CREATE INDEX answer_examples_user_id ON answer_examples (user_id);
CREATE TRIGGER answer_examples_reach BEFORE INSERT ON answer_examples FOR EACH ROW EXECUTE FUNCTION read_alias_reach();

-- As before, and now for the examples too.
CREATE OR REPLACE FUNCTION pass_reach_on() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$
BEGIN
    UPDATE answer_aliases SET layer = NEW.layer, state = NEW.state WHERE avee_id = NEW.avee_id AND answer_id = NEW.id;
    UPDATE answer_examples SET layer = NEW.layer, state = NEW.state WHERE avee_id = NEW.avee_id AND answer_id = NEW.id;
    RETURN NULL;
END
$$;

ALTER TABLE answer_examples ENABLE ROW LEVEL SECURITY;
ALTER TABLE answer_examples FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON answer_examples TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator ON answer_examples
    USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));
-- A search compares with the counter-examples alone.
CREATE POLICY asker ON answer_examples FOR SELECT
    USING (avee_id = (SELECT current_avee()) AND state = 'active' AND NOT serves AND layer <= (SELECT reach()));

ALTER TABLE answer_aliases DROP CONSTRAINT answer_aliases_origin_check;
ALTER TABLE answer_aliases ADD CONSTRAINT answer_aliases_origin_check CHECK (origin IN ('card', 'group', 'picked', 'model'));
