"""What a chat model names that is not in the passages: shown to the asker in the asker's own words, or not at all."""

import re
from collections.abc import Sequence

from orchestrator.domain.answering.checking.support import CAPITAL, is_negated
from orchestrator.domain.answering.finding.answerability import TIMES
from orchestrator.domain.answering.passages import PassageHit
from orchestrator.domain.answering.quoting.wanted import fitness, read_wanted
from orchestrator.domain.answering.sentences import read_sentences
from orchestrator.domain.message.inflections import forms_of, lemmas
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.message.vocabulary import informative_among
from orchestrator.domain.message.words import UNSPACED, fold, split_compounds, tokens

MISSING = "MISSING_IN_PASSAGES"
"""The word before what the passages do not answer, in the last line of a model's answer."""

MAX_MISSING_CHARACTERS = 160
"""Of what is named as missing. What is longer is a sentence of the model's own."""

LONGEST_READ = 2_000  # characters of a question whose names are looked for
_NUMBERED = re.compile(r"(?<![\w-])[^\W\d_][\w'’]{0,30}[ -]\d{1,6}[a-z]?(?![\w%°])")
_AROUND = " .,;:?!…*_`\"'“”„«»()[]"


def read_missing(named: str, question: str, passages: Sequence[PassageHit]) -> str:
    """What is missing, as one line of plain text; '' where it may not be shown.

    Every word that names something must be a word of the question, in any inflection, so that neither the model nor a
    document puts a text of its own there. It must not name all that was asked, as something was answered, nor what a
    sentence of the `passages` tells.
    """
    line = " ".join(named[: MAX_MISSING_CHARACTERS * 4].split()).strip(_AROUND)
    if not line or len(line) > MAX_MISSING_CHARACTERS:
        return ""
    words, asked = split_compounds(tokens(line)), split_compounds(tokens(question))
    own, of_question = informative_among(words), forms_of(asked)
    is_whole = all(_is_of(word, forms_of(words)) for word in informative_among(asked))
    if not own or is_whole or (is_negated(line) and not is_negated(question)):
        return ""
    if any(not _is_of(word, of_question) for word in words if word[0].isdigit() or (word in own and not _joins(word))):
        return ""
    return "" if _is_told(line, own, passages) else line


def with_subject(missing: str, question: str) -> str:
    """What is missing as the creator reads it, without the question around it: with the one name of the question behind it,
    where it has none itself."""
    question, missing = question[:LONGEST_READ], missing[:LONGEST_READ]
    names = _NUMBERED.findall(question) or [word for word in CAPITAL.findall(question)[1:] if word[0].isupper() and len(word) > 1]
    names = list(dict.fromkeys(name for name in names if name[0].isupper() and fold(name) not in TIMES))
    has_name = any(fold(name) in fold(missing) for name in names)
    return f"{missing} ({names[0]})" if len(names) == 1 and not has_name else missing


def _is_told(line: str, own: Sequence[str], passages: Sequence[PassageHit]) -> bool:
    """Whether a sentence of the passages, with the headings above it, has all words that name something, and the number that
    is asked for, where one is."""
    asked = read_text(line)
    wanted = read_wanted(asked)
    for hit in passages:
        above = forms_of(split_compounds(tokens(" ".join(hit.names))))
        for sentence in read_sentences("", hit.content):
            said = forms_of(split_compounds(tokens(sentence.text)))
            is_about = all(_is_of(word, said | above) for word in own) and any(_is_of(word, said) for word in own)
            if is_about and (wanted is None or fitness(wanted, asked, sentence.text) == 1):
                return True
    return False


def _joins(word: str) -> bool:
    """Whether the word is too short to name anything, as "ob", "si", "om" (whether)."""
    return len(word) <= 2 and not UNSPACED.search(word)


def _is_of(word: str, forms: frozenset[str]) -> bool:
    return word in forms or not lemmas(word).isdisjoint(forms)
