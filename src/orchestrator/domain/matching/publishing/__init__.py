"""Publishing an answer: what may be published, its address, and what is searched for."""
