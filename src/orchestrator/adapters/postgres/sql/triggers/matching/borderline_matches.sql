CREATE OR REPLACE TRIGGER borderline_matches_enqueue AFTER INSERT ON borderline_matches FOR EACH ROW EXECUTE FUNCTION enqueue_model_check();
