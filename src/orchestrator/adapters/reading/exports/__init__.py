"""Reading files that other programs export. Runs in the processes that read documents."""
