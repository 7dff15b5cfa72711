CREATE OR REPLACE TRIGGER messages_emit AFTER INSERT ON messages FOR EACH ROW EXECUTE FUNCTION emit_message();
CREATE OR REPLACE TRIGGER messages_silence AFTER INSERT ON messages FOR EACH ROW
    WHEN (NEW.role = 'creator' AND NEW.kind = 'message') EXECUTE FUNCTION silence_agent();
CREATE OR REPLACE TRIGGER messages_limit_guest BEFORE INSERT ON messages FOR EACH ROW
    WHEN (NEW.role = 'user') EXECUTE FUNCTION limit_guest_message();
