-- Whether this is somebody of a channel: the channel is where an answer reaches them. Served by channel_people_user_id.
CREATE OR REPLACE FUNCTION is_channel_person(p_user uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT EXISTS (SELECT 1 FROM channel_people WHERE user_id = p_user) $$;
