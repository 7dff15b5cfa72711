CREATE OR REPLACE TRIGGER search_vectors_bank_in AFTER INSERT ON search_vectors FOR EACH ROW WHEN (NEW.kind = 'answer' AND NEW.id = NEW.part_of)
    EXECUTE FUNCTION note_bank_change();
CREATE OR REPLACE TRIGGER search_vectors_bank_out AFTER DELETE ON search_vectors FOR EACH ROW WHEN (OLD.kind = 'answer' AND OLD.id = OLD.part_of)
    EXECUTE FUNCTION note_bank_change();
