CREATE OR REPLACE TRIGGER close_questions_weigh AFTER UPDATE OF verdict ON close_questions FOR EACH ROW
    WHEN (NEW.verdict IS DISTINCT FROM OLD.verdict) EXECUTE FUNCTION enqueue_weighing();
