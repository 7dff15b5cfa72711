CREATE OR REPLACE TRIGGER passages_vector AFTER INSERT OR DELETE ON passages FOR EACH ROW EXECUTE FUNCTION sync_passage_vector();
CREATE OR REPLACE TRIGGER passages_vector_again AFTER UPDATE ON passages FOR EACH ROW
    WHEN (OLD.layer <> NEW.layer OR OLD.heading <> NEW.heading OR OLD.content <> NEW.content) EXECUTE FUNCTION sync_passage_vector();
CREATE OR REPLACE TRIGGER passages_sentences AFTER UPDATE OF layer ON passages FOR EACH ROW
    WHEN (OLD.layer <> NEW.layer) EXECUTE FUNCTION keep_sentence_layers();
CREATE OR REPLACE TRIGGER passages_quoted AFTER UPDATE OF layer ON passages FOR EACH ROW
    WHEN (OLD.layer < NEW.layer) EXECUTE FUNCTION spread_passage_layer();
