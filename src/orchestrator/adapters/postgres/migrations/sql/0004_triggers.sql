-- Every writer emits, because the tables do.

CREATE FUNCTION emit_message() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$
DECLARE
    owner uuid := (
        SELECT a.owner_id FROM conversations c JOIN avees a ON a.id = c.avee_id
        WHERE c.avee_id = NEW.avee_id AND c.id = NEW.conversation_id
        AND (c.kind = 'direct' OR EXISTS (
            SELECT 1 FROM escalation_queue q
            WHERE q.avee_id = c.avee_id AND q.conversation_id = c.id AND q.accepted_at IS NOT NULL)));
BEGIN
    PERFORM emit_event(ARRAY[NEW.user_id, owner], 'message.added',
        jsonb_build_object('avee_id', NEW.avee_id, 'conversation_id', NEW.conversation_id, 'message_id', NEW.id));
    IF NEW.kind = 'correction' THEN
        PERFORM add_notification(NEW.user_id, 'corrected', NEW.avee_id, NEW.conversation_id, NEW.id);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER messages_emit AFTER INSERT ON messages FOR EACH ROW EXECUTE FUNCTION emit_message();

CREATE FUNCTION emit_escalation() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$
DECLARE
    owner uuid := (SELECT owner_id FROM avees WHERE id = NEW.avee_id);
    told text := 'escalation.' || NEW.status;
    ids jsonb := jsonb_build_object('avee_id', NEW.avee_id, 'conversation_id', NEW.conversation_id, 'escalation_id', NEW.id);
BEGIN
    IF NEW.accepted_at IS NULL THEN
        -- An offer that was not accepted is between the asker and the agent.
        PERFORM emit_event(ARRAY[NEW.user_id], told, ids);
        RETURN NULL;
    END IF;
    PERFORM emit_event(ARRAY[NEW.user_id, owner], told, ids);
    PERFORM add_webhook_deliveries(NEW.avee_id, told, ids);
    IF NEW.status = 'accepted' THEN
        PERFORM add_notification(owner, 'question_accepted', NEW.avee_id, NEW.conversation_id, NEW.id);
    ELSIF NEW.status IN ('answered', 'expired') OR NEW.status = 'declined' AND NEW.declined_by IS DISTINCT FROM 'asker' THEN
        PERFORM add_notification(NEW.user_id, NEW.status, NEW.avee_id, NEW.conversation_id, NEW.id);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER escalation_queue_emit_new AFTER INSERT ON escalation_queue FOR EACH ROW EXECUTE FUNCTION emit_escalation();
CREATE TRIGGER escalation_queue_emit AFTER UPDATE OF status ON escalation_queue FOR EACH ROW
    WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION emit_escalation();

-- What concerns the creator alone: documents, canonical answers, the policy.
CREATE FUNCTION emit_to_creator(p_avee uuid, p_kind text, p_ids jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = public AS
$$
BEGIN
    PERFORM emit_event(ARRAY[(SELECT owner_id FROM avees WHERE id = p_avee)], p_kind, p_ids);
    PERFORM add_webhook_deliveries(p_avee, p_kind, p_ids);
END
$$;

CREATE FUNCTION emit_document() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$
BEGIN
    PERFORM emit_to_creator(NEW.avee_id, 'document.' || NEW.status, jsonb_build_object('avee_id', NEW.avee_id, 'document_id', NEW.id));
    RETURN NULL;
END
$$;
CREATE TRIGGER documents_emit_new AFTER INSERT ON documents FOR EACH ROW EXECUTE FUNCTION emit_document();
CREATE TRIGGER documents_emit AFTER UPDATE OF status ON documents FOR EACH ROW
    WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION emit_document();

CREATE FUNCTION emit_answer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$
DECLARE
    told text := CASE WHEN NEW.state = 'retired' THEN 'answer.retired' WHEN TG_OP = 'INSERT' THEN 'answer.added' ELSE 'answer.changed' END;
BEGIN
    PERFORM emit_to_creator(NEW.avee_id, told, jsonb_build_object('avee_id', NEW.avee_id, 'answer_id', NEW.id));
    RETURN NULL;
END
$$;
CREATE TRIGGER canonical_answers_emit_new AFTER INSERT ON canonical_answers FOR EACH ROW EXECUTE FUNCTION emit_answer();
-- Not on being reused.
CREATE TRIGGER canonical_answers_emit AFTER UPDATE ON canonical_answers FOR EACH ROW
    WHEN (OLD.version <> NEW.version OR OLD.state <> NEW.state) EXECUTE FUNCTION emit_answer();

CREATE FUNCTION emit_policy() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$
BEGIN
    PERFORM emit_to_creator(NEW.avee_id, 'policy.changed', jsonb_build_object('avee_id', NEW.avee_id));
    RETURN NULL;
END
$$;
CREATE TRIGGER orchestrator_configs_emit AFTER UPDATE OF version ON orchestrator_configs FOR EACH ROW
    WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION emit_policy();
