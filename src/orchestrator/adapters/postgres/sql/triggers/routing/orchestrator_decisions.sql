CREATE OR REPLACE TRIGGER orchestrator_decisions_reply_ms BEFORE INSERT ON orchestrator_decisions
    FOR EACH ROW EXECUTE FUNCTION note_reply_time();
CREATE OR REPLACE TRIGGER orchestrator_decisions_emit AFTER INSERT ON orchestrator_decisions
    FOR EACH ROW EXECUTE FUNCTION emit_decision();
