-- What an asker bought for themselves alone becomes no answer for others.
CREATE OR REPLACE FUNCTION refuse_private_answer() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    IF EXISTS (SELECT 1 FROM escalation_queue q WHERE q.avee_id = NEW.avee_id AND q.id = NEW.escalation_id AND q.is_private) THEN
        RAISE EXCEPTION 'a private answer is not reused' USING ERRCODE = 'check_violation', CONSTRAINT = 'private_answer';
    END IF;
    RETURN NEW;
END
$$;
