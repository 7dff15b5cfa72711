-- Tells the owner's programs who became a member, got another tier or layer, or is a member no more.
CREATE OR REPLACE FUNCTION emit_member() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    told text := 'member.' || CASE TG_OP WHEN 'INSERT' THEN 'joined' WHEN 'UPDATE' THEN 'changed' ELSE 'removed' END;
    member avee_members := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
BEGIN
    IF has_webhook(member.avee_id, told) THEN
        PERFORM add_webhook_deliveries(member.avee_id, told, jsonb_build_object(
            'avee_id', member.avee_id, 'user_id', member.user_id, 'tier', member.tier, 'layer', member.layer));
    END IF;
    RETURN NULL;
END
$$;
