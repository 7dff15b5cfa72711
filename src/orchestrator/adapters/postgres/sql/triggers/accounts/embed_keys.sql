CREATE OR REPLACE TRIGGER embed_keys_end_sessions AFTER UPDATE OF secret OR DELETE ON embed_keys FOR EACH ROW EXECUTE FUNCTION end_signed_sessions();
