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
CREATE OR REPLACE TRIGGER escalation_queue_price BEFORE UPDATE ON escalation_queue FOR EACH ROW
    WHEN ((OLD.price_amount, OLD.price_currency, OLD.private_extra, OLD.is_private, OLD.place_until)
          IS DISTINCT FROM (NEW.price_amount, NEW.price_currency, NEW.private_extra, NEW.is_private, NEW.place_until))
    EXECUTE FUNCTION guard_price();
CREATE OR REPLACE TRIGGER escalation_queue_paid BEFORE UPDATE OF status ON escalation_queue FOR EACH ROW
    WHEN (NEW.price_currency IS NOT NULL AND OLD.status <> NEW.status AND NEW.status IN ('accepted', 'answered'))
    EXECUTE FUNCTION require_payment();
CREATE OR REPLACE TRIGGER escalation_queue_settle AFTER UPDATE OF status ON escalation_queue FOR EACH ROW
    WHEN (NEW.price_currency IS NOT NULL AND OLD.status <> NEW.status AND NEW.status IN ('answered', 'declined', 'expired'))
    EXECUTE FUNCTION settle_question();
CREATE OR REPLACE TRIGGER escalation_queue_settle_gone BEFORE DELETE ON escalation_queue FOR EACH ROW
    WHEN (OLD.price_currency IS NOT NULL) EXECUTE FUNCTION settle_question();
