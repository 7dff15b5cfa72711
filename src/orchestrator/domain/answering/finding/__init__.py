"""Finding the passage that answers, and how sure it is: words, ranking, evidence, confidence. Nothing is written here."""
