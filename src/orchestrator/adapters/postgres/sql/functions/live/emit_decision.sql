-- Tells the owner's programs how a question was routed. Texts stay in the database: the id of the decision leads to them.
CREATE OR REPLACE FUNCTION emit_decision() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    IF has_webhook(NEW.avee_id, 'decision.made') THEN
        PERFORM add_webhook_deliveries(NEW.avee_id, 'decision.made', jsonb_build_object(
            'avee_id', NEW.avee_id, 'conversation_id', NEW.conversation_id, 'message_id', NEW.message_id, 'decision_id', NEW.id,
            'part', NEW.part, 'user_id', NEW.user_id, 'path', NEW.decision_path, 'rule', NEW.rule,
            'confidence', NEW.confidence_score / 10000.0::float8, 'novelty', NEW.novelty_score / 10000.0::float8,
            'complexity', NEW.complexity_score / 10000.0::float8, 'similarity', NEW.similarity,
            'reply_message_id', NEW.reply_message_id, 'answer_id', NEW.similar_answer_id, 'escalation_id', NEW.escalation_id));
    END IF;
    RETURN NULL;
END
$$;
