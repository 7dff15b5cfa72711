CREATE OR REPLACE TRIGGER answer_deliveries_count AFTER INSERT ON answer_deliveries FOR EACH ROW
    WHEN (NEW.is_reuse) EXECUTE FUNCTION count_reuse();
