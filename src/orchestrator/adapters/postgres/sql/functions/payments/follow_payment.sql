-- After a payment: the job for what is due, the place that nobody pays for any more, and the news for both sides. The asker is
-- told by mail what became of the money, and the creator of what they have to see to.
CREATE OR REPLACE FUNCTION follow_payment() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    IF NEW.due IS NOT NULL AND (TG_OP = 'INSERT' OR OLD.due IS DISTINCT FROM NEW.due) THEN
        PERFORM add_payment_job(NEW.id);
    END IF;
    IF NEW.status = 'lapsed' OR NEW.due = 'give_back' THEN
        UPDATE escalation_queue SET place_until = NULL
        WHERE avee_id = NEW.avee_id AND id = NEW.escalation_id AND status = 'pending' AND place_until IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM payments o WHERE o.avee_id = NEW.avee_id AND o.escalation_id = NEW.escalation_id AND o.id <> NEW.id
                        AND o.status IN ('required', 'held') AND o.due IS DISTINCT FROM 'give_back');
    END IF;
    IF TG_OP = 'INSERT' OR OLD.status <> NEW.status THEN
        PERFORM emit_event(ARRAY[NEW.user_id, (SELECT owner_id FROM avees WHERE id = NEW.avee_id)], 'payment.' || NEW.status,
            jsonb_build_object('avee_id', NEW.avee_id, 'payment_id', NEW.id, 'escalation_id', NEW.escalation_id));
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.user_id IS NOT NULL
    AND (OLD.status = 'held' AND NEW.status = 'captured' OR OLD.status <> NEW.status AND NEW.status IN ('released', 'refunded')) THEN
        PERFORM add_mail_news(NEW.user_id, CASE NEW.status WHEN 'captured' THEN 'paid' ELSE 'given_back' END, NEW.avee_id, q.conversation_id, NEW.id)
        FROM escalation_queue q WHERE q.avee_id = NEW.avee_id AND q.id = NEW.escalation_id;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.status = 'disputed' AND OLD.status <> 'disputed' THEN
        PERFORM add_notification(a.owner_id, 'payment_disputed', NEW.avee_id, NULL, NEW.id) FROM avees a WHERE a.id = NEW.avee_id;
    ELSIF TG_OP = 'UPDATE' AND NEW.way = 'by_hand' AND NEW.status IN ('held', 'captured') AND NEW.due = 'give_back' AND OLD.due IS DISTINCT FROM 'give_back' THEN
        PERFORM add_notification(a.owner_id, 'money_owed', NEW.avee_id, NULL, NEW.id) FROM avees a WHERE a.id = NEW.avee_id;
    END IF;
    RETURN NULL;
END
$$;
