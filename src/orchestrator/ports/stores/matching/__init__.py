"""The stores of canonical answers: their texts, phrasings and examples, their vectors by further models, and their conflicts."""
