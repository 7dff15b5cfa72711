CREATE OR REPLACE TRIGGER grey_matches_enqueue AFTER INSERT ON grey_matches FOR EACH ROW EXECUTE FUNCTION enqueue_grey_match();
