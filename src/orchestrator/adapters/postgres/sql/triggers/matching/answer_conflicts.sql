CREATE OR REPLACE TRIGGER answer_conflicts_mark AFTER INSERT OR UPDATE OR DELETE ON answer_conflicts FOR EACH ROW
    EXECUTE FUNCTION keep_shared_wordings();
