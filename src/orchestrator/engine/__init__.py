"""Use cases: each loads, thinks and saves. The only floor that opens transactions and awaits models."""
