"""Another number of the same name ("Luma 2" for "Luma 3") says nothing of what was asked about, in quotes and in drafts."""

import time

import pytest

from orchestrator.domain.answering.checking.namesakes import lower_words, read_numbered, says_another
from orchestrator.domain.answering.grounding.grounder import ground
from orchestrator.domain.answering.quoting.quote import quote
from support.facts import identifier, near, passage_hit

LUMA_2 = "Luma 2 is the small lamp. It weighs 1 kg and runs for 10 hours."
LUMAS = "Luma 2 weighs 1 kg. Luma 3 weighs 2 kg. Every lamp comes with a case."


@pytest.mark.parametrize(
    ("question", "sentence", "is_another"),
    [
        ("How heavy is the Luma 3?", "Luma 2 weighs 1 kg.", True),
        ("how heavy is the luma 3?", "The Luma 2 weighs 1 kg.", True),
        ("how heavy is the luma 3?", "Luma 2 weighs 1 kg.", True),
        ("What do I do in week 3?", "In week 2 you turn the frames.", True),
        ("What do I do in week 3?", "In weeks 2 to 4 you turn the frames.", False),
        ("What does the X300 cost?", "The X200 costs 40 euros.", True),
        ("What does C-41 cost?", "C-22 costs 9 euros.", True),
        ("How heavy is the Luma 3?", "Luma 2 and 3 weigh 1 kg.", False),
        ("How heavy is the Luma 3?", "Luma 3 weighs more than Luma 2.", False),
        ("How heavy is the Luma 3?", "Every lamp comes with a case.", False),
        ("How heavy is the Luma?", "Luma 2 weighs 1 kg.", False),
        ("Should I feed 2 litres?", "Feed 3 litres for each hive.", False),
        ("Does it cost 40 euros?", "It costs 60 euros.", False),
        ("Is it below 20 degrees?", "It is below 18 degrees.", False),
    ],
)
def test_another_number_of_the_same_name(question: str, sentence: str, is_another: bool) -> None:
    around = lower_words(f"You may feed, and it costs little. {sentence}")
    assert says_another(read_numbered(question), read_numbered(sentence, around)) is is_another


@pytest.mark.parametrize(
    ("question", "content", "bold", "supported"),
    [
        ("How heavy is the Luma 3?", LUMAS, "Luma 3 weighs 2 kg.", True),
        ("How heavy is the Luma 2?", LUMAS, "Luma 2 weighs 1 kg.", True),
        ("How long does the Luma 3 run?", LUMA_2, "", False),
        ("How long does the Luma 3 run?", f"{LUMA_2} Luma 3 is sold out.", "", False),
        ("How long does the Luma 2 run?", LUMA_2, "It weighs 1 kg and runs for 10 hours.", True),
    ],
)
def test_a_quote_is_about_what_was_asked_for(question: str, content: str, bold: str, supported: bool) -> None:
    first = content.split(". ")[0] + "."
    draft = quote(question, [passage_hit(title="Lamps", heading="", content=content, sentences=near(first))], "Mara")
    assert draft.supported is supported
    assert f"**{bold}**" in draft.content or not supported


def test_a_heading_names_what_the_sentences_below_it_are_about() -> None:
    small = passage_hit(id=identifier("2"), title="Lamps", heading="Luma 2", content="It weighs 1 kg.", sentences=near("It weighs 1 kg."))
    big = passage_hit(id=identifier("3"), title="Lamps", heading="Luma 3", content="It weighs 2 kg.", sentences=near("It weighs 2 kg."))
    assert quote("How heavy is the Luma 3?", [small, big], "Mara").passages == (big,)
    assert not quote("How heavy is the Luma 3?", [small], "Mara").supported


@pytest.mark.parametrize(
    ("text", "content", "kept"),
    [
        ("Luma 2 runs for 10 hours [1].", LUMA_2, ""),
        ("It runs for 10 hours [1].", LUMA_2, ""),
        ("It weighs 1 kg [1].", LUMAS, ""),
        ("Luma 3 weighs 2 kg [1].", LUMAS, "Luma 3 weighs 2 kg [1]."),
        ("It weighs 2 kg [1].", LUMAS, "It weighs 2 kg [1]."),
        ("Luma 3 weighs 2 kg [1]. Luma 2 weighs 1 kg [1].", LUMAS, "Luma 3 weighs 2 kg [1]. Luma 2 weighs 1 kg [1]."),
        ("Every lamp comes with a case [1].", LUMAS, "Every lamp comes with a case [1]."),
    ],
)
def test_a_draft_about_a_namesake_does_not_pass(text: str, content: str, kept: str) -> None:
    hit = passage_hit(title="Lamps", heading="", content=content)
    assert ground(text, [hit], question="Tell me about the Luma 3: how long does it run, and how heavy is it?").content == kept


def test_without_a_numbered_name_in_the_question_nothing_changes() -> None:
    hit = passage_hit(title="Lamps", heading="", content=LUMAS)
    assert ground("Luma 2 weighs 1 kg [1].", [hit], question="How heavy are the lamps?").content == "Luma 2 weighs 1 kg [1]."


@pytest.mark.parametrize("sign", ["a ", "a 1 ", "A1,2", "1-", "A 1 and 2 ", "(", ".", "a1a1"])
def test_any_text_is_read_in_bounded_time(sign: str) -> None:
    text = (sign * 10_000)[:10_000]
    start = time.thread_time()
    read_numbered(text)
    assert time.thread_time() - start < 1
