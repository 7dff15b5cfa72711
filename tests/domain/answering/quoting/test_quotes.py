"""Quoting: what is quoted is verbatim, begins with the sentence that answers, and gives the number that is asked for."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.answering.passages import NearSentence
from orchestrator.domain.answering.quoting.pieces import read_pieces, shown_around
from orchestrator.domain.answering.quoting.quote import quote
from orchestrator.domain.answering.quoting.sides import Sides, read_sides
from orchestrator.domain.answering.quoting.wanted import Wanted, fitness
from orchestrator.domain.answering.sentences import plain_text
from orchestrator.domain.message.reading import read_text
from support.facts import identifier, near, passage_hit

QUESTION = "When do I harvest lavender honey?"
STEPS = "Roast like this:\n\n1. Open a window.\n2. Heat the drum.\n3. Add the beans.\n\nThen let them cool."


def quoted_lines(content: str) -> list[str]:
    return [line.removeprefix("> ").removeprefix(">") for line in content.splitlines() if line.startswith(">") and "> — " not in line]


def test_a_quote_names_its_creator_and_its_heading() -> None:
    draft = quote(QUESTION, [passage_hit(heading="Summer > Harvest")], "Mara")
    assert draft.content == (
        "From Mara's documents:\n\n> **Harvest lavender honey at the end of July, when most cells are capped.**\n>\n"
        "> — The bee year › Summer › Harvest [1]"
    )
    assert draft.supported
    assert draft.written_by == "quotes"
    assert draft.passages == (passage_hit(heading="Summer > Harvest"),)
    assert draft.quotes == ("**Harvest lavender honey at the end of July, when most cells are capped.**",)


@pytest.mark.parametrize("heading", ["", "The bee year"])
def test_a_quote_without_a_heading_names_the_title(heading: str) -> None:
    assert quote(QUESTION, [passage_hit(heading=heading)], "Mara").content.endswith("\n> — The bee year [1]")


def test_the_sentence_that_answers_comes_first_and_then_what_is_around_it() -> None:
    said = [f"Sentence {n} tells of the hives and of the bees in them, year after year." for n in range(9)]
    hit = passage_hit(content=" ".join(said), sentences=near(said[4], said[1]))
    assert quote("What of the bees?", [hit], "Mara").quotes == (f"**{said[4]}**\n\n{said[1]} […] {said[3]} […] {said[5]}",)


def test_no_more_is_quoted_than_fits() -> None:
    said = [f"Sentence {n} " + "tells of the hives " * 8 + "." for n in range(5)]
    hit = passage_hit(content=" ".join(said), sentences=near(said[2], said[0]))
    assert quote("What of the hives?", [hit], "Mara").quotes == (f"**{said[2]}**\n\n{said[0]}",)


@pytest.mark.parametrize(
    ("question", "content", "supported"),
    [
        (QUESTION, "Lavender honey is harvested in July.", True),
        ("How heavy is the Puffin?", "It weighs two kilos.", True),  # in other words; the confidence has judged it before
        (QUESTION, "", False),
        ("What is it?", "It is honey.", False),
        ("Does the course in 2027 cost the same?", "The course of 2026 costs 40 euros.", False),
        ("Does the course in 2026 cost the same?", "The course of 2026 costs 40 euros.", True),
        ("Is it below 1,500 euros?", "It costs 1500 euros.", True),
        ("Who wrote of the 3 little birds?", "Three little birds is a song that Bob wrote.", True),
    ],
)
def test_a_number_of_the_question_must_stand_in_the_passage(question: str, content: str, supported: bool) -> None:
    assert quote(question, [passage_hit(title="T", heading="", content=content)], "Mara").supported is supported


@pytest.mark.parametrize(
    ("question", "without", "with_number"),
    [
        ("At what moisture do you harvest honey?", "I harvest honey when its moisture is right.", "Below 18 % it keeps."),
        ("How many mats fit in?", "The room holds many mats, close to the fire.", "Eighteen mats fit."),
        ("How long does shipping take?", "Shipping takes time.", "Parcels arrive after three days."),
        ("How much does the course cost?", "The course is worth it and lasts 3 days.", "It costs 40 euros."),
        ("How much does the course cost?", "The course costs something.", "It is free for members."),
        ("What does the course cost?", "The course costs money.", "You pay €40."),
        ("When does the course begin?", "The course begins with a talk.", "It begins on Monday at 9."),
        ("What temperature for the syrup?", "The syrup has a temperature, and 2 litres suffice.", "Heat it to 40 °C."),
        ("price of the course please", "The price of the course is fair.", "A price of 40 euros is asked."),
        ("How heavy is the Bittern?", "The Bittern comes in 4 heavy pieces.", "All in all it has 52 kg."),
        ("Wie viel kostet der Kurs?", "Der Kurs kostet etwas, to be sure.", "Er kostet zwölf Euro."),
        ("Combien coûte le cours ?", "Le cours coûte cher.", "Il coûte douze euros."),
        ("¿Cuánto tiempo dura el curso?", "El curso dura mucho.", "Dura tres días."),
    ],
)
def test_a_quote_begins_with_the_number_that_is_asked_for(question: str, without: str, with_number: str) -> None:
    assert not quote(question, [passage_hit(heading="", content=without.replace("3 days", "long").replace("2 litres", "some").replace("4 ", ""), sentences=())], "Mara").supported  # fmt: skip
    one = passage_hit(heading="", content=f"{without} {with_number}", sentences=near(without))
    assert quote(question, [one], "Mara").quotes[0].startswith(f"**{with_number}**")
    first = passage_hit(0.6, heading="", content=without, sentences=near(without, cosine=0.7))
    other = passage_hit(0.5, id=identifier("other"), heading="", content=with_number, sentences=near(with_number, cosine=0.6))
    draft = quote(question, [first, other], "Mara")
    assert (draft.passages, draft.supported) == ((other,), True)


@pytest.mark.parametrize(
    "question",
    [
        "What happens when it rains?",
        "When it rains, do you cancel?",
        "What does the price include?",
        "Do you sell a number of hives?",
        "Which bees?",
    ],
)
def test_no_number_is_asked_for(question: str) -> None:
    said = "It happens that we cancel bees in the rain, and the price includes all hives."
    assert quote(question, [passage_hit(heading="", content=said, sentences=near(said))], "Mara").supported


def test_a_number_of_a_passage_that_is_far_away_is_no_answer() -> None:
    first = passage_hit(0.7, heading="", content="We keep hives.", sentences=near("We keep hives.", cosine=0.8))
    far = passage_hit(0.1, id=identifier("far"), heading="", content="Ring 5 times.", sentences=near("Ring 5 times.", cosine=0.1))
    draft = quote("How many hives do you keep?", [first, far], "Mara")
    assert (draft.supported, draft.passages) == (False, (first,))


def test_a_number_of_the_question_is_not_the_one_that_is_asked_for() -> None:
    hit = passage_hit(heading="", content="A hive has 10 frames.", sentences=near("A hive has 10 frames."))
    assert not quote("How much honey do 10 frames give?", [hit], "Mara").supported


def test_a_draft_without_passages_is_unsupported() -> None:
    draft = quote(QUESTION, [], "Mara")
    assert not draft.supported
    assert draft.passages == ()


TOP_BAR = passage_hit(0.7, id=identifier("1"), title="Hives", heading="Top-bar hives", content="They need no lifting.",
                      sentences=near("They need no lifting."))  # fmt: skip
LANGSTROTH = passage_hit(0.6, id=identifier("2"), title="Hives", heading="Langstroth", content="It is heavy, and gives more honey.",
                         sentences=near("It is heavy, and gives more honey.", cosine=0.7))  # fmt: skip


@pytest.mark.parametrize(
    "question",
    [
        "What is the difference between a top-bar hive and a Langstroth hive?",
        "A top-bar hive or a Langstroth?",
        "Is a Langstroth better than a top-bar hive?",
        "top-bar vs Langstroth",
        "Compare top-bar hives with Langstroth hives",
        "Was ist besser, Top-Bar oder Langstroth?",
    ],
)
def test_a_question_with_two_sides_is_answered_from_both(question: str) -> None:
    draft = quote(question, [TOP_BAR, LANGSTROTH], "Mara")
    assert draft.passages == (TOP_BAR, LANGSTROTH)
    assert draft.content.endswith(
        "> **They need no lifting.**\n>\n> — Hives › Top-bar hives [1]\n\n> **It is heavy, and gives more honey.**\n>\n> — Hives › Langstroth [2]"
    )


def test_both_sides_of_one_passage_are_quoted_under_one_source() -> None:
    said = ["Fondant is for winter.", "Syrup is for autumn."]
    filler = "Nothing much is said of anything here, " * 17
    hit = passage_hit(heading="Feeding", content=f"{said[0]} {filler}. {said[1]}", sentences=near(said[0]))
    draft = quote("Syrup or fondant?", [hit], "Mara")
    assert draft.quotes == (f"**{said[0]}**\n\n**{said[1]}**",)
    assert draft.content.count("Feeding") == 1


@pytest.mark.parametrize(
    "question", ["What is a top-bar hive?", "Can I have a top-bar hive or not?", "Which hives are heavy and give honey?"]
)
def test_a_question_with_one_side_is_answered_from_one_passage(question: str) -> None:
    assert quote(question, [TOP_BAR, LANGSTROTH], "Mara").passages == (TOP_BAR,)


def test_two_passages_of_one_place_are_told_once() -> None:
    first, second = TOP_BAR, passage_hit(0.6, id=identifier("2"), title="Hives", heading="Top-bar hives", content="Warré is small.",
                                         sentences=near("Warré is small.", cosine=0.7))  # fmt: skip
    draft = quote("Top-bar or Warré?", [first, second], "Mara")
    assert draft.content.endswith(
        "> **They need no lifting.**\n>\n> **Warré is small.**\n>\n> — Hives › Top-bar hives [1][2]"
    ) or draft.passages == (first,)
    said = quote("Bees or wasps?", [passage_hit(0.9, content="Bees work.", sentences=near("Bees work.")), passage_hit(0.8, id=identifier("w"), content="Wasps sting.", sentences=near("Wasps sting."))], "Mara")  # fmt: skip
    assert said.content.endswith("> **Bees work.**\n>\n> **Wasps sting.**\n>\n> — The bee year › Summer [1][2]")


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("What is the difference between the Ten and the Monthly?", ({"ten"}, {"monthly"})),
        ("sugar syrup or fondant in winter?", ({"sugar", "syrup"}, {"fondant"})),
        ("Luma 2 vs Luma 3", ({"2"}, {"3"})),
        ("Is the Puffin cheaper than the Gull?", ({"puffin"}, {"gull"})),
        ("Can I come or not?", None),
        ("Is it more than 20 euros?", None),
        ("", None),
    ],
)
def test_the_sides_of_a_question(question: str, sides: tuple[set[str], set[str]] | None) -> None:
    assert read_sides(read_text(question)) == (Sides(frozenset(sides[0]), frozenset(sides[1])) if sides else None)


def test_an_item_that_is_asked_for_is_quoted_with_the_line_above_its_list() -> None:
    content = "Opening hours:\n\n- Monday: 9 to 5\n- Tuesday: closed\n- Sunday: 11 to 3\n\nRing the bell."
    hit = passage_hit(content=content, sentences=near("Tuesday: closed"))
    assert quote("Are you open on Tuesday?", [hit], "Mara").quotes == ("**Tuesday: closed**\n\nOpening hours:",)


def test_a_list_that_answers_as_a_whole_is_quoted_whole() -> None:
    content = "You need:\n\n- a veil\n- gloves\n- a smoker\n\nAll of it is in the shop."
    hit = passage_hit(content=content, sentences=near("You need:"))
    assert quote("What do I need to begin?", [hit], "Mara").quotes == ("**You need:**\n\n- a veil\n- gloves\n- a smoker",)


def test_steps_stay_in_their_order() -> None:
    hit = passage_hit(content=STEPS, sentences=near("Heat the drum."))
    assert quote("How do I prepare coffee?", [hit], "Mara").quotes == (
        "Roast like this:\n\n1. Open a window.\n2. **Heat the drum.**\n3. Add the beans.",
    )


def test_a_question_in_the_passage_is_answered_by_what_stands_below_it() -> None:
    content = "**Do you ship?** Yes, to all of Europe. Parcels are free.\n\n**Can I return it?** Within 30 days. Keep the box.\n\n**Is it safe?** Sure."
    hit = passage_hit(heading="Questions", content=content, sentences=near("Can I return it?", "Do you ship?"))
    assert quote("May I send it back?", [hit], "Mara").quotes == ("**Within 30 days.**\n\nKeep the box.",)
    asked = passage_hit(heading="Questions > Can I pay by card?", content="Yes. Cash is fine, too.", sentences=near("Can I pay by card?"))
    assert quote("Do you take cards?", [asked], "Mara").quotes == ("**Yes.**\n\nCash is fine, too.",)


def test_a_label_is_quoted_with_its_own_sentence_only() -> None:
    content = "**Black spots.** The drum was too hot.\n\n**Tastes of hay.** Roast it longer.\n\n**Smoke.** Clean the tray."
    hit = passage_hit(content=content, sentences=near("The drum was too hot.", "Clean the tray."))
    assert quote("Why is it spotted?", [hit], "Mara").quotes == ("**The drum was too hot.**\n\n**Black spots.**",)


def test_marks_and_links_are_kept_and_code_is_not_cut() -> None:
    content = "Use **bold** and [a link](https://example.org).\n\n```\nmake run\n```"
    hit = passage_hit(content=content, sentences=near("Use bold and a link."))
    assert quote("What do I use?", [hit], "Mara").quotes == ("**Use bold and [a link](https://example.org).**\n\n```\nmake run\n```",)


words = st.sampled_from("honey lavender harvest bees. July? winter, - é 蜂蜜。 \n \n\n".split(" "))
contents = st.lists(words, min_size=1, max_size=400).map(" ".join) | st.text(max_size=300)


@given(contents, st.integers(0, 30), st.integers(-1, 30))
def test_what_is_shown_is_verbatim_and_short(content: str, lead: int, second: int) -> None:
    pieces = read_pieces(content)
    if not pieces:
        return
    shown = shown_around(pieces, lead % len(pieces), min(second, len(pieces) - 1), frozenset({"honey"}))
    assert lead % len(pieces) in shown
    assert sum(len(pieces[at].text) + 1 for at in shown) <= 701
    assert all(pieces[at].text.removesuffix("…") in content.replace("\r", "") for at in shown if not pieces[at].is_code)


@given(contents)
def test_each_quoted_line_is_in_the_passage(content: str) -> None:
    hit = passage_hit(content=content, title="T", heading="")
    whole = plain_text(content.replace("**", "").replace("__", ""))
    for line in quoted_lines(quote(QUESTION, [hit], "Mara").content):
        for part in line.replace("**", "").split(" […] "):
            assert plain_text(part.removesuffix("…"))[:200] in whole


def test_a_sentence_too_long_to_quote_is_cut_at_a_word() -> None:
    (text,) = quote("honey?", [passage_hit(content="honey " * 400)], "Mara").quotes
    assert text == f"**{('honey ' * 116).strip()}…**"
    assert len(quote("x", [passage_hit(content="x" * 5000)], "Mara").quotes[0]) == 700 + len("****")


@pytest.mark.parametrize("sign", ["a ", "(", ".", "a. ", "- a\n", "**a** ", "a?\n", "when ", "or a "])
def test_any_text_takes_bounded_time(sign: str) -> None:
    text = (sign * 10_000)[:10_000]
    start = time.thread_time()
    quote(text[:8_000], [passage_hit(content=text)], "Mara")
    assert time.thread_time() - start < 4


YEAR = "Finish feeding in autumn by 20 September. Start feeding in autumn on 5 August, after the harvest. Hives are blue."


def test_the_time_of_the_opposite_is_no_answer() -> None:
    hit = passage_hit(0.6, content=YEAR, sentences=(NearSentence("Finish feeding in autumn by 20 September.", 0.8),))
    started = quote("When do I start feeding in autumn?", (hit,), "Jane")
    assert started.supported
    assert started.content.splitlines()[2].startswith("> **Start feeding in autumn on 5 August")
    assert "**Finish feeding" in quote("When do I finish feeding in autumn?", (hit,), "Jane").content
    alone = replace(hit, content="Finish feeding in autumn by 20 September. Winter evenings begin in January.")
    assert not quote("When do I start feeding in autumn?", (alone,), "Jane").supported


@pytest.mark.parametrize(
    ("sentence", "says_when"),
    [
        ("More than 3 mites are too many.", False),
        ("I accept 2 % in the roll.", False),
        ("I count in May and in August.", True),
        ("I count on 5. August.", True),
        ("Counting begins at 9:30.", True),
        ("Every 3 weeks.", True),
        ("From 9 to 11.", True),
        ("The club was founded in 1987.", True),
        ("Straight afterwards.", True),
    ],
)
def test_a_bare_number_says_no_time(sentence: str, says_when: bool) -> None:
    assert (fitness(Wanted.time, read_text("When do you count?"), sentence) > 0) is says_when


def test_words_in_the_sentence_count_more_than_those_above_it() -> None:
    content = "In August 10 fallen ones a day are too many. I count in May and in August."
    hit = passage_hit(
        0.6, content=content, heading="Counting", sentences=(NearSentence("In August 10 fallen ones a day are too many.", 0.7),)
    )
    assert "**I count in May" in quote("When do you count?", (hit,), "Jane").content
