-- Erases the person with everything that is theirs, agents included. p_agents names the agents that the person wants deleted;
-- where they own another one nothing happens, and 'remaining' lists those. Else: the address that a last mail goes to (NULL where
-- it was never confirmed), its language, and the ids of mails that may lie in files: their own, and the summaries in which
-- creators read their questions. NULL where there is no such person.
CREATE OR REPLACE FUNCTION erase_person(p_agents uuid[]) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    me users;
    guest uuid;
    remaining jsonb;
    erased jsonb;
BEGIN
    -- A message that is being saved for the person is saved before, or fails.
    SELECT * INTO me FROM users WHERE id = current_person() FOR UPDATE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    SELECT jsonb_agg(jsonb_build_object('id', id, 'handle', handle, 'display_name', display_name) ORDER BY id) INTO remaining
    FROM (SELECT * FROM avees WHERE owner_id = me.id FOR UPDATE) a WHERE id <> ALL (p_agents);
    IF remaining IS NOT NULL THEN
        RETURN jsonb_build_object('remaining', remaining);
    END IF;
    SELECT jsonb_build_object(
        'address', CASE WHEN me.email_confirmed_at IS NOT NULL THEN me.email END,
        'language', (SELECT language FROM mail_settings WHERE user_id = me.id),
        'mails', (SELECT coalesce(jsonb_agg(id), '[]') FROM (
            SELECT m.id FROM mails m WHERE m.user_id = me.id OR lower(m.address) = lower(me.email) OR m.kind = 'digest' AND m.user_id IN (
                SELECT unnest(team_of(c.avee_id, 'answerer')) FROM conversations c WHERE c.user_id = me.id)
            ORDER BY m.created_at DESC LIMIT 1000) latest))
    INTO erased;
    PERFORM erase_threads(me.id, NULL);
    -- What was to be posted about the person. That they are no member any more is posted, so that the receiver can forget them too.
    DELETE FROM webhook_deliveries WHERE body -> 'data' ->> 'user_id' = me.id::text;
    DELETE FROM avee_members WHERE user_id = me.id;
    DELETE FROM procrastinate_jobs WHERE status <> 'doing' AND args ->> 'person' = me.id::text;
    DELETE FROM password_tries WHERE account = sha256(convert_to(lower(me.email), 'UTF8'));
    -- What others did with the address: it was named as theirs, but never confirmed.
    DELETE FROM mails WHERE lower(address) = lower(me.email);
    DELETE FROM mail_links WHERE lower(address) = lower(me.email);
    DELETE FROM team_invitations WHERE lower(email) = lower(me.email);
    -- Guests who left the address go on without one; each may change itself alone.
    FOR guest IN SELECT id FROM users WHERE guest_of IS NOT NULL AND lower(email) = lower(me.email) LOOP
        PERFORM name_person(guest::text, '', '');
        UPDATE users SET email = '', email_confirmed_at = NULL WHERE id = guest;
        DELETE FROM account_audit WHERE user_id = guest;
    END LOOP;
    PERFORM name_person(me.id::text, '', '');
    -- What was written for a team and never sent. What was sent stays, without a name.
    DELETE FROM question_notes WHERE user_id = me.id;
    DELETE FROM answer_drafts WHERE edited_by = me.id OR proposed_by = me.id;
    DELETE FROM users WHERE is_pending AND lower(email) = lower(me.email) AND id <> me.id;
    DELETE FROM avees WHERE owner_id = me.id;
    DELETE FROM users WHERE id = me.id;
    RETURN erased;
END
$$;
