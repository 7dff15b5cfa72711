CREATE OR REPLACE TRIGGER answer_examples_reach BEFORE INSERT ON answer_examples FOR EACH ROW EXECUTE FUNCTION read_alias_reach();
