-- A text in lower case, cut into pieces of three bytes from the given byte on, each as a number; and one negative number for the
-- avee. For the index messages_pieces: a message that contains a text has all pieces of the text, cut from its first, second or
-- third byte. Bytes, because that is linear in the length and two characters of a script without spaces are pieces, too; one piece
-- of three bytes, because a message waits for its entries in the index.
CREATE OR REPLACE FUNCTION text_pieces(p_avee uuid, p_text text, p_from integer) RETURNS integer[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT array_append(
        ARRAY(SELECT (get_byte(t.bytes, i) << 16) | (get_byte(t.bytes, i + 1) << 8) | get_byte(t.bytes, i + 2)
              FROM generate_series(p_from, octet_length(t.bytes) - 3, 3) i),
        hashtext(p_avee::text) | (-2147483648))
    FROM (SELECT convert_to(lower(p_text), 'UTF8') AS bytes) t
$$;
