"""Answers from documents: whether passages answer a question, drafts written from them, and the check of each
sentence."""
