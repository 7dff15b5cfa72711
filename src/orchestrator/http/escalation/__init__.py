"""The queue and the moves of an escalation over HTTP."""
