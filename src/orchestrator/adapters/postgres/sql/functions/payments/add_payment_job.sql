-- The job that does what is due; jobs of one payment run one after another. It names no person, so that it outlives an erasure.
CREATE OR REPLACE FUNCTION add_payment_job(p_payment uuid) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT enqueue_job('payments', 'settle_payment', jsonb_build_object('payment_id', p_payment), 'payments:' || p_payment) $$;
