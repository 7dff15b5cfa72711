"""Grounding: of what a chat model wrote only that is let through which the passages bear. Fed piece by piece, as the model writes.

It never asks: where words alone do not tell, it says what it is unsure of, and the caller settles it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from orchestrator.domain.answering.markdown_units import Unit, is_finished_sentence, split_finished, split_units
from orchestrator.domain.answering.passages import PassageHit
from orchestrator.domain.answering.support import (
    SUPPORTED_AT,
    Bearing,
    Verdict,
    check_sentence,
    claims_nothing,
    foreign_addresses,
    passage_text,
    read_bearing,
    runs,
    share_said,
)
from orchestrator.domain.message.words import tokens
from orchestrator.domain.safety.instructions import INSTRUCTION

NO_ANSWER = "NO_ANSWER_IN_PASSAGES"
"""What a model is told to say, and nothing else, where the passages do not answer."""
ECHO_WORDS = 5
"""A run of this many words of the persona's text gives it away."""

NOT_KNOWING = re.compile(
    r"\b(?:i (?:do not|don't|don’t|did not|cannot|can't|can’t|could not|couldn't) (?:know|find|say|answer|tell|see|provide|help)"
    r"|i(?:'m| am) (?:not sure|unable|sorry)|(?:the |these |those |given |provided )*(?:passages?|documents?|sources?|context|information)"
    r"(?: (?:above|below|given|provided))? (?:do(?:es)? not|don't|doesn't|did not|don’t|doesn’t|never|cannot)"
    r"|(?:no|not enough|insufficient) (?:information|answer|mention)"
    r"|ich wei(?:ß|ss)(?: es| das)? nicht|je ne sais pas|no lo s[eé]|non lo so|n[ãa]o sei|weet ik niet|jag vet inte)\b",
    re.IGNORECASE,
)
CITATION = re.compile(r"\s*[\[【](\d[\d\s,;]*)[\]】]")
LINK = re.compile(r"(!?)\[([^\]\n]*)\]\(\s*<?([^)\s>]*)>?[^)\n]*\)")
REFERENCE_LINK = re.compile(r"(!?)\[([^\]\n]*)\]\[[^\]\n]*\]")
TAG = re.compile(r"</?[a-zA-Z!][^>\n]*>")


@dataclass(frozen=True, slots=True)
class Passed:
    """Text that may be sent now; all of them in order are the content."""

    text: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """A sentence that words alone neither bear nor refute; to be settled before anything else."""

    sentence: str
    passages: tuple[PassageHit, ...]
    is_doubtful: bool = False
    """Whether only something that reads both can tell, not something that compares their meanings at large."""


@dataclass(frozen=True, slots=True)
class Grounded:
    content: str
    """Markdown; '' where nothing was borne."""
    passages: tuple[PassageHit, ...]
    """Those cited, in the order of their numbers."""
    removed: int
    """Units that were not let through, >= 0."""
    declined: bool
    """Whether the model said that the passages do not answer."""


