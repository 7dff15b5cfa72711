-- The words of a passage, with the avee as one more word, for the index passages_words.
CREATE OR REPLACE FUNCTION searchable_words(p_avee uuid, p_words tsvector) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT p_words || array_to_tsvector(ARRAY[p_avee::text]) $$;
