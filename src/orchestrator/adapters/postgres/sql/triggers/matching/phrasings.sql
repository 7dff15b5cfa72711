CREATE OR REPLACE TRIGGER phrasings_layer BEFORE INSERT ON phrasings FOR EACH ROW EXECUTE FUNCTION copy_answer_layer();
CREATE OR REPLACE TRIGGER phrasings_vector AFTER INSERT OR DELETE ON phrasings FOR EACH ROW EXECUTE FUNCTION sync_phrasing_vector();
CREATE OR REPLACE TRIGGER phrasings_vector_again AFTER UPDATE ON phrasings FOR EACH ROW
    WHEN (OLD.state <> NEW.state OR OLD.layer <> NEW.layer OR OLD.question <> NEW.question) EXECUTE FUNCTION sync_phrasing_vector();
CREATE OR REPLACE TRIGGER phrasings_uncompared AFTER INSERT OR DELETE ON phrasings FOR EACH ROW EXECUTE FUNCTION note_uncompared();
CREATE OR REPLACE TRIGGER phrasings_uncompared_again AFTER UPDATE ON phrasings FOR EACH ROW
    WHEN (OLD.state <> NEW.state OR OLD.question <> NEW.question) EXECUTE FUNCTION note_uncompared();
