"""The rules in their order, what they read, the thresholds that they compare with, and the sentence that each gives."""
