"""Checks a chat model's text, piece by piece: only those sentences pass which the passages support.

The Grounder calls no model. Where the words alone do not decide, it hands the sentence to its caller, who decides.
"""

import re
from collections.abc import Sequence

from orchestrator.domain.answering.asking_back import ASK_BACK
from orchestrator.domain.answering.checking.namesakes import lower_words, read_numbered, says_another, says_asked, says_of_namesake
from orchestrator.domain.answering.checking.support import (
    SUPPORTED_AT,
    ReferenceText,
    Support,
    check_sentence,
    claims_nothing,
    foreign_addresses,
    passage_text,
    read_reference,
    runs,
    supported_share,
)
from orchestrator.domain.answering.grounding.markup import CITATION, clean, is_json
from orchestrator.domain.answering.grounding.not_knowing import CLOSING, NO_ANSWER, NOT_KNOWING
from orchestrator.domain.answering.grounding.results import Grounded, Passed, Unsure
from orchestrator.domain.answering.half_answers import MISSING
from orchestrator.domain.answering.markdown_units import Unit, is_finished_sentence, split_finished, split_units
from orchestrator.domain.answering.passages import PassageHit
from orchestrator.domain.answering.thoughts import LABEL
from orchestrator.domain.message.words import tokens
from orchestrator.domain.safety.instructions import INSTRUCTION

ECHO_WORDS = 5
"""A sentence with this many neighbouring words of the persona's text reveals it, and is removed."""
MAX_SENTENCE_CHARACTERS = 2_000
"""Of a sentence of a draft. A longer one is no sentence, and is removed."""
MAX_UNITS = 200
"""Sentences of a draft that are checked. A model is asked for some ten; what it writes beyond these is left out."""


