CREATE OR REPLACE TRIGGER decision_feedback_updated_at BEFORE UPDATE ON decision_feedback
    FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
-- A mark after a yes takes the yes back.
CREATE OR REPLACE TRIGGER decision_feedback_weigh AFTER INSERT OR UPDATE OF verdict ON decision_feedback FOR EACH ROW
    WHEN (NEW.answer_id IS NOT NULL AND NEW.verdict IN ('wrong', 'not_my_question')) EXECUTE FUNCTION enqueue_weighing();
CREATE OR REPLACE TRIGGER decision_feedback_count_new AFTER INSERT ON decision_feedback FOR EACH ROW
    WHEN (NEW.answer_id IS NOT NULL) EXECUTE FUNCTION count_verdict();
CREATE OR REPLACE TRIGGER decision_feedback_count AFTER UPDATE OF verdict ON decision_feedback FOR EACH ROW
    WHEN (NEW.answer_id IS NOT NULL AND NEW.verdict IS DISTINCT FROM OLD.verdict) EXECUTE FUNCTION count_verdict();
CREATE OR REPLACE TRIGGER decision_feedback_emit_new AFTER INSERT ON decision_feedback FOR EACH ROW EXECUTE FUNCTION emit_feedback();
CREATE OR REPLACE TRIGGER decision_feedback_emit AFTER UPDATE OF verdict ON decision_feedback FOR EACH ROW
    WHEN (NEW.verdict <> OLD.verdict) EXECUTE FUNCTION emit_feedback();
