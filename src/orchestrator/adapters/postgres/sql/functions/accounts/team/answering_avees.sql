-- The avees for which the person may send an answer: as an editor or the owner, and else where no second signature is wanted.
CREATE OR REPLACE FUNCTION answering_avees() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT t.id FROM (SELECT team_avees('answerer') AS id) t JOIN orchestrator_configs p ON p.avee_id = t.id
    WHERE NOT p.second_signature OR t.id IN (SELECT team_avees('editor'))
$$;
