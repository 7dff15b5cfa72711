"""A stand-in for a chat model that does what the prompt asks, by a rule of its own. It knows no question beforehand: it reads the
prompt alone.

The rule: the sentences that ask are cut into their clauses (at "?", "," and "and"). For each clause it takes the sentence of the passages that
shares most of the clause's words, rare words counting more and words of the headings half; where a number is asked for ("how much",
"when"), a sentence with one wins. A clause is answered if the sentence and its headings hold at least HOLDS_FROM of the weight of
its words, two of them where it has two. All answered: those sentences, cited. Some: those, and the other clauses as missing. None: no answer. Where the best
sentences of two passages hold the same words of the question, and the question has no word of either's own heading, it asks back.
It rewrites nothing but marks of Markdown and rows of tables, so it is right more often than a real model, and never elegant.
"""

import math
import re
from dataclasses import dataclass

from orchestrator.domain.answering.asking_back import ASK_BACK
from orchestrator.domain.answering.grounding.not_knowing import NO_ANSWER
from orchestrator.domain.answering.half_answers import MISSING

PASSAGE = re.compile(r'<passage number="(\d+)" from="([^"\n]*)">\n(.*?)\n</passage>', re.DOTALL)
QUESTION = re.compile(r"<question>\n(.*?)\n</question>", re.DOTALL)
TURN = re.compile(r'<turn by="visitor">\n(.*?)\n</turn>', re.DOTALL)
HOLDS_FROM = 0.45
SKIPPED = frozenset(
    """the a an of to in on is are do does did i it its and or for what when how which who where why can could would should will my your
    at be you me we if with have has had there that this then by from as not so was were am about any many much long often ever need
    get got one use please tell know""".split()
)
NUMBERS = re.compile(r"\b(?:how (?:much|many|long|often|far|old|heavy|hot|big)|when|what time|price|cost)", re.IGNORECASE)


@dataclass(frozen=True)
class Sentence:
    """A sentence of a passage, or a row of its table."""

    text: str
    number: str
    """Of the passage."""
    own: frozenset[str]
    above: frozenset[str]
    """The words of the headings."""
    heading: str


def answer_well(system: str, user: str) -> str:
    """What a good model would write to this prompt: an answer, a check of a sentence, or a summary."""
    if "<sentence>" in user:
        return "YES"
    if "<passages>" not in user:
        turns = TURN.findall(user)
        return f"The visitor asks: {turns[-1]}" if turns else "Nothing was said."
    sentences = _read(user)
    question = QUESTION.findall(user)[0]
    asked = [text for text in re.split(r"(?<=[.!?？])\s+|\n", question) if text.rstrip().endswith(("?", "？"))] or [question]
    clauses = [clause for text in asked for clause in re.split(r"[?？]|,? and |, ", text) if _words(clause)]
    rare = _rarity(sentences)
    found = [_best(clause, sentences, rare, question) for clause in clauses]
    answers = list(dict.fromkeys(sentence for sentence in found if sentence is not None))
    if not answers:
        return NO_ANSWER
    rivals = _rivals(question, answers[0], sentences) if len(clauses) == 1 else []
    if rivals:
        return f"{ASK_BACK}: {' | '.join(rivals)}"
    said = " ".join(f"{sentence.text.rstrip('.')} [{sentence.number}]." for sentence in answers)
    missing = [clause.strip() for clause, sentence in zip(clauses, found, strict=True) if sentence is None]
    return "\n".join([said, *(f"{MISSING}: {clause}" for clause in missing)])


def _read(user: str) -> list[Sentence]:
    read = []
    for number, place, content in PASSAGE.findall(user):
        heading = place.split(" > ")[-1]
        for text in _texts(content):
            read.append(Sentence(text, number, _words(text), _words(place), heading))
    return read


def _texts(content: str) -> list[str]:
    """The sentences without marks; of a table, each row with the names of its columns."""
    texts, header = [], list[str]()
    for block in re.split(r"\n\s*\n", content):
        lines = block.split("\n")
        for line in [line for line in lines if line.startswith("|")]:
            cells = [cell.strip() for cell in line.strip("| ").split("|")]
            if not header:
                header = cells
            elif not set(line) <= set("|-: "):
                texts.append(", ".join(f"{name} {cell}" for name, cell in zip(header, cells, strict=False)))
        prose = " ".join(line.strip() for line in lines if not line.startswith(("|", "#")))
        for item in re.split(r"(?:^|\s)(?:[-*]|\d+\.)\s+", prose):
            texts += [text.replace("**", "") for text in re.split(r"(?<=[.!?])\s+", item.strip()) if text]
    return texts


def _best(clause: str, sentences: list[Sentence], rare: dict[str, float], question: str) -> Sentence | None:
    """The sentence that answers the clause; None where none holds enough of it."""
    words = _words(clause)
    unknown = math.log(1 + len(sentences))
    asks_number = NUMBERS.search(clause) is not None

    def weight(sentence: Sentence) -> float:
        held = sum(rare.get(word, unknown) * (1.0 if word in sentence.own else 0.5) for word in words & (sentence.own | sentence.above))
        context = sum(0.1 for word in _words(question) & (sentence.own | sentence.above))
        return held + context + (1.0 if asks_number and re.search(r"\d", sentence.text) else 0.0)

    best = max(sentences, key=weight)
    whole = sum(rare.get(word, unknown) for word in words)
    held = sum(rare.get(word, unknown) for word in words & (best.own | best.above))
    return best if held >= HOLDS_FROM * whole and best.own & words and len((best.own | best.above) & words) >= min(2, len(words)) else None


def _rivals(question: str, best: Sentence, sentences: list[Sentence]) -> list[str]:
    """The headings of the two passages between which the question does not decide; [] where it does."""
    words = _words(question)
    for other in sentences:
        own = {at: _words(at.heading) for at in (best, other)}
        is_even = other.number != best.number and words & other.own == words & best.own and re.sub(r"\d", "", other.heading) != ""
        if is_even and own[best] - own[other] and own[other] - own[best] and not words & (own[best] ^ own[other]):
            return [best.heading, other.heading]
    return []


def _rarity(sentences: list[Sentence]) -> dict[str, float]:
    every = {word for sentence in sentences for word in sentence.own}
    return {word: math.log(1 + len(sentences) / sum(word in sentence.own for sentence in sentences)) for word in every}


def _words(text: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in re.findall(r"[^\W_]+", text.lower()) if word not in SKIPPED)


def _stem(word: str) -> str:
    return re.sub(r"(?:ing|ed|es|s|e)$", "", word) if len(word) > 4 else word
