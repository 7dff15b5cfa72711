"""How a language is polite: the words that a clause of manners is made of. Read by `clauses`; nothing here decides."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language. Phrases are separated by commas, words by spaces.

    A clause is manners where a phrase of the first five fields stands in it and all its other words are known here. So a
    word in `soft` must be one that asks about nothing beside such a phrase: "your videos" in "I love your videos".
    """

    language: str
    """ISO 639-1 code."""
    greetings: str
    """Phrases that a name may follow."""
    thanks: str
    """Phrases that a name may follow."""
    closings: str
    """Phrases that open the end of a message; a name may follow."""
    heads: str
    """Praise, apologies, announcements of a question, and what else is said out of politeness."""
    courtesies: str
    """Whole questions that ask for nothing, such as 'how are you'."""
    introductions: str
    """Phrases before the writer's own name."""
    titles: str
    """Words before a name."""
    soft: str
    """Words that may stand in a clause of manners and do not make one."""
    asks: str
    """Words that begin a question. A clause that begins with one is no manners."""
    joints: str
    """Words that join manners to the question and mean nothing without them: 'Sorry to bother you, but …'."""
    also: str
    """Words that join another question to the one before them."""
    corrections: str
    """Phrases before the same question in other words, or before its other half."""
    origins: str = ""
    """Words between the writer's name and a place."""
