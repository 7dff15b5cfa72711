-- Adds a job through the queue's library in the caller's transaction: it runs if and only if the transaction commits.
-- Jobs with the same p_lock run one after the other.
CREATE OR REPLACE FUNCTION enqueue_job(p_queue text, p_task text, p_arguments jsonb, p_lock text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    PERFORM procrastinate_defer_jobs_v1(
        ARRAY[ROW(p_queue, p_task, 0, p_lock, NULL, p_arguments, NULL)::procrastinate_job_to_defer_v1]);
END
$$;
