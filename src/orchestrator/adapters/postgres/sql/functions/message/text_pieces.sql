-- The distinct pieces of three bytes of a text in lower case, as numbers, and one negative number for the avee: a text contains
-- another only if it has all of its pieces. For the index messages_pieces. Of bytes, so that it is linear in the length and two
-- characters of a script without spaces are pieces, too.
CREATE OR REPLACE FUNCTION text_pieces(p_avee uuid, p_text text) RETURNS integer[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT array_append(
        ARRAY(SELECT DISTINCT (get_byte(lower_case.bytes, i) << 16) | (get_byte(lower_case.bytes, i + 1) << 8) | get_byte(lower_case.bytes, i + 2)
              FROM generate_series(0, octet_length(lower_case.bytes) - 3) i),
        hashtext(p_avee::text) | (-2147483648))
    FROM (SELECT convert_to(lower(p_text), 'UTF8') AS bytes) lower_case
$$;
