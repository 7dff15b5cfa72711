-- Names the person whose row-level permissions apply in the transaction; the first statement of each. The layer that
-- the router may quote is computed here, once: the granted layer, or a lower one if the transaction asks for it; '' (no
-- rows) unless a person and an avee are named.
CREATE OR REPLACE FUNCTION name_person(p_person text, p_avee text, p_layer text) RETURNS void LANGUAGE plpgsql AS
$$
DECLARE
    granted layer;
BEGIN
    PERFORM set_config('app.person', p_person, true), set_config('app.avee', p_avee, true), set_config('app.layer', p_layer, true);
    IF p_avee <> '' THEN
        granted := granted_layer(p_avee::uuid);
    END IF;
    PERFORM set_config('app.visible_layer',
        CASE WHEN granted IS NULL THEN '' ELSE least(granted, asked_layer())::text END, true);
END
$$;
