-- load_message_facts() as one statement with its own transaction: it names the person and loads. With the caller's rights, so row
-- security holds. Everything here is read by a key; the settings keep a plan that was made while a table was small from reading all of
-- it when it no longer is.
CREATE OR REPLACE FUNCTION hot_facts(p_person text, p_conversation uuid, p_client_message_id text, p_turns integer) RETURNS jsonb
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off SET plan_cache_mode = force_generic_plan AS
$$
BEGIN
    PERFORM name_person(p_person, '', '');
    RETURN load_message_facts(p_conversation, p_client_message_id, p_turns);
END
$$;
