-- Uses an invitation up: the person gets its role, or becomes the owner, and the earlier owner an editor. Returns the avee and
-- the role; nothing where the invitation was used, has expired, or is the owner's own. Of two who accept at the same time the
-- second waits and gets nothing. With the owner every other open invitation ends, and so do webhooks, which send to where the
-- earlier owner chose. The address of an accepted invitation is forgotten. Where one of the two erases their account at the same
-- time, either that waits for this, or this waits and finds nothing: erase_person() locks the person before their agents.
CREATE OR REPLACE FUNCTION accept_invitation(p_secret_hash bytea) RETURNS TABLE (avee_id uuid, role text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    i team_invitations;
    before uuid;
BEGIN
    PERFORM 1 FROM users u
    WHERE u.id = current_person()
        OR u.id = (SELECT a.owner_id FROM team_invitations t JOIN avees a ON a.id = t.avee_id WHERE t.secret_hash = p_secret_hash)
    ORDER BY u.id FOR KEY SHARE;
    IF NOT EXISTS (SELECT FROM users u WHERE u.id = current_person()) THEN
        RETURN;
    END IF;
    -- Then the agent: of two invitations of one agent the second is looked at once the first is done.
    PERFORM 1 FROM avees a WHERE a.id = (SELECT t.avee_id FROM team_invitations t WHERE t.secret_hash = p_secret_hash) FOR UPDATE;
    UPDATE team_invitations t SET accepted_at = now(), email = ''
    WHERE t.secret_hash = p_secret_hash AND t.accepted_at IS NULL AND t.expires_at > now() AND current_person() IS NOT NULL AND asked_as_guest() IS NULL
    AND NOT EXISTS (SELECT FROM avees a WHERE a.id = t.avee_id AND a.owner_id = current_person())
    RETURNING * INTO i;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    DELETE FROM mails m WHERE m.id = i.mail_id;
    IF i.role = 'owner' THEN
        SELECT a.owner_id INTO before FROM avees a WHERE a.id = i.avee_id;
        DELETE FROM team_invitations t WHERE t.avee_id = i.avee_id AND t.accepted_at IS NULL;
        UPDATE webhooks w SET active = false WHERE w.avee_id = i.avee_id;
        DELETE FROM team_members t WHERE t.avee_id = i.avee_id AND t.user_id = current_person();
        INSERT INTO team_members (avee_id, user_id, role) VALUES (i.avee_id, before, 'editor');
        UPDATE avees a SET owner_id = current_person(), version = a.version + 1 WHERE a.id = i.avee_id;
    ELSE
        INSERT INTO team_members AS t (avee_id, user_id, role) VALUES (i.avee_id, current_person(), i.role)
        ON CONFLICT ON CONSTRAINT team_members_pkey DO UPDATE SET role = EXCLUDED.role, version = t.version + 1;
    END IF;
    RETURN QUERY SELECT i.avee_id, i.role;
END
$$;
