-- Keeps the moves of a payment, which domain/payments/moves.py has too: no other move, no change of what is paid, nothing taken without
-- an answer. Whoever gives the receipt, and its number, are written with what is taken.
CREATE OR REPLACE FUNCTION guard_payment() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    NEW.updated_at := now();
    IF NEW.user_id IS NULL THEN
        NEW.receipt_buyer := NULL;
    END IF;
    IF (NEW.kind, NEW.way, NEW.taking, NEW.amount, NEW.currency, NEW.account, NEW.is_private) IS DISTINCT FROM
       (OLD.kind, OLD.way, OLD.taking, OLD.amount, OLD.currency, OLD.account, OLD.is_private) THEN
        RAISE EXCEPTION 'what a payment is for stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'payments_terms';
    END IF;
    IF NEW.due = 'capture' AND OLD.due IS DISTINCT FROM 'capture' AND NEW.kind = 'question' AND NOT EXISTS (
        SELECT 1 FROM escalation_queue q WHERE q.avee_id = NEW.avee_id AND q.id = NEW.escalation_id AND q.status = 'answered') THEN
        RAISE EXCEPTION 'nothing is taken without an answer' USING ERRCODE = 'check_violation', CONSTRAINT = 'payments_answered';
    END IF;
    IF NEW.status = OLD.status THEN
        RETURN NEW;
    END IF;
    IF (OLD.status, NEW.status) NOT IN (('required', 'held'), ('required', 'lapsed'), ('lapsed', 'held'), ('held', 'captured'), ('held', 'released'),
        ('held', 'refunded'), ('captured', 'refunded'), ('captured', 'disputed'), ('disputed', 'captured'), ('disputed', 'refunded')) THEN
        RAISE EXCEPTION 'a payment does not move from % to %', OLD.status, NEW.status
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payments_moves';
    END IF;
    CASE NEW.status
        WHEN 'held' THEN NEW.held_at := now();
        WHEN 'captured' THEN
            IF NEW.kind = 'question' AND OLD.status = 'held' AND OLD.due IS DISTINCT FROM 'capture' THEN
                RAISE EXCEPTION 'nothing is taken without an answer' USING ERRCODE = 'check_violation', CONSTRAINT = 'payments_answered';
            END IF;
            NEW.captured_at := coalesce(OLD.captured_at, now());
            IF NEW.receipt_number IS NULL THEN
                NEW.receipt_owner := (SELECT owner_id FROM avees WHERE id = NEW.avee_id);
                INSERT INTO receipt_counters AS c (owner_id, last) VALUES (NEW.receipt_owner, 1)
                    ON CONFLICT (owner_id) DO UPDATE SET last = c.last + 1, updated_at = now() RETURNING c.last INTO NEW.receipt_number;
                NEW.receipt_seller := (SELECT display_name || ' (@' || handle || ')' FROM avees WHERE id = NEW.avee_id);
                NEW.receipt_details := coalesce((SELECT receipt_details FROM price_lists WHERE avee_id = NEW.avee_id), '');
                NEW.receipt_buyer := (SELECT display_name || ' (@' || handle || ')' FROM users WHERE id = NEW.user_id);
            END IF;
        WHEN 'released' THEN NEW.released_at := now();
        WHEN 'refunded' THEN NEW.refunded_at := now();
        WHEN 'disputed' THEN NEW.disputed_at := now();
        ELSE NULL;
    END CASE;
    IF NEW.status IN ('captured', 'lapsed', 'released', 'refunded', 'disputed') THEN
        NEW.due := NULL;
        NEW.failure := NULL;
    END IF;
    RETURN NEW;
END
$$;
