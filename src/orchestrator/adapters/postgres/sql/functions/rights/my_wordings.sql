-- What an agent keeps of the person's wording beside their messages: other ways of asking a stored question, and what a creator
-- was asked about. The answers that it belongs to are the creator's.
CREATE OR REPLACE FUNCTION my_wordings() RETURNS TABLE (kind text, avee_id uuid, id uuid, question text, created_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT 'phrasing', x.avee_id, x.id, x.question, x.created_at FROM phrasings x WHERE x.user_id = current_person()
    UNION ALL
    SELECT 'example', x.avee_id, x.id, x.question, x.created_at FROM answer_examples x WHERE x.user_id = current_person()
    UNION ALL
    SELECT 'card', x.avee_id, x.id, x.question, x.created_at FROM trust_cards x WHERE x.user_id = current_person()
    UNION ALL
    SELECT 'checked match', x.avee_id, x.id, x.question, x.created_at FROM borderline_matches x WHERE x.user_id = current_person()
$$;