class Grounder:
    """Checks a growing text.

    After each `feed` and after `finish`, call `advance` until it returns None. Then `result` is complete. The result
    does not depend on how the text is cut into pieces. `names` are names that may be used although the passages lack
    them; `persona` and `rules` are texts that must not be revealed. What is said of another number of a name than the
    `question` asks about ("Luma 2" for "Luma 3") passes only after something that is said of the one asked about.
    """

    def __init__(self, passages: Sequence[PassageHit], persona: str = "", names: str = "", rules: str = "", question: str = "") -> None:
        self._passages = tuple(passages)
        self._references = tuple(read_reference([passage_text(hit)]) for hit in passages)
        self._all_text = "\n".join(reference.text for reference in self._references)
        self._all_on_one_line = " ".join(self._all_text.split())
        self._joined: dict[tuple[int, ...], ReferenceText] = {}
        """Several passages as one reference text, by their positions."""
        self._names = frozenset(tokens(names))
        self._asked = read_numbered(question)
        self._has_said_asked = False
        """Whether a sentence passed that names what the question asks about by its number."""
        self._persona_runs = (*_persona_runs(persona, self._references), *_persona_runs(rules, self._references))
        self._text = ""
        self._units: list[Unit] = []
        self._read = 0
        self._is_over = False
        self._unsure: tuple[Unit, str, tuple[int, ...]] | None = None
        self._pending: list[tuple[str, str]] = []
        """Headings and lead-ins, as prefix and text, that pass with the next sentence."""
        self._marker, self._separator = "", ""
        self._content = ""
        self._numbers: dict[int, int] = {}
        """The number in the content for each position of a cited passage."""
        self._removed = 0
        self._unsupported = 0
        """Of the removed units, those that say something new."""
        self._said: set[tuple[str, ...]] = set()
        """The words of each sentence that passed. A sentence that is said again is removed."""
        self._declined = False
        self._not_known = ""
        self._closing: list[tuple[str, str]] = []
        """What the model named after its answer: the word before it, and the text."""

    def feed(self, text: str) -> None:
        """The next piece of the text."""
        self._text += text
        self._units = split_finished(self._text)

    def finish(self, is_whole: bool = True) -> None:
        """Ends the text. Where `is_whole` is False, it was cut off, and an unfinished last sentence is dropped."""
        self._units = split_units(self._text)
        if not is_whole and self._units and not is_finished_sentence(self._text):
            self._units = split_finished(self._text)

    def advance(self) -> Passed | Unsure | None:
        """The next result; None where more text is needed, or at the end."""
        assert self._unsure is None, "call resolve() first"
        while not self._is_over and self._read < min(len(self._units), MAX_UNITS):
            unit = self._units[self._read]
            self._read += 1
            found = self._check(unit)
            if found is not None:
                return found
        return None

    def resolve(self, is_supported: bool) -> Passed | None:
        """Decides whether the last Unsure passes."""
        assert self._unsure is not None, "no sentence is unsure"
        (unit, text, cited), self._unsure = self._unsure, None
        if is_supported:
            return self._pass(unit, text, cited)
        self._drop(unit)
        return None

    @property
    def result(self) -> Grounded:
        """The result for the text up to now."""
        cited = sorted(self._numbers, key=lambda at: self._numbers[at])
        removed = self._removed + len(self._pending) + max(0, len(self._units) - MAX_UNITS)
        is_supported = bool(self._content) and not self._unsupported and len(self._units) <= MAX_UNITS
        passages = tuple(self._passages[at] for at in cited)
        is_complete = is_supported and not self._declined and all(mark == MISSING for mark, _ in self._closing)
        missing = ", ".join(text for mark, text in self._closing if mark == MISSING)
        asks_back = "" if self._content or missing else "|".join(text for mark, text in self._closing if mark == ASK_BACK)
        return Grounded(
            content=self._content,
            passages=passages,
            removed=removed,
            declined=self._declined and not self._content,
            is_complete=is_complete,
            missing=missing,
            not_known=self._not_known,
            is_supported=is_supported,
            asks_back=asks_back,
        )

    def _check(self, unit: Unit) -> Passed | Unsure | None:
        """The result for one unit: its text, a question to the caller, or None where it does not pass (yet)."""
        if unit.marker or "\n" in unit.separator:
            self._marker = ""  # of a removed item: only the rest of its line takes it over
        if self._names_closing(unit):
            return None
        if len(unit.text) > MAX_SENTENCE_CHARACTERS and not unit.is_code:
            self._drop(unit)
            return None
        is_echo = NO_ANSWER in unit.text and not unit.text.strip(" *_`").startswith(NO_ANSWER)
        is_echo |= MISSING in unit.text or ASK_BACK in unit.text
        if is_echo or LABEL.search(unit.text) or INSTRUCTION.search(unit.text) or self._reveals_persona(unit.text):
            self._drop(unit)
            return None
        unknown = NOT_KNOWING.search(unit.text) if not self._is_quoted(unit.text) else None
        if NO_ANSWER in unit.text or unknown:
            self._not_known = unit.text[unknown.end() :] if unknown and self._content else ""
            # At the beginning it means that there is no answer; later the answer ends here.
            self._declined = self._is_over = True
            self._removed += 1
            return None
        if unit.is_code:
            return self._check_code(unit)
        if is_json(unit.text) and not self._is_quoted(unit.text):
            self._drop(unit)
            return None
        text = clean(unit.text, self._all_text)
        bare = CITATION.sub("", text).strip(" *_")
        if not bare or foreign_addresses(text, self._all_text):
            self._drop(unit)
            return None
        if claims_nothing(bare):
            self._pending.append((self._prefix(unit), CITATION.sub("", text)))
            return None
        if "#" in unit.marker or bare.endswith((":", "：")):
            self._check_heading(unit, text, bare)
            return None
        return self._check_sentence(unit, text, bare)

    def _names_closing(self, unit: Unit) -> bool:
        """Whether the unit belongs to what the model names after its answer. After that, nothing else is part of the answer."""
        found = None if unit.is_code else CLOSING.match(unit.text)
        if found:
            self._closing.append((found[1].upper(), unit.text[found.end() :].strip()))
        elif self._closing and unit.separator in ("", " ") and not unit.marker:
            mark, text = self._closing[-1]
            self._closing[-1] = (mark, f"{text} {unit.text}")
        elif self._closing:
            self._drop(unit)
        return bool(self._closing)

    def _check_heading(self, unit: Unit, text: str, bare: str) -> None:
        """Keeps a supported heading until a sentence below it passes.

        An earlier heading without such a sentence is removed.
        """
        whole = self._join(tuple(range(len(self._references))))
        self._removed += len(self._pending)
        self._pending = []
        if check_sentence(bare, whole, self._names) is Support.supported and supported_share(bare, whole) >= SUPPORTED_AT:
            self._pending.append((self._prefix(unit), CITATION.sub("", text)))
        else:
            self._drop(unit, is_new=False)  # what stands below it is the statement

    def _check_sentence(self, unit: Unit, text: str, bare: str) -> Passed | Unsure | None:
        words = tuple(tokens(bare))
        # A question of the model's own tells nothing; it is often the visitor's, written again.
        is_question = bare.endswith(("?", "？")) and not self._is_quoted(unit.text)
        if words in self._said or is_question:
            self._drop(unit, is_new=False)
            return None
        self._said.add(words)
        said = read_numbered(bare, lower_words(self._all_text)) if self._asked else ()
        if says_another(self._asked, said) and not self._has_said_asked:
            self._drop(unit)
            return None
        cited = self._read_cited(text)
        if cited:
            support = self._check_cited(bare, cited)
        else:
            cited, support = self._find_support(bare)
        if support is not Support.supported:
            # The sentence may be right and its citation wrong.
            found, better = self._find_support(bare)
            if better is Support.supported:
                cited, support, text = found, better, CITATION.sub("", text)
        if self._asked and says_of_namesake(self._asked, bare, said, [self._references[at] for at in cited]):
            support = Support.unsupported
        self._has_said_asked |= support is not Support.unsupported and says_asked(self._asked, said)
        match support:
            case Support.supported:
                return self._pass(unit, text, cited)
            case Support.unsure | Support.doubtful:
                self._unsure = (unit, text, cited)
                return Unsure(bare, tuple(self._passages[at] for at in cited), support is Support.doubtful)
            case Support.unsupported:
                self._drop(unit)
                return None

    def _check_cited(self, bare: str, cited: tuple[int, ...]) -> Support:
        return check_sentence(bare, self._join(cited), self._names)

    def _join(self, positions: tuple[int, ...]) -> ReferenceText:
        """The passages at these positions as one reference text."""
        if len(positions) == 1:
            return self._references[positions[0]]
        in_order = tuple(sorted(positions))
        if in_order not in self._joined:
            self._joined[in_order] = read_reference([self._references[at].text for at in in_order])
        return self._joined[in_order]

    def _find_support(self, bare: str) -> tuple[tuple[int, ...], Support]:
        """For a sentence without citations: the position of the passage that supports it best, and how; () for none."""
        best: tuple[tuple[int, ...], Support] = ((), Support.unsupported)
        highest = -1.0
        for at, reference in enumerate(self._references):
            support, share = check_sentence(bare, reference, self._names), supported_share(bare, reference)
            if support in (Support.supported, Support.unsure) and share > highest:
                best, highest = ((at,), support), share
        return best

    def _check_code(self, unit: Unit) -> Passed | None:
        """A code block passes as a whole, if one passage holds each of its lines."""
        fence, *lines = unit.text.split("\n")
        closing = re.match(r"\s{0,3}([`~]{3,})", fence)
        mark = closing[1] if closing else "```"
        body = [line for line in lines if line.strip() and not line.strip().startswith(mark)]
        for at, reference in enumerate(self._references):
            reference_lines = {" ".join(line.split()) for line in reference.text.split("\n")}
            if body and all(" ".join(line.split()) in reference_lines for line in body):
                closed = unit.text if lines and lines[-1].strip().startswith(mark) else f"{unit.text}\n{mark}"
                return self._pass(unit, f"{closed}\n", (at,))
        self._drop(unit)
        return None

    def _pass(self, unit: Unit, text: str, cited: tuple[int, ...]) -> Passed:
        """Adds the unit to the content, with the kept headings before it and its citations renumbered."""
        for at in cited:
            self._numbers.setdefault(at, len(self._numbers) + 1)
        marks = "".join(f"[{self._numbers[at]}]" for at in cited)
        if self._read_cited(text):
            text = CITATION.sub(self._renumber, text)
        else:
            text = CITATION.sub("", text) + (marks if text.endswith("\n") else f" {marks}")
        self._pending.append((self._prefix(unit), text if unit.is_code else text.strip()))
        passed = "".join(prefix + pending for prefix, pending in self._pending)
        if not self._content:
            passed = passed.lstrip()
        self._content += passed
        self._pending = []
        return Passed(passed)

    def _prefix(self, unit: Unit) -> str:
        """The separator and marker before the unit, or those of units removed before it."""
        separator, marker = max(unit.separator, self._separator, key=len), unit.marker or self._marker
        self._marker = self._separator = ""
        return f"{separator}{marker}"

    def _renumber(self, found: re.Match[str]) -> str:
        """The citation with the new numbers of its passages; '' where it has none."""
        kept = [self._numbers[int(n) - 1] for n in re.findall(r"\d+", found[1]) if int(n) - 1 in self._numbers]
        return " " + "".join(f"[{n}]" for n in dict.fromkeys(kept)) if kept else ""

    def _read_cited(self, text: str) -> tuple[int, ...]:
        """Positions of the cited passages, in order. Numbers of no passage are ignored."""
        numbers = [int(n) - 1 for found in CITATION.finditer(text) for n in re.findall(r"\d{1,4}", found[1])]
        return tuple(dict.fromkeys(at for at in numbers if 0 <= at < len(self._passages)))

    def _drop(self, unit: Unit, is_new: bool = True) -> None:
        """Removes the unit. Its separator and list marker are kept for the next unit that passes."""
        self._removed += 1
        self._unsupported += is_new
        self._separator = max(self._separator, unit.separator, key=len)
        if unit.marker and "#" not in unit.marker:
            self._marker = unit.marker

    def _is_quoted(self, sentence: str) -> bool:
        """Whether a passage holds the sentence word for word."""
        bare = " ".join(CITATION.sub("", sentence).split())
        return bare in self._all_on_one_line

    def _reveals_persona(self, text: str) -> bool:
        words = tokens(text)
        return any(not persona_runs.isdisjoint(runs(words, length)) for length, persona_runs in self._persona_runs)


def ground(text: str, passages: Sequence[PassageHit], persona: str = "", names: str = "", question: str = "") -> Grounded:
    """Checks a whole text at once by words alone; unsure sentences are removed."""
    grounder = Grounder(passages, persona, names, question=question)
    grounder.feed(text)
    grounder.finish()
    while (found := grounder.advance()) is not None:
        if isinstance(found, Unsure):
            grounder.resolve(is_supported=False)
    return grounder.result


def _persona_runs(persona: str, references: Sequence[ReferenceText]) -> tuple[tuple[int, frozenset[tuple[str, ...]]], ...]:
    """The runs of words that stand in the persona's text and in no passage, with their length.

    None for a persona of one or two words.
    """
    words = tokens(persona)
    length = min(ECHO_WORDS, len(words))
    if length < 3:
        return ()
    public = frozenset().union(*(runs(tokens(reference.text), length) for reference in references)) if references else frozenset()
    return ((length, runs(words, length) - public),)
