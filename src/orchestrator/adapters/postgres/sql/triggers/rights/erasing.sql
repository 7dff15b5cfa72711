CREATE OR REPLACE TRIGGER orchestrator_decisions_count AFTER DELETE ON orchestrator_decisions
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION keep_past_counts();
CREATE OR REPLACE TRIGGER avees_drop_jobs AFTER DELETE ON avees FOR EACH ROW EXECUTE FUNCTION drop_agent_jobs();
