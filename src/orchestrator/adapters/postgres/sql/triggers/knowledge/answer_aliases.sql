CREATE OR REPLACE TRIGGER answer_aliases_reach BEFORE INSERT ON answer_aliases FOR EACH ROW EXECUTE FUNCTION read_alias_reach();
CREATE OR REPLACE TRIGGER answer_aliases_shelve AFTER INSERT OR DELETE ON answer_aliases FOR EACH ROW EXECUTE FUNCTION shelve_phrasing();
CREATE OR REPLACE TRIGGER answer_aliases_shelve_again AFTER UPDATE ON answer_aliases FOR EACH ROW
    WHEN (OLD.state <> NEW.state OR OLD.layer <> NEW.layer OR OLD.question <> NEW.question) EXECUTE FUNCTION shelve_phrasing();
