"""Programs that `make` runs: each prints or checks one thing."""
