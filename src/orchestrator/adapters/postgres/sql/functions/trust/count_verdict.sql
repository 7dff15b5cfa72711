-- Adds a verdict, from a trust card or from feedback, to the answer's counts, and takes back the verdict that it
-- replaces. A verdict on another version of the answer changes nothing.
CREATE OR REPLACE FUNCTION count_verdict() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    was text := CASE WHEN TG_OP = 'UPDATE' THEN OLD.verdict END;
BEGIN
    UPDATE canonical_answers SET
        times_right = greatest(0, times_right + (coalesce(NEW.verdict, '') IN ('right', 'helpful'))::int
                                              - (coalesce(was, '') IN ('right', 'helpful'))::int),
        times_wrong = greatest(0, times_wrong + (coalesce(NEW.verdict, '') IN ('wrong', 'not_my_question'))::int
                                              - (coalesce(was, '') IN ('wrong', 'not_my_question'))::int)
    WHERE avee_id = NEW.avee_id AND id = NEW.answer_id AND version = NEW.answer_version;
    RETURN NULL;
END
$$;
