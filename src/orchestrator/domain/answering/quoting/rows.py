"""Whether a row of a table gives the number that a question asks for."""

from orchestrator.domain.answering.documents.tables import spelled_rows
from orchestrator.domain.answering.passages import PassageHit
from orchestrator.domain.answering.quoting.wanted import CURRENCIES, fitness, read_wanted
from orchestrator.domain.message.inflections import forms_of, found_in
from orchestrator.domain.message.reading import Reading
from orchestrator.domain.message.words import split_compounds, tokens


def row_answers(question: Reading, hit: PassageHit) -> bool:
    """Whether the question asks for a number, the passage's nearest sentence is a row of a table with one, and that row, with the
    names of its columns and the heading above it, holds more than half of the question's words. A vector is made from the
    whole row, of which one cell is asked for, so that its closeness says too little."""
    wanted = read_wanted(question)
    if wanted is None or not hit.sentences or not question.informative:
        return False
    row = hit.sentences[0].text
    if row not in spelled_rows(hit.content) or fitness(wanted, question, row) == 0:
        return False
    subjects = [word for word in question.informative if word not in CURRENCIES]  # the column of a price may say it otherwise
    forms = forms_of(split_compounds(tokens(f"{hit.heading} {row}")))
    return 2 * len(found_in(subjects, forms)) > len(subjects)
