-- How many of these the person has, for a limit on their number: 'agents', 'tokens' (valid ones), 'members' (of an own agent),
-- 'conversations' (with an agent, started in the last 24 hours). The lock holds until the transaction ends, so that of two
-- requests at once the second counts what the first made. Row-level security applies.
CREATE OR REPLACE FUNCTION count_own(p_what text, p_avee uuid) RETURNS bigint LANGUAGE plpgsql VOLATILE AS
$$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(concat_ws(' ', p_what, current_person(), p_avee), 7305112003));
    RETURN CASE p_what
        WHEN 'agents' THEN (SELECT count(*) FROM avees WHERE owner_id = current_person())
        WHEN 'tokens' THEN (SELECT count(*) FROM api_tokens WHERE user_id = current_person() AND expires_at > now())
        WHEN 'members' THEN (SELECT count(*) FROM avee_members WHERE avee_id = p_avee)
        WHEN 'conversations' THEN (
            SELECT count(*) FROM conversations
            WHERE user_id = current_person() AND avee_id = p_avee AND created_at > now() - interval '1 day')
    END;
END
$$;
