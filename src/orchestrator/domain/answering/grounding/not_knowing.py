"""How a chat model says that it does not know the answer, or the rest of it."""

import re

from orchestrator.domain.answering.asking_back import ASK_BACK
from orchestrator.domain.answering.half_answers import MISSING

NO_ANSWER = "NO_ANSWER_IN_PASSAGES"
"""The whole text that a model is told to write where the passages do not answer the question."""
NOT_KNOWING = re.compile(
    r"\b(?:i (?:do not|don't|don’t|did not|cannot|can't|can’t|could not|couldn't) (?:know|find|say|answer|tell|see|provide|help)"
    r"|i(?:'m| am) (?:not sure|unable|sorry)|(?:the |these |those |given |provided ){0,4}(?:passages?|documents?|sources?|context|information)"
    r"(?: (?:above|below|given|provided))? (?:do(?:es)? not|don't|doesn't|did not|don’t|doesn’t|never|cannot)"
    r"|(?:no|not enough|insufficient) (?:information|answer|mention)"
    r"|ich wei(?:ß|ss)(?: es| das)? nicht|je ne sais pas|no lo s[eé]|non lo so|n[ãa]o sei|weet ik niet|jag vet inte)\b",
    re.IGNORECASE,
)
CLOSING = re.compile(rf"^[*_`\s]*+({MISSING}|{ASK_BACK})[*_`\s]*+[:：]?", re.IGNORECASE)
"""How the lines begin in which a model names what is missing, or what it asks back."""
