"""Instructions planted in a document: sentences that speak to a language model instead of a reader. No quote or draft
holds them."""

import re
from itertools import pairwise

INSTRUCTION = re.compile(
    r"\b(?:(?:ignore|disregard|forget|override|bypass)\b[^.!?\n]{0,40}\b(?:instructions?|rules?|prompts?|guidelines)"
    r"|(?:reveal|print|repeat|show|output|leak)\b[^.!?\n]{0,30}\b(?:persona|system prompt|instructions?|hidden|secrets?)"
    r"|you (?:must|should|shall|will)(?: now| only| always)? (?:respond|reply|answer|say|output|act|pretend)"
    r"|(?:respond|reply|answer) (?:only )?with|say exactly|you are now|system prompt|as an ai\b|language model"
    r"|(?:add|append|include|insert|integrate|introduce|replace|rearrange|scramble|remove|misspell|modify|augment|enhance|convert|substitute|provide|render|use|group|combine|jumble|anagram|translate)"
    r"\b[^!?\n]{0,160}\byour (?:final |whole |next )?(?:response|reply|answer|message|output)(?:'s|s)?\b"
    r"|in your (?:response|reply|answer|output),? (?:always |also |only )?(?:suggest|tease|mention|add|include|use|say|tell|recommend|promote|link|direct|write)\w*\b)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?。！？]++[\"”’')\]]*+(?=\s|$)[ \t]*+")


def without_instructions(text: str) -> str:
    """The text without the sentences that instruct a model; each run of them becomes '[…]'."""
    if INSTRUCTION.search(text) is None:
        return text
    kept = "\n".join(_without_instructions_in_line(line) for line in text.split("\n"))
    # An instruction across several sentences is still there: only its matching part is removed.
    return kept if INSTRUCTION.search(kept) is None else INSTRUCTION.sub("[…]", kept)


def _without_instructions_in_line(line: str) -> str:
    kept = "".join("[…] " if INSTRUCTION.search(sentence) else sentence for sentence in _sentences(line))
    return re.sub(r"(?:\[…\] )+", "[…] ", kept).rstrip()


def _sentences(line: str) -> list[str]:
    """The sentences of a line, each with the spaces after it."""
    ends = [found.end() for found in _SENTENCE_END.finditer(line)]
    return [line[start:end] for start, end in pairwise([0, *ends, len(line)]) if start < end]