class Grounder:
    """Feed it, then step until None; after `finish` and the last step, `result` is the whole.

    However the text is cut into pieces, what passes is the same.
    """

    def __init__(self, passages: Sequence[PassageHit], persona: str = "", names: str = "") -> None:
        self._given = tuple(passages)
        self._bearings = tuple(read_bearing([passage_text(hit)]) for hit in passages)
        self._all_text = "\n".join(bearing.text for bearing in self._bearings)
        self._names = frozenset(tokens(names))
        self._secret = _secret_runs(persona, self._bearings)
        self._text = ""
        self._units: list[Unit] = []
        self._read = 0
        self._is_over = False
        self._asked: tuple[Unit, str, tuple[int, ...]] | None = None
        self._pending: list[tuple[str, str]] = []
        self._marker, self._lead = "", ""
        self._content = ""
        self._numbers: dict[int, int] = {}
        self._removed = 0
        self._declined = False

    def feed(self, text: str) -> None:
        self._text += text
        self._units = split_finished(self._text)

    def finish(self, is_whole: bool = True) -> None:
        """No more text comes. Where it was cut off, a last sentence without an end is dropped."""
        self._units = split_units(self._text)
        if not is_whole and self._units and not is_finished_sentence(self._text):
            self._units = split_finished(self._text)

    def step(self) -> Passed | Unsure | None:
        """The next thing that is certain; None where more text is needed, or at the end."""
        assert self._asked is None, "settle what was asked first"
        while not self._is_over and self._read < len(self._units):
            unit = self._units[self._read]
            self._read += 1
            told = self._take(unit)
            if told is not None:
                return told
        return None

    def settle(self, is_borne: bool) -> Passed | None:
        """Answers the last Unsure."""
        assert self._asked is not None, "nothing was asked"
        (unit, text, cited), self._asked = self._asked, None
        if is_borne:
            return self._let_through(unit, text, cited)
        self._drop(unit)
        return None

    @property
    def result(self) -> Grounded:
        cited = sorted(self._numbers, key=lambda at: self._numbers[at])
        removed = self._removed + len(self._pending)
        return Grounded(self._content, tuple(self._given[at] for at in cited), removed, self._declined and not self._content)

    def _take(self, unit: Unit) -> Passed | Unsure | None:
        self._keep_place(unit)
        is_echo = NO_ANSWER in unit.text and not unit.text.strip(" *_`").startswith(NO_ANSWER)
        if is_echo or INSTRUCTION.search(unit.text) or self._gives_persona_away(unit.text):
            self._drop(unit)
            return None
        if NO_ANSWER in unit.text or (NOT_KNOWING.search(unit.text) and not self._is_quoted(unit.text)):
            # Said first, it is no answer; said later, the answer ends here.
            self._declined = self._is_over = True
            self._removed += 1
            return None
        if unit.is_code:
            return self._take_code(unit)
        text = _clean(unit.text, self._all_text)
        bare = CITATION.sub("", text).strip(" *_")
        if not bare or foreign_addresses(text, self._all_text):
            self._drop(unit)
            return None
        if claims_nothing(bare):
            self._pending.append((self._place(unit), CITATION.sub("", text)))
            return None
        if "#" in unit.marker or bare.endswith((":", "：")):
            self._take_heading(unit, text, bare)
            return None
        return self._take_sentence(unit, text, bare)

    def _take_heading(self, unit: Unit, text: str, bare: str) -> None:
        """Waits for a sentence that it heads; a heading whose own sentences all fell is forgotten."""
        whole = read_bearing([self._all_text])
        self._removed += len(self._pending)
        self._pending = []
        if check_sentence(bare, whole, self._names) is Verdict.supported and share_said(bare, whole) >= SUPPORTED_AT:
            self._pending.append((self._place(unit), CITATION.sub("", text)))
        else:
            self._drop(unit)

    def _take_sentence(self, unit: Unit, text: str, bare: str) -> Passed | Unsure | None:
        cited = self._read_cited(text)
        if cited:
            verdict = self._judge_cited(bare, cited)
        else:
            cited, verdict = self._find_bearer(bare)
        match verdict:
            case Verdict.supported:
                return self._let_through(unit, text, cited)
            case Verdict.unsure | Verdict.doubtful:
                self._asked = (unit, text, cited)
                return Unsure(bare, tuple(self._given[at] for at in cited), verdict is Verdict.doubtful)
            case Verdict.unsupported:
                self._drop(unit)
                return None

    def _judge_cited(self, bare: str, cited: tuple[int, ...]) -> Verdict:
        if len(cited) == 1:
            return check_sentence(bare, self._bearings[cited[0]], self._names)
        return check_sentence(bare, read_bearing([self._bearings[at].text for at in cited]), self._names)

    def _find_bearer(self, bare: str) -> tuple[tuple[int, ...], Verdict]:
        """For a sentence that cites nothing: the passage that bears it best."""
        best: tuple[tuple[int, ...], Verdict] = ((), Verdict.unsupported)
        most = -1.0
        for at, bearing in enumerate(self._bearings):
            verdict, share = check_sentence(bare, bearing, self._names), share_said(bare, bearing)
            if verdict in (Verdict.supported, Verdict.unsure) and share > most:
                best, most = ((at,), verdict), share
        return best

    def _take_code(self, unit: Unit) -> Passed | None:
        """A block of code passes as a whole, where one passage holds each of its lines."""
        fence, *lines = unit.text.split("\n")
        closing = re.match(r"\s{0,3}([`~]{3,})", fence)
        mark = closing[1] if closing else "```"
        body = [line for line in lines if line.strip() and not line.strip().startswith(mark)]
        for at, bearing in enumerate(self._bearings):
            held = {" ".join(line.split()) for line in bearing.text.split("\n")}
            if body and all(" ".join(line.split()) in held for line in body):
                closed = unit.text if lines and lines[-1].strip().startswith(mark) else f"{unit.text}\n{mark}"
                return self._let_through(unit, f"{closed}\n", (at,))
        self._drop(unit)
        return None

    def _let_through(self, unit: Unit, text: str, cited: tuple[int, ...]) -> Passed:
        for at in cited:
            self._numbers.setdefault(at, len(self._numbers) + 1)
        marks = "".join(f"[{self._numbers[at]}]" for at in cited)
        if self._read_cited(text):
            text = CITATION.sub(self._renumber, text)
        else:
            text = CITATION.sub("", text) + (marks if text.endswith("\n") else f" {marks}")
        self._pending.append((self._place(unit), text if unit.is_code else text.strip()))
        told = "".join(place + said for place, said in self._pending)
        if not self._content:
            told = told.lstrip()
        self._content += told
        self._pending = []
        return Passed(told)

    def _place(self, unit: Unit) -> str:
        """What stands before the unit; it takes over the place of units that fell before it."""
        lead, marker = max(unit.lead, self._lead, key=len), unit.marker or self._marker
        self._marker = self._lead = ""
        return f"{lead}{marker}"

    def _renumber(self, found: re.Match[str]) -> str:
        kept = [self._numbers[int(n) - 1] for n in re.findall(r"\d+", found[1]) if int(n) - 1 in self._numbers]
        return " " + "".join(f"[{n}]" for n in dict.fromkeys(kept)) if kept else ""

    def _read_cited(self, text: str) -> tuple[int, ...]:
        """Positions of the given passages that are cited, in order; numbers of none of them do not count."""
        numbers = [int(n) - 1 for found in CITATION.finditer(text) for n in re.findall(r"\d{1,4}", found[1])]
        return tuple(dict.fromkeys(at for at in numbers if 0 <= at < len(self._given)))

    def _keep_place(self, unit: Unit) -> None:
        if unit.marker:
            self._marker = ""

    def _drop(self, unit: Unit) -> None:
        self._removed += 1
        self._lead = max(self._lead, unit.lead, key=len)
        if unit.marker and "#" not in unit.marker:
            self._marker = unit.marker

    def _is_quoted(self, sentence: str) -> bool:
        bare = " ".join(CITATION.sub("", sentence).split())
        return bare in " ".join(self._all_text.split())

    def _gives_persona_away(self, text: str) -> bool:
        said = tokens(text)
        return any(not run_set.isdisjoint(runs(said, length)) for length, run_set in self._secret)


