"""Sets of questions and acts, and the program that asks them: `python benchmarks/judgement SET`."""
