CREATE OR REPLACE TRIGGER trust_cards_count AFTER UPDATE OF verdict ON trust_cards FOR EACH ROW
    WHEN (NEW.verdict IS DISTINCT FROM OLD.verdict AND NEW.kind <> 'confirmed') EXECUTE FUNCTION count_verdict();
