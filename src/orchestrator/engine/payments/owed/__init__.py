"""What is owed, and what is true: the jobs that take and give back, and ask providers what they know."""
