"""The outside world, one folder each; strangers to each other."""
