"""Looks at a match: each gives the probability that a stored answer is right, from the scores of a model."""
