CREATE OR REPLACE TRIGGER document_chunks_shelve AFTER INSERT OR DELETE ON document_chunks FOR EACH ROW EXECUTE FUNCTION shelve_passage();
CREATE OR REPLACE TRIGGER document_chunks_shelve_again AFTER UPDATE ON document_chunks FOR EACH ROW
    WHEN (OLD.layer <> NEW.layer OR OLD.heading <> NEW.heading OR OLD.content <> NEW.content) EXECUTE FUNCTION shelve_passage();
