-- Leaves some of the questions in an open offer of the person's, who declines the others. It is a function because the
-- asker may not change an offer but by ending or accepting it. Has no effect on anything else.
CREATE OR REPLACE FUNCTION narrow_offer(p_escalation uuid, p_message text, p_pattern text, p_embedding text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    UPDATE escalation_queue
    SET original_message = p_message, question_pattern = p_pattern, embedding = coalesce(CAST(p_embedding AS halfvec), embedding)
    WHERE id = p_escalation AND user_id = current_person() AND status = 'pending'
$$;
