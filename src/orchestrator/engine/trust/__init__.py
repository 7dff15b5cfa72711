"""Trust in automatic and reused answers: reports, cards and verdicts."""
