"""Manners around a question are set aside, in many languages; the words of the question and every fact beside it stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.message.manners.core import read_core, with_manners

NAMES = frozenset({"mara", "lind"})

QUESTIONS = {
    "en": "At what moisture do you harvest honey?",
    "de": "Bei welchem Wassergehalt erntest du den Honig?",
    "nl": "Bij welk vochtgehalte oogst je de honing?",
    "fr": "À quel taux d'humidité récoltez-vous le miel ?",
    "es": "¿Con qué humedad cosechas la miel?",
    "it": "Con quale umidità raccogli il miele?",
    "pt": "Com que humidade colhes o mel?",
    "pl": "Przy jakiej wilgotności zbierasz miód?",
    "tr": "Balı hangi nem oranında hasat ediyorsun?",
    "ja": "蜂蜜はどのくらいの水分で収穫しますか？",
    "sv": "Vid vilken fukthalt skördar du honungen?",
    "ru": "При какой влажности вы собираете мёд?",
    "zh": "蜂蜜含水量多少的时候采收？",
}

# (language, before the question, after it).
AROUND = [
    ("en", "Hi Mara, ", ""),
    ("en", "hi mara, ", ""),
    ("en", "Hello there! ", ""),
    ("en", "Hey Josephine, ", ""),
    ("en", "Dear Ms Weber,\n\n", ""),
    ("en", "Good morning Mara! ", " Thanks!"),
    ("en", "", " Thank you so much in advance!"),
    ("en", "", "\n\nThanks,\nTom"),
    ("en", "", "\n\nBest,\nTom Miller"),
    ("en", "", " Cheers!"),
    ("en", "", " Kind regards, Tom"),
    ("en", "", " Have a nice weekend! 🙏"),
    ("en", "I love your channel! ", ""),
    ("en", "great video btw. ", ""),
    ("en", "Love your videos, keep up the good work! ", ""),
    ("en", "Hi Mara, I've been following you for years and I love your work. ", ""),
    ("en", "Sorry to bother you, ", ""),
    ("en", "Sorry to bother you again, but ", ""),
    ("en", "Hi, I'm Tom from Leeds. ", ""),
    ("en", "My name is Tom Miller, ", ""),
    ("en", "Hi Mara, long-time listener here! ", ""),
    ("en", "Hi, I'm new here. ", ""),
    ("en", "Hope you're well! ", ""),
    ("en", "Hi Mara, how are you? ", ""),
    ("en", "Quick question: ", ""),
    ("en", "Hi! I have a question. ", " Looking forward to your reply."),
    ("en", "Thanks for your answer! ", " 😊"),
    ("en", "👋 ", " :)"),
    ("de", "Hallo Mara, ", ""),
    ("de", "Guten Tag Frau Weber, ", " Vielen Dank!"),
    ("de", "Liebe Mara,\n\n", "\n\nLiebe Grüße, Tom"),
    ("de", "Sehr geehrte Frau Dr. Weber,\n", "\n\nMit freundlichen Grüßen\nThomas Müller"),
    ("de", "Ich liebe deinen Kanal! ", " LG Tom"),
    ("de", "Entschuldige die Störung, ", " Danke schon mal im Voraus!"),
    ("de", "Moin! Tolles Video übrigens. ", ""),
    ("de", "Hallo, mein Name ist Tom. Ich habe eine Frage: ", ""),
    ("nl", "Hoi Mara, ", " Alvast bedankt!"),
    ("nl", "Beste Mara,\n", "\nMet vriendelijke groet,\nTom"),
    ("nl", "Sorry dat ik stoor, ", " Groetjes, Anna"),
    ("nl", "Wat een mooie video! ", ""),
    ("fr", "Bonjour Mara, ", " Merci d'avance !"),
    ("fr", "Salut ! J'adore ta chaîne. ", " Bonne journée !"),
    ("fr", "Chère Mara,\n", "\nBien cordialement,\nMarie Dupont"),
    ("fr", "Désolée de vous déranger, ", " Bisous, Marie"),
    ("es", "Hola Mara! ", " Gracias de antemano."),
    ("es", "¡Hola Mara! ", " ¡Muchas gracias!"),
    ("es", "Buenos días, me llamo Tomás. ", " Un saludo, Tomás"),
    ("es", "Me encanta tu canal. ", ""),
    ("es", "Perdón por la molestia, ", " Saludos cordiales,\nAna"),
    ("it", "Ciao Mara, ", " Grazie mille!"),
    ("it", "Buongiorno, mi chiamo Luca. ", " Cordiali saluti,\nLuca"),
    ("it", "Complimenti per il canale! ", " Buona giornata!"),
    ("it", "Scusa il disturbo, ", " Un abbraccio, Anna"),
    ("pt", "Olá Mara, ", " Obrigada!"),
    ("pt", "Bom dia! Adoro o teu canal. ", " Abraço, Rui"),
    ("pt", "Oi Mara, tudo bem? ", " Muito obrigado desde já!"),
    ("pt", "Desculpa incomodar, ", " Cumprimentos,\nRui Costa"),
    ("pl", "Cześć Mara, ", " Z góry dziękuję!"),
    ("pl", "Dzień dobry! Uwielbiam twój kanał. ", " Pozdrawiam, Ania"),
    ("pl", "Przepraszam, że przeszkadzam, ", " Miłego dnia!"),
    ("tr", "Merhaba Mara, ", " Teşekkürler!"),
    ("tr", "Selam! Kanalını çok seviyorum. ", " Şimdiden teşekkür ederim."),
    ("tr", "İyi günler, ", " Sevgiler, Ayşe"),
    ("ja", "Maraさん、こんにちは。", "よろしくお願いします。"),
    ("ja", "いつも動画を楽しく見ています！", "ありがとうございます。"),
    ("ja", "はじめまして。", ""),
    ("ja", "突然すみません。", "よろしくお願いいたします。"),
    ("sv", "Hej Mara! ", " Tack på förhand!"),
    ("sv", "Förlåt att jag stör, ", " Vänliga hälsningar,\nAnna"),
    ("ru", "Привет, Мара! ", " Спасибо!"),
    ("ru", "Здравствуйте, ", " Заранее спасибо!"),
    ("zh", "你好，", "谢谢！"),
    ("zh", "老师好！", "非常感谢。"),
]

MAIL = [
    "{}\n\nOn Tue, 3 June 2025 at 10:12, Mara Lind <mara@example.org> wrote:\n> Dear Tom, thanks for your note.\n> Best, Mara",
    "{}\n\nOn Tue, 3 June 2025 at 10:12, Mara Lind <mara.with.a.long.address@example.org>\nwrote:\n> Dear Tom",
    "{}\n\nAm 03.06.2025 um 10:12 schrieb Mara Lind:\n> Hallo Tom\n>\n> bis bald",
    "{}\n\nLe mar. 3 juin 2025 à 10:12, Mara Lind <mara@example.org> a écrit :\n> Bonjour",
    "{}\n\nIl giorno mar 3 giu 2025 alle ore 10:12 Mara Lind <mara@example.org> ha scritto:\n> Ciao",
    "{}\n\nwt., 3 cze 2025 o 10:12 Mara Lind <mara@example.org> napisał(a):\n> Cześć",
    "{}\n\n2025年6月3日(火) 10:12 Mara Lind <mara@example.org>:\n> こんにちは",
    "{}\n\n-----Original Message-----\nFrom: Mara\nSent: Tuesday\nTo: Tom\nSubject: Re: honey\n\nHello Tom, the hives are fine.",
    "{}\n\n-----Ursprüngliche Nachricht-----\nVon: Mara\nGesendet: Dienstag\nAn: Tom\nBetreff: Re: Honig\n\nHallo Tom",
    "{}\n\nFrom: Mara <m@example.org>\nSent: Tuesday, 3 June 2025\nTo: Tom\nSubject: Re: honey\n\nHello Tom",
    "{}\n\n---------- Forwarded message ---------\nFrom: Mara <m@example.org>\nDate: Tue, 3 June 2025\nSubject: Re\n\nHello",
    "{}\n\n-- \nTom Miller\nBeekeeper, Leeds\n+44 20 1234",
    "{}\n\nSent from my iPhone",
    "{}\n\nVon meinem iPhone gesendet",
    "{}\n\nThanks,\nTom\n\nSent from my Samsung Galaxy\n\nOn 3 June 2025, at 10:12, Mara <m@example.org> wrote:\n\n> Dear Tom",
    "> When do you harvest?\n> Best, Mara\n\n{}",
]

# Nothing here may be set aside: each holds a fact, a question, or something that only looks like manners.
KEPT = [
    "I have the 2019 model. How do I drain it?",
    "My dog is 12 and a bit deaf. Is he too old for the scent class?",
    "I'm vegan, is the candle wax all right for me?",
    "I'm German, do you ship to me?",
    "Ich bin Anfänger, welcher Kurs passt zu mir?",
    "I'm from Canada, do you ship here?",
    "Hello from Norway! Do you ship here?",
    "Loved the lavender one! How long does it keep?",
    "Thanks for the parcel with the red yarn. How do I wash it?",
    "How do I say thank you in Welsh?",
    "What does cheers mean?",
    "Is there a good morning class?",
    "Which is better 🍎 or 🍐",
    "Best frames for a beginner?",
    "do you love your work, and how did you start?",
    "Is shipping 3 > 2 days?",
    "- price of a lesson?\n- group or one to one?",
    "On Monday I wrote:\nthe hive is empty. Should I requeen?",
    "From: which size?\nTo: which size?",
    "The bread didn't rise. Thanks to the cold kitchen, I think. What now?",
    "Kind of glaze for raku?",
    "Mara said 18 %. Is that for spring honey too?",
    "Danke für das Rezept mit Dinkel! Wie lange muss es gehen?",
    "Gute Nacht Tee: ab welchem Alter?",
    "Regards to which dates is the course full?",
    "すみません",
    "When is the good evening concert",
]

ONLY_MANNERS = [
    "Hi Mara!",
    "Thanks a lot, Tom",
    "Hallo zusammen",
    "I love your channel!",
    "😊",
    "",
    "   ",
    "> quoted",
    "-- \nTom",
    "こんにちは",
]


@pytest.mark.parametrize(("language", "before", "after"), AROUND)
def test_manners_are_set_aside(language: str, before: str, after: str) -> None:
    question = QUESTIONS[language]
    assert read_core(f"{before}{question}{after}", NAMES) == question


@pytest.mark.parametrize("mail", MAIL)
def test_quoted_mail_and_signatures_are_set_aside(mail: str) -> None:
    assert read_core(mail.format(QUESTIONS["en"])) == QUESTIONS["en"]


@pytest.mark.parametrize("text", KEPT)
def test_in_doubt_everything_is_kept(text: str) -> None:
    assert read_core(text, NAMES) == text


@pytest.mark.parametrize("text", ONLY_MANNERS)
def test_what_is_only_manners_stays_whole(text: str) -> None:
    assert read_core(text, NAMES) == text


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("hi how do i feed bees", "how do i feed bees"),
        ("Hi Mara how do i feed bees", "how do i feed bees"),
        ("hi varroa when to treat", "varroa when to treat"),
        ("hi I forgot my password, how do I set a new one? thx", "I forgot my password, how do I set a new one?"),
        ("sorry for the silly question but how do I feed bees?", "how do I feed bees?"),
        ("can I load it twice Thank you very much for your help.", "can I load it twice"),
        ("can it load impulse responses Thank you very much", "can it load impulse responses"),
        ("is there a field round there thx", "is there a field round there"),
        ("das war nicht meine Frage", "das war nicht meine Frage"),
        ("lieber die günstigere Variante", "lieber die günstigere Variante"),
        ("how do I feed bees cheers, Dave", "how do I feed bees"),
        ("Thanks for the lovely booklet! How often should bees be fed?", "How often should bees be fed?"),
        ("Thanks for the lovely booklet! How long did it take?", "Thanks for the lovely booklet! How long did it take?"),
        ("Hi Mara 😊 how do I feed bees?", "how do I feed bees?"),
        ("how do i feed bees thanks", "how do i feed bees"),
        ("how do i feed bees? thx!!", "how do i feed bees?"),
        ("love your videos how do i feed bees", "how do i feed bees"),
        ("Thanks! And in winter?", "And in winter?"),
        ("Hi Mara, I have the 2019 model. How do I drain it? Thanks, Tom", "I have the 2019 model. How do I drain it?"),
        ("Hola Mara! At what moisture do you harvest honey?", "At what moisture do you harvest honey?"),
        ("hallo wie oft füttere ich die bienen", "wie oft füttere ich die bienen"),
        ("Can you help me with this?\n\n> When do you harvest?", "Can you help me with this?\n\n> When do you harvest?"),
        ("Thanks, that was for the Luma 2. And for the Luma 3?", "that was for the Luma 2. And for the Luma 3?"),
        ("Sorry, I meant the small kiln.", "I meant the small kiln."),
    ],
)
def test_without_punctuation_and_mixed(text: str, core: str) -> None:
    assert read_core(text, NAMES) == core


def test_blank_lines_before_a_quotation_are_no_part_of_the_question() -> None:
    assert read_core("\n\n> On Monday I wrote this.\n> And this.\n\nHow often should I feed them?") == "How often should I feed them?"


def test_a_name_that_is_known_needs_no_capital() -> None:
    assert read_core("hey mara lind when do you harvest", NAMES) == "when do you harvest"
    assert read_core("hey mara lind when do you harvest") == "mara lind when do you harvest"


def test_the_end_of_a_long_text_is_not_lost() -> None:
    question = f"{'which frames of the hive do I take ' * 4}and what thanks do they give when the winter is over"
    assert read_core(question) == question
    long = "The hive is empty and dry. " * 200
    assert read_core(f"Hi Mara, {long}What now? Thanks, Tom") == f"{long}What now?"


PIECES = st.lists(
    st.one_of(
        st.sampled_from([before for _, before, _ in AROUND] + [after for _, _, after in AROUND] + list(QUESTIONS.values()) + KEPT),
        st.text(alphabet="aB ?!.,\n>-:@1é😊。、", max_size=12),
    ),
    max_size=6,
).map("".join)


@given(PIECES)
def test_the_core_is_one_piece_of_the_text_and_has_no_manners_itself(text: str) -> None:
    core = read_core(text, NAMES)
    assert core in text
    assert read_core(core, NAMES) == core
    assert bool(core) == bool(text)


@given(PIECES, PIECES)
def test_manners_come_back(earlier: str, text: str) -> None:
    core = read_core(text, NAMES)
    assert with_manners(core, text, NAMES) == text
    assert with_manners(f"{earlier} {core}", text, NAMES) == f"{earlier} {text}"
