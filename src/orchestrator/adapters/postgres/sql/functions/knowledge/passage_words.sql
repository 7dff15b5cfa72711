-- A passage's words and the avee as one more of them, for the index document_chunks_words.
CREATE OR REPLACE FUNCTION passage_words(p_avee uuid, p_words tsvector) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT p_words || array_to_tsvector(ARRAY[p_avee::text]) $$;
