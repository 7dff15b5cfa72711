"""Mail to people: what is told in which mail, when, and in which words."""
