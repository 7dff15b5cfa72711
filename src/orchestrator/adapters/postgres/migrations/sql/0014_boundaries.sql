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
    UPDATE answer_aliases SET layer = NEW.layer,
        state = CASE WHEN origin = 'model' AND NOT (SELECT model_confirms_matches FROM orchestrator_configs c WHERE c.avee_id = NEW.avee_id)
                THEN 'off' ELSE NEW.state END
    WHERE avee_id = NEW.avee_id AND answer_id = NEW.id;
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

-- Cards ask about automatic answers too. What was said is kept with the card, as its creator may not read the thread.
ALTER TABLE trust_cards
    ADD COLUMN subject text NOT NULL DEFAULT 'reuse' CHECK (subject IN ('reuse', 'documents')),
    ADD COLUMN reply text,
    ADD COLUMN sources jsonb NOT NULL DEFAULT '[]',
    ALTER COLUMN answer_id DROP NOT NULL,
    ALTER COLUMN answer_version DROP NOT NULL,
    ADD CHECK ((subject = 'reuse') = (answer_id IS NOT NULL AND answer_version IS NOT NULL)),
    ADD CHECK ((subject = 'documents') = (reply IS NOT NULL));
DROP INDEX trust_cards_message;
CREATE UNIQUE INDEX trust_cards_message ON trust_cards (avee_id, message_id, subject);

-- Answers that went wrong voided what was proven: whoever follows the agent hears of it, and its creator is told.
ALTER TABLE notifications ALTER COLUMN conversation_id DROP NOT NULL;
ALTER TABLE notifications DROP CONSTRAINT notifications_kind_check;
ALTER TABLE notifications ADD CONSTRAINT notifications_kind_check
    CHECK (kind IN ('question_accepted', 'answered', 'declined', 'expired', 'corrected', 'asker_wrote', 'trust_voided'));

CREATE FUNCTION count_voided(p_standing jsonb) RETURNS integer LANGUAGE sql IMMUTABLE AS
$$
    SELECT coalesce((p_standing ->> 'voided')::integer, 0) + coalesce((p_standing -> 'documents' ->> 'voided')::integer, 0)
$$;
CREATE FUNCTION emit_trust() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$
DECLARE
    before integer := 0;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        before := count_voided(OLD.standing);
    END IF;
    IF count_voided(NEW.standing) > before THEN
        PERFORM emit_to_creator(NEW.avee_id, 'trust.voided', jsonb_build_object('avee_id', NEW.avee_id));
        PERFORM add_notification((SELECT owner_id FROM avees WHERE id = NEW.avee_id), 'trust_voided', NEW.avee_id, NULL, gen_random_uuid());
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER trust_standings_emit AFTER INSERT OR UPDATE ON trust_standings FOR EACH ROW EXECUTE FUNCTION emit_trust();

-- A chat model judges matches just below what is served, beside the conversation, where their creator wants that.
ALTER TABLE orchestrator_configs ADD COLUMN model_confirms_matches boolean NOT NULL DEFAULT false;

CREATE TABLE grey_matches (
    avee_id uuid NOT NULL,
    id uuid NOT NULL,
    answer_id uuid NOT NULL,
    answer_version integer NOT NULL,
    conversation_id uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    message_id uuid NOT NULL,
    question text NOT NULL,
    score double precision NOT NULL CHECK (score BETWEEN 0 AND 1),
    verdict text CHECK (verdict IN ('confirmed', 'denied', 'unclear', 'left')),
    model text,
    judged_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, id),
    FOREIGN KEY (avee_id, answer_id) REFERENCES canonical_answers ON DELETE CASCADE,
    FOREIGN KEY (avee_id, message_id) REFERENCES messages ON DELETE CASCADE,
    CHECK ((verdict IS NULL) = (judged_at IS NULL))
);
CREATE UNIQUE INDEX grey_matches_message ON grey_matches (avee_id, message_id);
CREATE INDEX grey_matches_judged_at ON grey_matches (avee_id, judged_at);
CREATE INDEX grey_matches_answer ON grey_matches (avee_id, answer_id);
CREATE INDEX grey_matches_user_id ON grey_matches (user_id);

ALTER TABLE grey_matches ENABLE ROW LEVEL SECURITY;
ALTER TABLE grey_matches FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON grey_matches TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator_reads ON grey_matches FOR SELECT USING (avee_id IN (SELECT owned_avees()));
CREATE POLICY creator_judges ON grey_matches FOR UPDATE
    USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));
-- Found while the asker's message is routed; never with a verdict in it.
CREATE POLICY asker_asks ON grey_matches FOR INSERT WITH CHECK (
    user_id = (SELECT current_person()) AND verdict IS NULL
    AND EXISTS (SELECT 1 FROM conversations c WHERE c.avee_id = grey_matches.avee_id AND c.id = grey_matches.conversation_id
                AND c.user_id = grey_matches.user_id));

CREATE FUNCTION enqueue_grey_match() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$
BEGIN
    PERFORM enqueue_job('notification', 'judge_grey_match', jsonb_build_object(
        'person', (SELECT owner_id FROM avees WHERE id = NEW.avee_id), 'avee_id', NEW.avee_id, 'match_id', NEW.id));
    RETURN NULL;
END
$$;
CREATE TRIGGER grey_matches_enqueue AFTER INSERT ON grey_matches FOR EACH ROW EXECUTE FUNCTION enqueue_grey_match();

-- What a model confirmed is in use only while its creator wants that.
CREATE FUNCTION turn_model_aliases() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$
BEGIN
    UPDATE answer_aliases x SET state = CASE WHEN NEW.model_confirms_matches THEN a.state ELSE 'off' END
    FROM canonical_answers a
    WHERE x.avee_id = NEW.avee_id AND x.origin = 'model' AND a.avee_id = x.avee_id AND a.id = x.answer_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER orchestrator_configs_model AFTER UPDATE OF model_confirms_matches ON orchestrator_configs FOR EACH ROW
    WHEN (OLD.model_confirms_matches <> NEW.model_confirms_matches) EXECUTE FUNCTION turn_model_aliases();
