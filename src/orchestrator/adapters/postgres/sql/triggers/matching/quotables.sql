CREATE OR REPLACE TRIGGER quotables_bank_in AFTER INSERT ON quotables FOR EACH ROW WHEN (NEW.kind = 'answer' AND NEW.id = NEW.part_of)
    EXECUTE FUNCTION note_banked();
CREATE OR REPLACE TRIGGER quotables_bank_out AFTER DELETE ON quotables FOR EACH ROW WHEN (OLD.kind = 'answer' AND OLD.id = OLD.part_of)
    EXECUTE FUNCTION note_banked();
