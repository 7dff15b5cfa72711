CREATE OR REPLACE TRIGGER conversation_reads_emit_new AFTER INSERT ON conversation_reads FOR EACH ROW EXECUTE FUNCTION emit_read();
CREATE OR REPLACE TRIGGER conversation_reads_emit AFTER UPDATE ON conversation_reads FOR EACH ROW
    WHEN (OLD.last_read_id <> NEW.last_read_id) EXECUTE FUNCTION emit_read();
