CREATE OR REPLACE TRIGGER canonical_answers_first_version AFTER INSERT ON canonical_answers FOR EACH ROW
    EXECUTE FUNCTION keep_answer_version();
CREATE OR REPLACE TRIGGER canonical_answers_next_version AFTER UPDATE OF version ON canonical_answers FOR EACH ROW
    WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION keep_answer_version();
CREATE OR REPLACE TRIGGER canonical_answers_emit_new AFTER INSERT ON canonical_answers FOR EACH ROW EXECUTE FUNCTION emit_answer();
-- A reuse does not count as a change.
CREATE OR REPLACE TRIGGER canonical_answers_emit AFTER UPDATE ON canonical_answers FOR EACH ROW
    WHEN (OLD.version <> NEW.version OR OLD.state <> NEW.state) EXECUTE FUNCTION emit_answer();
-- Verdicts, vectors and comparisons are about what the answer says: publishing it is a new version, and changes none of them.
CREATE OR REPLACE TRIGGER canonical_answers_forget BEFORE UPDATE OF version ON canonical_answers FOR EACH ROW
    WHEN (OLD.version <> NEW.version AND (OLD.layer <> NEW.layer OR OLD.state <> NEW.state OR OLD.published = NEW.published
          OR OLD.question_pattern <> NEW.question_pattern OR OLD.answer_content <> NEW.answer_content))
    EXECUTE FUNCTION reset_verdicts();
-- An answer that becomes private or is retired is no longer public, by whatever statement.
CREATE OR REPLACE TRIGGER canonical_answers_withdraw BEFORE UPDATE ON canonical_answers FOR EACH ROW
    WHEN (OLD.published AND NEW.published AND (NEW.layer <> 'public' OR NEW.state <> 'active'))
    EXECUTE FUNCTION withdraw_published();
CREATE OR REPLACE TRIGGER canonical_answers_pass_on AFTER UPDATE OF layer, state ON canonical_answers FOR EACH ROW
    WHEN (OLD.layer <> NEW.layer OR OLD.state <> NEW.state) EXECUTE FUNCTION spread_answer_layer();
CREATE OR REPLACE TRIGGER canonical_answers_vector AFTER INSERT OR DELETE ON canonical_answers FOR EACH ROW
    EXECUTE FUNCTION sync_phrasing_vector();
-- A new vector always comes with a new version or text. The trigger may not name the vector's column, which `reembed`
-- replaces.
CREATE OR REPLACE TRIGGER canonical_answers_vector_again AFTER UPDATE ON canonical_answers FOR EACH ROW
    WHEN (OLD.state <> NEW.state OR OLD.layer <> NEW.layer OR OLD.version <> NEW.version AND (OLD.published = NEW.published
          OR OLD.question_pattern <> NEW.question_pattern OR OLD.answer_content <> NEW.answer_content))
    EXECUTE FUNCTION sync_phrasing_vector();
-- updated_at is the time of the last edit: reuses, verdicts, new embeddings and repeated imports do not change it.
CREATE OR REPLACE TRIGGER canonical_answers_updated_at BEFORE UPDATE ON canonical_answers FOR EACH ROW
    WHEN (OLD.version <> NEW.version OR OLD.question_pattern <> NEW.question_pattern OR OLD.answer_content <> NEW.answer_content
          OR OLD.layer <> NEW.layer OR OLD.state <> NEW.state OR OLD.expires_at IS DISTINCT FROM NEW.expires_at)
    EXECUTE FUNCTION update_updated_at_column();
CREATE OR REPLACE TRIGGER canonical_answers_uncompared AFTER INSERT ON canonical_answers FOR EACH ROW EXECUTE FUNCTION note_uncompared();
CREATE OR REPLACE TRIGGER canonical_answers_uncompared_again AFTER UPDATE ON canonical_answers FOR EACH ROW
    WHEN (NEW.state = 'active' AND (OLD.expires_at IS DISTINCT FROM NEW.expires_at
          OR OLD.version <> NEW.version AND (OLD.published = NEW.published OR OLD.layer <> NEW.layer
              OR OLD.question_pattern <> NEW.question_pattern OR OLD.answer_content <> NEW.answer_content)))
    EXECUTE FUNCTION note_uncompared();
CREATE OR REPLACE TRIGGER canonical_answers_pairs AFTER UPDATE OF layer, state ON canonical_answers FOR EACH ROW
    WHEN (OLD.layer <> NEW.layer OR OLD.state <> NEW.state) EXECUTE FUNCTION follow_answer();
-- Triggers run in the order of their names: this one before the others see the layer.
CREATE OR REPLACE TRIGGER canonical_answers_a_quoted BEFORE INSERT ON canonical_answers FOR EACH ROW
    WHEN (NEW.passage_id IS NOT NULL) EXECUTE FUNCTION keep_quoted_layer();
CREATE OR REPLACE TRIGGER canonical_answers_a_quoted_again BEFORE UPDATE ON canonical_answers FOR EACH ROW
    WHEN (NEW.passage_id IS NOT NULL AND (OLD.answer_content <> NEW.answer_content OR OLD.layer <> NEW.layer
          OR OLD.passage_id IS DISTINCT FROM NEW.passage_id)) EXECUTE FUNCTION keep_quoted_layer();
CREATE OR REPLACE TRIGGER canonical_answers_private BEFORE INSERT ON canonical_answers FOR EACH ROW
    WHEN (NEW.escalation_id IS NOT NULL) EXECUTE FUNCTION refuse_private_answer();
