"""Words that speak to a model instead of a reader, as they are planted in documents: no visitor is served by them."""

import re

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
_SENTENCES = re.compile(r"[^\n]*?(?:[.!?。！？]+[\"”’')\]]*(?=\s|$)|$)[ \t]*", re.MULTILINE)


def without_instructions(text: str) -> str:
    """The text with its sentences that give a model orders left out, each marked by '[…]'; the same text where there are none."""
    if INSTRUCTION.search(text) is None:
        return text
    kept = "\n".join(_line(line) for line in text.split("\n"))
    # An order that runs over the ends of sentences is cut where it was found.
    return kept if INSTRUCTION.search(kept) is None else INSTRUCTION.sub("[…]", kept)


def _line(line: str) -> str:
    parts = [part for part in _SENTENCES.findall(line) if part]
    told = "".join("[…] " if INSTRUCTION.search(part) else part for part in parts)
    return re.sub(r"(?:\[…\] )+", "[…] ", told).rstrip()
