CREATE OR REPLACE TRIGGER question_openings_emit AFTER INSERT OR DELETE ON question_openings FOR EACH ROW EXECUTE FUNCTION emit_teamwork();
CREATE OR REPLACE TRIGGER question_openings_emit_again AFTER UPDATE ON question_openings FOR EACH ROW
    WHEN (OLD.is_writing <> NEW.is_writing OR OLD.noted_at < NEW.noted_at - interval '1 minute') EXECUTE FUNCTION emit_teamwork();
