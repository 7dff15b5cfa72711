-- Names the person and calls load_message_facts(), in one statement with its own transaction. It runs with the caller's
-- rights, so row-level security applies. All rows are read by a key; the settings prevent a plan from a time when a
-- table was small from scanning it when it has grown.
CREATE OR REPLACE FUNCTION hot_facts(p_person text, p_conversation uuid, p_client_message_id text, p_turns integer) RETURNS jsonb
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off SET plan_cache_mode = force_generic_plan AS
$$
BEGIN
    PERFORM name_person(p_person, '', '');
    RETURN load_message_facts(p_conversation, p_client_message_id, p_turns);
END
$$;
