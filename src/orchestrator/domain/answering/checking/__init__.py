"""Whether a text supports a sentence: its words, numbers and names, and what it says about each."""
