CREATE OR REPLACE TRIGGER answer_examples_layer BEFORE INSERT ON answer_examples FOR EACH ROW EXECUTE FUNCTION copy_answer_layer();
