"""all-mpnet-base-v2, the larger English model of the extra `large`: its identity, its files and its graph."""
