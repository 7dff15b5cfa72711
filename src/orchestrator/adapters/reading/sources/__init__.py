"""Reading what websites and feeds send. Runs in the processes that read documents."""
