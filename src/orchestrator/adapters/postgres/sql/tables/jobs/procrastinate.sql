-- The job queue's tables are defined by its library; here is only what the running program may do with them.
GRANT SELECT, INSERT, UPDATE, DELETE ON procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers, procrastinate_workers
    TO {runtime_role};
GRANT USAGE, SELECT
    ON SEQUENCE procrastinate_jobs_id_seq, procrastinate_events_id_seq, procrastinate_periodic_defers_id_seq, procrastinate_workers_id_seq
    TO {runtime_role};