def ground(text: str, passages: Sequence[PassageHit], persona: str = "", names: str = "") -> Grounded:
    """The whole text at once, by words alone: what they leave unsure is removed."""
    grounder = Grounder(passages, persona, names)
    grounder.feed(text)
    grounder.finish()
    while (told := grounder.step()) is not None:
        if isinstance(told, Unsure):
            grounder.settle(False)
    return grounder.result


def _secret_runs(persona: str, bearings: Sequence[Bearing]) -> tuple[tuple[int, frozenset[tuple[str, ...]]], ...]:
    """The runs of words that only the persona's text holds, with their length; none for a persona of a word or two."""
    words = tokens(persona)
    length = min(ECHO_WORDS, len(words))
    if length < 3:
        return ()
    public = frozenset().union(*(runs(tokens(bearing.text), length) for bearing in bearings)) if bearings else frozenset()
    return ((length, runs(words, length) - public),)


def _clean(text: str, allowed: str) -> str:
    """Without images, links and tags that the passages do not have; a link's words stay."""

    def link(found: re.Match[str]) -> str:
        is_image, words, address = found[1] == "!", found[2], found[3]
        if address and address in allowed and re.match(r"(?:https?:|mailto:|/|#)", address):
            return found[0]
        if is_image:
            return ""
        return f"[{words}]" if words.strip().isdigit() else words

    text = TAG.sub("", LINK.sub(link, text))
    text = REFERENCE_LINK.sub(lambda found: "" if found[1] else found[0] if found[2].strip().isdigit() else found[2], text)
    return " ".join(re.sub(r"<(?=[a-zA-Z/!])", "‹", text).split())


__all__ = ["NO_ANSWER", "Grounded", "Grounder", "Passed", "Unsure", "ground"]
