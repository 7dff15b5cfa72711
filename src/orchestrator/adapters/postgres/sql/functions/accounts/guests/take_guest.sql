-- Gives the person's account everything of a guest, who then no longer exists: of the one whose session this is, or, where p_session
-- is NULL, of the one whose threads were promised to the account. Returns whether there was one. Sessions, links and settings of
-- the guest end. A test compares the tables here with the catalogue.
CREATE OR REPLACE FUNCTION take_guest(p_session uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    me uuid := current_person();
    guest uuid;
BEGIN
    IF me IS NULL OR asked_as_guest() IS NOT NULL THEN
        RETURN false;
    END IF;
    SELECT u.id INTO guest FROM users u WHERE u.guest_of IS NOT NULL AND u.site_subject IS NULL AND u.id = CASE WHEN p_session IS NULL
        THEN (SELECT g.guest_id FROM guest_upgrades g WHERE g.account_id = me)
        ELSE (SELECT s.user_id FROM user_sessions s WHERE s.id = p_session AND s.expires_at > now()) END
    FOR UPDATE OF u;
    IF guest IS NULL THEN
        RETURN false;
    END IF;
    UPDATE conversations SET user_id = me WHERE user_id = guest;
    UPDATE messages SET user_id = me WHERE user_id = guest;
    UPDATE escalation_queue SET user_id = me WHERE user_id = guest;
    UPDATE orchestrator_decisions SET user_id = me WHERE user_id = guest;
    UPDATE asked_questions SET user_id = me WHERE user_id = guest;
    UPDATE answer_deliveries SET user_id = me WHERE user_id = guest;
    UPDATE answer_examples SET user_id = me WHERE user_id = guest;
    UPDATE phrasings SET user_id = me WHERE user_id = guest;
    UPDATE borderline_matches SET user_id = me WHERE user_id = guest;
    UPDATE trust_cards SET user_id = me WHERE user_id = guest;
    UPDATE decision_feedback SET user_id = me WHERE user_id = guest;
    UPDATE canonical_answers SET asked_by = me WHERE asked_by = guest;
    -- Whoever tried their own agent as a guest may have read the thread on both sides.
    INSERT INTO conversation_reads AS r (avee_id, conversation_id, user_id, last_read_id)
        SELECT g.avee_id, g.conversation_id, me, g.last_read_id FROM conversation_reads g WHERE g.user_id = guest
        ON CONFLICT (avee_id, conversation_id, user_id) DO UPDATE SET last_read_id = greatest(r.last_read_id, excluded.last_read_id);
    -- What the account was asked itself counts.
    UPDATE close_questions q SET user_id = me WHERE q.user_id = guest AND NOT EXISTS (
        SELECT 1 FROM close_questions k WHERE k.avee_id = q.avee_id AND k.user_id = me AND k.wording = q.wording AND k.answer_id = q.answer_id);
    -- What was to be mailed to the guest's address is planned again for the account's.
    UPDATE mail_news n SET status = 'waiting', mail_id = NULL FROM mails m
        WHERE n.user_id = guest AND m.user_id = guest AND m.id = n.mail_id AND m.status = 'waiting';
    DELETE FROM mails WHERE user_id = guest AND status = 'waiting';
    -- In one statement, as the news refer to the mails.
    WITH sent AS (UPDATE mails SET user_id = me WHERE user_id = guest)
        UPDATE mail_news SET user_id = me WHERE user_id = guest;
    DELETE FROM users WHERE id = guest;
    RETURN true;
END
$$;
