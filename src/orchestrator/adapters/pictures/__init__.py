"""Pictures that people upload, read in a process that has limits and can be killed."""
