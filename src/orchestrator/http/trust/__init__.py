"""Trust reports, cards and model checks over HTTP."""
