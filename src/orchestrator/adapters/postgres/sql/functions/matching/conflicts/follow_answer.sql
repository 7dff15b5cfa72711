-- Pairs follow their answers: one with a retired answer is settled and deleted, and a changed layer changes who sees both.
CREATE OR REPLACE FUNCTION follow_answer() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    IF NEW.state <> 'active' THEN
        DELETE FROM uncompared_answers WHERE avee_id = NEW.avee_id AND answer_id = NEW.id;
        DELETE FROM answer_conflicts WHERE avee_id = NEW.avee_id AND (first_id = NEW.id OR second_id = NEW.id);
    ELSE
        PERFORM mark_shared_wordings(NEW.avee_id, array_agg(pair.answer) || NEW.id) FROM (
            SELECT CASE WHEN first_id = NEW.id THEN second_id ELSE first_id END AS answer FROM answer_conflicts
            WHERE avee_id = NEW.avee_id AND (first_id = NEW.id OR second_id = NEW.id)) pair;
    END IF;
    RETURN NULL;
END
$$;
