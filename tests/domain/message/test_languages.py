"""Languages: recognised from one short message; every fixed reply exists in each language."""

from dataclasses import fields
from string import Formatter

import pytest

from orchestrator.adapters.languages import LibraryLanguages
from orchestrator.domain.escalation.expectation import Expectation
from orchestrator.domain.message.language import ANSWERED, ENGLISH, UNKNOWN_LANGUAGE, read_language
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.message.small_talk import SmallTalk, small_talk
from orchestrator.domain.paths import Path
from orchestrator.domain.replies.phrases import PHRASES, Phrases, phrases_in
from orchestrator.domain.replies.sentences import clarification, handed_back, offer, queued
from support.facts import agent_turn, facts, user_turn

KNOWN = LibraryLanguages()
MESSAGES = {
    "en": "When should I treat my hives against mites?",
    "de": "Wann soll ich meine Völker gegen Milben behandeln?",
    "nl": "Wanneer moet ik mijn bijen tegen mijten behandelen?",
    "sv": "När ska jag behandla mina bin mot kvalster?",
    "da": "Hvornår skal jeg behandle mine bier mod mider?",
    "nb": "Når bør jeg behandle biene mine mot midd? Hva gjør dere?",
    "fr": "Quand dois-je traiter mes ruches contre les acariens ?",
    "es": "¿Cuándo debo tratar mis colmenas contra los ácaros?",
    "it": "Quando devo trattare i miei alveari contro gli acari?",
    "pt": "Quando devo tratar as minhas colmeias contra os ácaros?",
    "pl": "Kiedy mam leczyć moje ule przeciw roztoczom?",
    "sr": "Kada treba da tretiram svoje košnice protiv grinja?",
    "ru": "Когда обрабатывать ульи от клещей?",
    "kk": "Араларды кенеге қарсы қашан өңдеу керек?",
    "tr": "Arılarımı akarlara karşı ne zaman ilaçlamalıyım?",
    "id": "Kapan saya harus mengobati lebah saya dari tungau?",
    "zh": "我什么时候应该给蜂箱除螨？",
    "ja": "いつダニの対策をすればいいですか？",
    "ar": "متى يجب أن أعالج خلايا النحل من السوس؟",
}
SMALL = {
    "fr": "Bonjour !",
    "es": "¡Hola!",
    "pl": "Dzień dobry",
    "tr": "Merhaba",
    "ja": "こんにちは",
    "zh": "你好！",
    "ar": "مرحبا",
    "ru": "Привет!",
    "id": "Selamat pagi",
}


@pytest.mark.parametrize(("language", "text"), MESSAGES.items())
def test_the_language_of_a_message_is_recognised(language: str, text: str) -> None:
    assert read_language(text, KNOWN) == language
    assert read_language(text.upper(), KNOWN) == language


@pytest.mark.parametrize("text", ["", "42", "?!", "Mara", "varroa", "🐝🐝", "Pizza Napoli", "https://example.org/x"])
def test_a_text_without_words_of_a_language_has_none(text: str) -> None:
    assert read_language(text, KNOWN) in (UNKNOWN_LANGUAGE, ENGLISH)


@pytest.mark.parametrize("text", ["ខ្ញុំចង់ទៅភ្នំពេញ", "আমি কলকাতা যেতে চাই", "నేను హైదరాబాద్ వెళ్లాలి", "Tôi muốn đi Hà Nội vào tuần tới"])
def test_a_language_without_replies_is_not_taken_for_one_with_them(text: str) -> None:
    assert read_language(text, KNOWN) not in ANSWERED - {ENGLISH}


def test_english_that_borrows_words_stays_english() -> None:
    for text in (
        "What does Schadenfreude mean?",
        "Is the déjà vu feature in the café?",
        "How do I spell señor and piñata?",
        "What is 蜂 in English?",
    ):
        assert read_language(text, KNOWN) == ENGLISH


def test_the_languages_of_the_replies_are_the_likelier_ones() -> None:
    assert set(PHRASES) == ANSWERED


@pytest.mark.parametrize("language", PHRASES)
def test_every_language_has_all_phrases_of_english(language: str) -> None:
    for named in fields(Phrases):
        phrase, english = getattr(PHRASES[language], named.name), getattr(PHRASES[ENGLISH], named.name)
        assert phrase.strip()
        missing = placeholders(english) - placeholders(phrase)
        assert placeholders(phrase) <= placeholders(english)
        # Other languages avoid the plural that `questions` is for.
        assert missing <= {"questions"}
        assert language == ENGLISH or named.name == "date" or phrase != english


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize(("language", "text"), SMALL.items())
def test_small_talk_is_known_in_other_languages(language: str, text: str) -> None:
    assert small_talk(read_text(text)) is SmallTalk.greeting
    assert read_language(text, KNOWN) == language


@pytest.mark.parametrize("language", PHRASES)
def test_the_agent_answers_in_the_language_of_the_message(language: str) -> None:
    given = facts(MESSAGES[language]).voice
    assert offer(given, Expectation(24.0, True), 3, has_suggestions=True).startswith(
        PHRASES[language].no_answer.format(creator="Mara Lind")
    )
    assert clarification(given, ("Spring", "Autumn")) == PHRASES[language].clarify_two.format(first="Spring", second="Autumn")
    wording = PHRASES[language]
    usual, unknown = (line.format(creator="Mara", time=wording.hour) for line in (wording.usual, wording.no_history))
    assert queued("Mara", Expectation(1.0, True), language) == f"{wording.queued.format(creator='Mara')} {usual}"
    assert queued("Mara", Expectation(1.0, False), language) == f"{wording.queued.format(creator='Mara')} {unknown}"
    assert "Mara" in handed_back("Mara", language)


def test_a_message_of_unknown_language_takes_that_of_earlier_messages() -> None:
    turns = (user_turn(MESSAGES["de"]), agent_turn(MESSAGES["de"], Path.clarify))
    assert facts("Varroa", turns=turns).voice.language == "de"
    assert facts("And what about spring?", turns=turns).voice.language == ENGLISH
    assert phrases_in(facts("Varroa").voice.language) is PHRASES[ENGLISH]
