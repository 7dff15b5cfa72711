"""Use cases: each loads, decides and saves. Only this floor opens transactions and awaits models."""
