"""Answers from documents: whether passages answer a question, drafts, and the check of each sentence."""
