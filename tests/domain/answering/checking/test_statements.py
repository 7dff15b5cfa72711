"""A number or a name that the text says of something else does not support a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.answering.checking.statements import mixes_up, read_statements
from orchestrator.domain.answering.checking.support import Support, check_sentence, read_reference

SENTENCES = "Luma 2 weighs 1 kg. Luma 3 weighs 2 kg. The case is sold apart."
ONE_SENTENCE = "Luma 2 weighs 1 kg, Luma 3 weighs 2 kg, and both take 12 volts."
TABLE = "| Model | Weight | Price |\n| Luma 2 | 1 kg | 40 euros |\n| Luma 3 | 2 kg | 60 euros |"
PRONOUNS = "Luma 2 is the small one. It weighs 1 kg. Luma 3 is the big one. It weighs 2 kg."
PEOPLE = "Anna teaches yoga on Monday, Ben on Tuesday. Linden honey is harvested in June. Lavender honey is harvested in July."
HOURS = (
    "The workshop is open from Tuesday to Saturday between nine and five. On Sunday it opens at 11. It takes 2 weeks and costs 14 euros."
)
GERMAN = "Die kleine Lampe wiegt 1 kg. Die große Lampe wiegt 2 kg."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (SENTENCES, "Luma 3 weighs 1 kg."),
        (SENTENCES, "Luma 2 weighs 2 kg and Luma 3 weighs 1 kg."),
        (ONE_SENTENCE, "Luma 3 weighs 1 kg."),
        (ONE_SENTENCE, "The weight of Luma 3 is 1 kg."),
        (ONE_SENTENCE, "Luma 2 weighs 2 kg, Luma 3 weighs 1 kg."),
        (TABLE, "Luma 3 weighs 1 kg."),
        (TABLE, "Luma 2 costs 60 euros."),
        (TABLE, "The Luma 3 has a weight of 1 kg and a price of 60 euros."),
        (PRONOUNS, "Luma 3 weighs 1 kg."),
        (PEOPLE, "Ben teaches yoga on Monday."),
        (PEOPLE, "Anna teaches on Tuesday."),
        (PEOPLE, "Linden honey is harvested in July."),
        (HOURS, "On Sunday it opens at nine."),
        (HOURS, "It costs 2 euros."),
        (GERMAN, "Die große Lampe wiegt 1 kg."),
    ],
)
def test_what_is_said_of_something_else_is_not_supported(text: str, sentence: str) -> None:
    assert check_sentence(sentence, read_reference([text])) is Support.unsupported


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (SENTENCES, "Luma 3 weighs 2 kg."),
        (SENTENCES, "Luma 2 weighs 1 kg and Luma 3 weighs 2 kg."),
        (ONE_SENTENCE, "Luma 2 weighs 1 kg, Luma 3 weighs 2 kg."),
        (ONE_SENTENCE, "Both Luma 2 and Luma 3 take 12 volts."),
        (ONE_SENTENCE, "Luma 3 takes 12 volts."),
        (TABLE, "Luma 2 costs 40 euros."),
        (TABLE, "Luma 2 weighs 1 kg and costs 40 euros, Luma 3 weighs 2 kg and costs 60 euros."),
        (PRONOUNS, "Luma 3 is the big one and weighs 2 kg."),
        (PEOPLE, "Ben teaches yoga on Tuesday."),
        (PEOPLE, "Anna and Ben teach yoga."),
        (HOURS, "On Sunday it opens at 11."),
        (HOURS, "The workshop is open on Sunday."),
        (HOURS, "The workshop is open on Saturday between nine and five."),
        (HOURS, "It costs 14 euros and takes 2 weeks."),
        (GERMAN, "Die große Lampe wiegt 2 kg."),
    ],
)
def test_what_the_text_says_is_not_taken_for_a_mix(text: str, sentence: str) -> None:
    assert check_sentence(sentence, read_reference([text])) is not Support.unsupported


WORDS = st.lists(
    st.sampled_from(["Luma", "Anna", "Ben", "weighs", "costs", "and", "it", "on", ",", "2", "3", "12", "kg", "euros", "lamp", "Monday"]),
    min_size=1,
    max_size=10,
).map(" ".join)


@given(st.lists(WORDS, min_size=1, max_size=5), st.data())
def test_a_sentence_of_the_text_is_never_a_mix(sentences: list[str], data: st.DataObject) -> None:
    assert not mixes_up(data.draw(st.sampled_from(sentences)), read_statements(sentences))
