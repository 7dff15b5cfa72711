"""What the text of one message shows: small talk, vagueness, complexity, follow-ups, coverage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.message.clarity import complexity, vagueness
from orchestrator.domain.message.follow_ups import may_follow_up, stands_alone
from orchestrator.domain.message.reading import coverage, read_text
from orchestrator.domain.message.small_talk import SmallTalk, small_talk
from orchestrator.domain.message.vocabulary import informative_words
from orchestrator.domain.texts import first_sentence

NAMES = frozenset({"mara", "lind", "bee", "school"})
any_text = st.text(alphabet=st.characters(codec=None), max_size=300)  # with lone surrogates and control characters


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("hi", SmallTalk.greeting),
        ("Hellooo!!!", SmallTalk.greeting),
        ("Hello Mara", SmallTalk.greeting),
        ("Hi Dr. Lind,", SmallTalk.greeting),
        ("good morning :)", SmallTalk.greeting),
        ("Hey there, how are you?", SmallTalk.greeting),
        ("👋", SmallTalk.greeting),
        ("thanks a lot!", SmallTalk.thanks),
        ("thanks :D", SmallTalk.thanks),
        ("Perfect, thank you Mara!", SmallTalk.thanks),
        ("thank you so much, this helps a lot", SmallTalk.thanks),
        ("Thanks for the quick response!", SmallTalk.thanks),
        ("thanks, that was helpful", SmallTalk.thanks),
        ("hi, thanks!", SmallTalk.thanks),
        ("No, thank you", SmallTalk.thanks),
        ("got it", SmallTalk.thanks),
        ("great!", SmallTalk.thanks),
        ("👍🏽", SmallTalk.thanks),
        ("ok bye, thank you", SmallTalk.farewell),
        ("Thank you for your help, have a nice day!", SmallTalk.farewell),
        ("good night", SmallTalk.farewell),
    ],
)
def test_small_talk(text: str, kind: SmallTalk) -> None:
    assert small_talk(read_text(text), NAMES) is kind


@pytest.mark.parametrize(
    "text",
    [
        "this",
        "which supplement should I take?",
        "hi, can I get a refund?",
        "thanks but it does not work",
        "thanks, and on weekends?",
        "thanks for nothing, I want a refund",
        "hello world program",
        "morning inspections",
        "what's up with my order",
        "great question about varroa",
        "see you in court",
        "high",
        "history",
        "ok",
        "yes",
        "yes, thanks",
        "no",
        "Mara",
        "hi varroa",
        "",
        "...",
        "🐝",
    ],
)
def test_not_small_talk(text: str) -> None:
    assert small_talk(read_text(text), NAMES) is None


def test_only_known_names_may_follow_a_greeting() -> None:
    assert small_talk(read_text("hello mara")) is None
    assert small_talk(read_text("hola"), frozenset({"hola"})) is SmallTalk.greeting


@pytest.mark.parametrize(
    "text",
    [
        "help",
        "Can you help me with something?",
        "it doesn't work",
        "it doesnt work",
        "Hi! I have a question",
        "hmm",
        "???",
        "you're",
        "refund?",
        "I'm interested in learning more about it",
        "Find me some information on that please",
    ],
)
def test_vague(text: str) -> None:
    assert vagueness(read_text(text)) >= 0.8


@pytest.mark.parametrize(
    "text",
    ["How do I feed bees in winter?", "refund policy", "My hive is weak", "What does a colony need?", "冬にどうやって蜂に餌をやりますか"],
)
def test_not_vague(text: str) -> None:
    assert vagueness(read_text(text)) < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "Tell me about hives",
        "I'm looking for information on hives.",
        "Could you give me some info about hives?",
        "I’m interested in hives",
        "Find information about hives.",
        "I would like to learn about hives",
        "What can you tell me about hives?",
        "Give me some hive details",
    ],
)
def test_asking_for_everything_on_a_subject_is_vague(text: str) -> None:
    assert vagueness(read_text(text)) == 0.6


@pytest.mark.parametrize(
    "text",
    [
        "Tell me about hives in winter",
        "Tell me about what a hive is",
        "What is a hive?",
        "I would like to learn how hives are built",
        "I need hives for two queens",
        "What should I know about hives in winter?",
        "About how much is a hive?",
    ],
)
def test_a_question_about_a_subject_is_not_vague(text: str) -> None:
    assert vagueness(read_text(text)) < 0.5


@pytest.mark.parametrize("text", ["How do I feed bees in winter?", "is honey safe for dogs", "My smoker went out, what fuel lasts?"])
def test_stands_alone(text: str) -> None:
    assert stands_alone(read_text(text))


@pytest.mark.parametrize(
    "text", ["the red one?", "In winter.", "feeding", "and the smoker in winter?", "why?", "", "Losing queens every spring"]
)
def test_does_not_stand_alone(text: str) -> None:
    assert not stands_alone(read_text(text))


def test_polite_words_are_not_informative() -> None:
    assert informative_words("Hi! How much is the course, please? Thanks") == ("course",)
    assert informative_words("They've said we'd need smoke; who's right?") == ("said", "smoke")
    assert informative_words("How often do you varnish the mast?") == ("varnish", "mast")
    assert informative_words("Why do masts crack so often?") == ("masts", "crack", "often")


def test_complexity_grows() -> None:
    plain = "How often should I inspect a hive?"
    several = "How often should I inspect a hive? When? And with how much smoke?"
    long = several + " I keep twelve colonies near a motorway, and I work on weekdays; besides, my neighbour objects."
    listed = long + "\n1. Frequency and equipment\n2. Organisation while travelling\n3. Neighbourhood regulations"
    scores = [complexity(read_text(text)) for text in (plain, several, long, listed)]
    assert scores == sorted(set(scores))
    assert complexity(read_text("")) == 0
    assert scores[0] < 0.1
    assert scores[-1] > 0.4


@given(st.text(max_size=200), st.integers(1, 5))
def test_more_questions_are_never_simpler(text: str, questions: int) -> None:
    fewer = complexity(read_text(text + " ok?" * questions + " ok." * (6 - questions)))
    more = complexity(read_text(text + " ok?" * (questions + 1) + " ok." * (5 - questions)))
    assert more >= fewer


def test_complexity_can_reach_its_threshold() -> None:
    essay = "Organisationally complicated considerations; and then alternatively? " * 20
    assert complexity(read_text(essay)) >= 0.9


@pytest.mark.parametrize(
    "text",
    [
        "and on weekends?",
        "is it free?",
        "why?",
        "how much?",
        "what about Norway?",
        "How do I feed them?",
        "Where do they live?",
        "tell me more",
        "can you explain?",
        "Can you give an example?",
        "what does that mean?",
        "is that included?",
        "What is their price?",
        "which one is best?",
        "can I get one?",
        "how do I get there?",
        "so it is free?",
        "or by phone?",
        "in that case, how many frames?",
        "really?",
    ],
)
def test_follow_up(text: str) -> None:
    assert may_follow_up(read_text(text))


@pytest.mark.parametrize(
    "text",
    [
        "How do I feed bees in winter?",
        "Why do bees swarm?",
        "Is there a discount for students?",
        "Are there group rates?",
        "How do bees make their honey?",
        "How much is one hive?",
        "What happens this week?",
        "Do you have a course that covers queens?",
        "bees that sting",
        "So how do I become a member?",
        "Also, what are your opening hours?",
        "Who is the founder?",
        "Where is your office?",
        "What is a refund?",
        "I have one more question",
        "help",
        "hi",
        "",
        "And then I would like to know all that you can possibly tell me about it and them",
    ],
)
def test_no_follow_up(text: str) -> None:
    assert not may_follow_up(read_text(text))


@pytest.mark.parametrize(
    ("question", "passage", "share"),
    [
        ("How do I feed bees in winter?", "Feeding a bee colony through the winter", 1.0),
        ("How do I feed bees in winter?", "A bee likes winter.", 2 / 3),
        ("Is beer a drink?", "Bees drink nectar.", 1 / 2),
        ("credit card", "Your credit-cards are safe.", 1.0),
        ("What do they do?", "Anything at all", 0.0),
        ("feed bees", "", 0.0),
    ],
)
def test_coverage(question: str, passage: str, share: float) -> None:
    assert coverage(read_text(question), passage) == pytest.approx(share)


@given(any_text, any_text)
def test_any_text_is_scored_within_0_and_1(text: str, other: str) -> None:
    assert 0 <= vagueness(read_text(text)) <= 1
    assert 0 <= complexity(read_text(text)) <= 1
    assert 0 <= coverage(read_text(text), other) <= 1
    may_follow_up(read_text(text))
    small_talk(read_text(text))


@pytest.mark.parametrize(
    "text", ["a" * 100_000, "why? " * 20_000, "'" * 50_000, "a-" * 50_000, "蜂" * 30_000, "hi " * 30_000, ": " * 50_000]
)
def test_a_very_long_text_is_read_in_time(text: str) -> None:
    assert 0 <= complexity(read_text(text)) <= 1
    assert 0 <= vagueness(read_text(text)) <= 1
    small_talk(read_text(text))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("One. Two.", "One."),
        ("No end", "No end"),
        ("Line\nbreak? Yes.", "Line break?"),
        ("word " * 40, "word word word…"),
        ("x" * 30, "x" * 19 + "…"),
    ],
)
def test_first_sentence(text: str, sentence: str) -> None:
    assert first_sentence(text, 20) == sentence
