-- Gives an account everything of a guest, whose row is locked; the guest then no longer exists. Not SECURITY DEFINER, so that only functions
-- with a definer's rights can use it. A test compares the tables here with the catalogue.
CREATE OR REPLACE FUNCTION move_guest(p_guest uuid, p_account uuid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    UPDATE conversations SET user_id = p_account WHERE user_id = p_guest;
    UPDATE channel_people SET user_id = p_account WHERE user_id = p_guest;
    UPDATE messages SET user_id = p_account WHERE user_id = p_guest;
    UPDATE escalation_queue SET user_id = p_account WHERE user_id = p_guest;
    UPDATE payments SET user_id = p_account WHERE user_id = p_guest;
    UPDATE orchestrator_decisions SET user_id = p_account WHERE user_id = p_guest;
    UPDATE asked_questions SET user_id = p_account WHERE user_id = p_guest;
    UPDATE answer_deliveries SET user_id = p_account WHERE user_id = p_guest;
    UPDATE answer_examples SET user_id = p_account WHERE user_id = p_guest;
    UPDATE phrasings SET user_id = p_account WHERE user_id = p_guest;
    UPDATE borderline_matches SET user_id = p_account WHERE user_id = p_guest;
    UPDATE trust_cards SET user_id = p_account WHERE user_id = p_guest;
    UPDATE decision_feedback SET user_id = p_account WHERE user_id = p_guest;
    UPDATE canonical_answers SET asked_by = p_account WHERE asked_by = p_guest;
    -- Whoever tried their own agent as a guest may have read the thread on both sides.
    INSERT INTO conversation_reads AS r (avee_id, conversation_id, user_id, last_read_id)
        SELECT g.avee_id, g.conversation_id, p_account, g.last_read_id FROM conversation_reads g WHERE g.user_id = p_guest
        ON CONFLICT (avee_id, conversation_id, user_id) DO UPDATE SET last_read_id = greatest(r.last_read_id, excluded.last_read_id);
    -- What the account was asked itself counts.
    UPDATE close_questions q SET user_id = p_account WHERE q.user_id = p_guest AND NOT EXISTS (
        SELECT 1 FROM close_questions k WHERE k.avee_id = q.avee_id AND k.user_id = p_account AND k.wording = q.wording AND k.answer_id = q.answer_id);
    -- What was to be mailed to the guest's address is planned again for the account's.
    UPDATE mail_news n SET status = 'waiting', mail_id = NULL FROM mails m
        WHERE n.user_id = p_guest AND m.user_id = p_guest AND m.id = n.mail_id AND m.status = 'waiting';
    DELETE FROM mails WHERE user_id = p_guest AND status = 'waiting';
    -- In one statement, as the news refer to the mails.
    WITH sent AS (UPDATE mails SET user_id = p_account WHERE user_id = p_guest)
        UPDATE mail_news SET user_id = p_account WHERE user_id = p_guest;
    DELETE FROM users WHERE id = p_guest;
END
$$;
