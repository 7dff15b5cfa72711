CREATE OR REPLACE TRIGGER escalation_queue_updated_at BEFORE UPDATE ON escalation_queue
    FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE OR REPLACE TRIGGER escalation_queue_answered AFTER UPDATE OF status ON escalation_queue FOR EACH ROW
    WHEN (NEW.status = 'answered' AND OLD.status <> 'answered' AND NEW.creator_answer IS NOT NULL AND NEW.reuse)
    EXECUTE FUNCTION make_canonical_answer();
CREATE OR REPLACE TRIGGER escalation_queue_replace BEFORE INSERT ON escalation_queue FOR EACH ROW
    WHEN (NEW.status = 'pending') EXECUTE FUNCTION close_older_offers();
CREATE OR REPLACE TRIGGER escalation_queue_emit_new AFTER INSERT ON escalation_queue FOR EACH ROW EXECUTE FUNCTION emit_escalation();
CREATE OR REPLACE TRIGGER escalation_queue_emit AFTER UPDATE OF status ON escalation_queue FOR EACH ROW
    WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION emit_escalation();
CREATE OR REPLACE TRIGGER escalation_queue_assigned AFTER UPDATE OF assigned_to ON escalation_queue FOR EACH ROW
    WHEN (OLD.assigned_to IS DISTINCT FROM NEW.assigned_to) EXECUTE FUNCTION tell_assigned();
