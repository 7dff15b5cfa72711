"""The number that a question asks for, and whether a sentence holds one of the kind.

Read in English, German, Dutch, the Scandinavian languages, French, Spanish, Italian and Portuguese. In another language no
number is taken to be asked for.
"""

import re
import unicodedata
from enum import StrEnum

from orchestrator.domain.answering.finding.answerability import NUMERALS, TIMES
from orchestrator.domain.message.inflections import forms_of
from orchestrator.domain.message.reading import Reading
from orchestrator.domain.message.words import fold, split_compounds, tokens

LONGEST_READ = 2_000  # characters of a question or a sentence


class Wanted(StrEnum):
    """The kind of number that a question asks for."""

    amount = "amount"
    money = "money"
    duration = "duration"
    time = "time"
    """When: a date, a time of day, a season."""
    degrees = "degrees"
    share = "share"
    weight = "weight"
    length = "length"


WITH_UNIT = frozenset({Wanted.money, Wanted.degrees, Wanted.share, Wanted.weight, Wanted.length})
"""Kinds that a number has only with its unit."""

_AMOUNT = (
    "how many, how much, how old, how fast, how hot, how warm, wie viel, wie viele, wieviel, wieviele, wie alt, hoeveel, hoe oud, hur manga, "
    "hur mycket, hur gammal, hvor mange, hvor meget, hvor mye, hvor gammel, combien, cuanto, cuanta, cuantos, cuantas, quanto, quanta, quanti, "
    "quante, quantos, quantas"
)
_WEIGHT = "how heavy, how much does it weigh, wie schwer, hoe zwaar, hur tung, hvor tung"
_LENGTH = (
    "how tall, how high, how deep, how wide, how far, how thick, wie hoch, wie tief, wie breit, wie weit, wie dick, hoe hoog, hoe diep, hoe breed, "
    "hoe ver, hur hog, hvor hoj, hvor hoy"
)
_DURATION = (
    "how long, how often, how soon, how much time, how many hours, how many days, how many weeks, how many months, how many minutes, "
    "wie lange, wie oft, wie viel zeit, hoe lang, hoe vaak, hoeveel tijd, hur lange, hur ofta, hvor laenge, hvor lenge, hvor tit, hvor ofte, "
    "combien de temps, combien de fois, cuanto tiempo, cuantas veces, quanto tempo, quante volte, quantas vezes"
)
_TIME = (
    "what time, what times, which day, what day, which month, what month, which year, what year, what date, which date, since when, until when, "
    "till when, from when, by when"
)
_MONEY = "was kostet, was kosten, wat kost, wat kosten, vad kostar, hvad koster, hva koster"
_NOUNS = {
    Wanted.money: "price cost fee charge rent salary preis kosten gebuhr prijs prix tarif precio prezzo preco pris",
    Wanted.degrees: "temperature temperatures temperatur temperatuur temperatura",
    Wanted.share: "percent percentage proportion prozentsatz pourcentage porcentaje percentuale",
    Wanted.amount: "moisture humidity speed voltage wattage ratio amount quantity dose dosage age ph feuchtigkeit wassergehalt menge alter "
    "humidite humedad umidita vochtgehalte",
    Wanted.weight: "weight gewicht poids peso vikt",
    Wanted.length: "height length width depth diameter thickness distance hohe lange breite tiefe entfernung hauteur longueur largeur altura hoogte lengte",
    Wanted.duration: "duration dauer duree duracion durata duracao",
}
"""Names of quantities (ISO 80000, parts 3 to 5) and of money, in the languages nearest to English, folded."""

_PHRASES = [
    (Wanted.duration, _DURATION),
    (Wanted.money, _MONEY),
    (Wanted.time, _TIME),
    (Wanted.weight, _WEIGHT),
    (Wanted.length, _LENGTH),
    (Wanted.amount, _AMOUNT),
]
_ASKED = [(kind, re.compile(r"(?<!\w)(?:" + "|".join(re.escape(phrase.strip()) for phrase in phrases.split(",")) + r")(?!\w)")) for kind, phrases in _PHRASES]  # fmt: skip
_OF_WHAT = [
    (kind, re.compile(rf"(?:(?<!\w)(?:what|whats|what's|which|welche|welcher|welches|was ist|welke|wat is|quelle|quel|que|cual es|quale|qual|vilken|hvilken)"
                      rf"(?: (?:is|are|was|'s))?(?: (?:the|your|its|a|an|der|die|das|de|het|la|le|el|il|o))?(?: [^\W\d_]+)?"
                      rf"|^(?:the|current)?(?: [^\W\d_]+)?(?= ?\w+ (?:of|for|per|in|on|at|fur|von|de|du|pour|di|da|van|voor)(?!\w))) ?(?<!\w)(?:{nouns.replace(' ', '|')})(?!\w)"))
    for kind, nouns in _NOUNS.items()
]  # fmt: skip
_COSTS = re.compile(
    r"(?<!\w)(?:costs?|charges?|charged|price|priced|pay|paid|fee|kostet|kosten|coute|coutent|cuesta|cuestan|costa|costano|kost|kostar|koster|custa|custam)(?!\w)"
)
_WHAT_COSTS = re.compile(r"(?<!\w)what (?:do|does|did|will|would|should) [\w' -]{1,60}? (?:cost|charge|pay)(?!\w)")
_WHEN = re.compile(
    r"(?:^|(?:^|\W)(?:and|exactly|know|say|tell me|ask|wonder|wondering) )when (?:\w+ )?(?:is|are|was|were|do|does|did|can|could|should|shall|will|would|may|must|has|have)(?!\w)"
)

_NUMERALS_OF = {
    "en": """none zero pair couple fourteen seventeen eighteen nineteen unlimited limitless""",
    "de": """ein eine einen einer zwei drei vier funf sechs sieben acht neun zehn elf zwolf zwanzig dreissig funfzig hundert tausend halb halbe viertel
        kein keine keinen dutzend unbegrenzt""",
    "nl": "een twee drie vier vijf zes zeven acht negen tien elf twaalf twintig dertig vijftig honderd duizend half halve geen dozijn onbeperkt",
    "sv": "en ett tva tre fyra fem sex sju atta nio tio elva tolv tjugo trettio femtio hundra tusen halv ingen inga dussin",
    "da": "en et to tre fire fem seks syv sju otte atte ni ti elleve tolv tyve tjue tredive femti hundrede hundre tusind tusen halv ingen dusin",
    "fr": """un une deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente quarante cinquante cent mille demi demie aucun aucune
        douzaine illimite""",
    "es": """un uno una dos tres cuatro cinco seis siete ocho nueve diez once doce quince veinte treinta cuarenta cincuenta cien mil medio media
        ninguno ninguna docena ilimitado""",
    "it": """uno una due tre quattro cinque sei sette otto nove dieci undici dodici quindici venti trenta quaranta cinquanta cento mille mezzo mezza
        nessuno nessuna dozzina um uma dois duas tres quatro cinco seis sete oito nove dez onze doze quinze vinte trinta cinquenta cem mil meio meia
        nenhum nenhuma duzia illimitato ilimitado""",
}
"""Number words by language, folded, with those that say that there is none or no limit. Danish holds Norwegian, and
Italian Portuguese: the words that ask are the same."""

_ASKING = {
    "de": "wie wieviel wieviele welche welcher welches kostet preis temperatur wann dauer",
    "nl": "hoe hoeveel welke wat prijs temperatuur duur",
    "sv": "hur vilken vilket vad",
    "da": "hvor hvilken hvilket hvad hva",
    "fr": "combien quel quelle quels quelles prix duree",
    "es": "cuanto cuanta cuantos cuantas cual que precio temperatura",
    "it": "quanto quanta quanti quante quantos quantas quale qual che prezzo preco",
}
_LANGUAGE_OF = {word: language for language, words in _ASKING.items() for word in words.split()}
_NUMERALS = {
    language: frozenset(words.split()) | (NUMERALS if language == "en" else frozenset()) for language, words in _NUMERALS_OF.items()
}

_UNITS_OF_TIME = frozenset(
    """seconds minute minutes hour hours day days week weeks month months year years fortnight night nights decade decades century centuries
    sekunde sekunden minuten stunde stunden tag tage tagen woche wochen monat monate monaten jahr jahre jahren uur uren dag dagen weken
    maand maanden jaar heure heures jour jours semaine semaines mois annee annees ans hora horas dia dias semana semanas mes meses ano anos ora ore
    giorno giorni settimana settimane mese mesi anno anni timme timmar dagar vecka veckor manad manader timer uge uger maned maneder""".split()
)
_LASTING = frozenset(
    """overnight daily hourly weekly monthly yearly annually twice forever indefinitely permanently lifetime taglich wochentlich dagelijks quotidien
    diario diariamente giornaliero""".split()
)
_UNITS = {
    Wanted.weight: re.compile(r"(?<![^\W\d_])(?:mg|g|kg|lbs?|oz|t|grams?|grammes?|gramm|gram|kilos?|kilograms?|kilogramm|pounds?|ounces?|tons?|tonnes?|tonnen)(?!\w)"),
    Wanted.length: re.compile(r"(?<![^\W\d_])(?:mm|cm|m|km|ft|inch|inches|foot|feet|yards?|miles?|met(?:er|re)s?|(?:centi|milli|kilo)met(?:er|re)s?|minutes?)(?!\w)|″"),
}  # fmt: skip
_UNTIL = frozenset("until till once never always bis jusqu hasta finche tot ate".split())
_FREE = frozenset("free nothing gratis kostenlos gratuit gratuite gratuito gratuita included inbegriffen compris incluido incluso".split())
CURRENCIES = frozenset(
    """euro euros eur dollar dollars usd pound pounds gbp pence penny cent cents franc francs chf yen yuan rupee rupees krona kronor krone kroner
    kr zloty lira real reais peso pesos ruble rubles price prices cost costs fee fees preis prix precio prezzo preco prijs pris""".split()
)
_DEGREES = re.compile(r"°|\d\s?[cf](?!\w)|(?<!\w)(?:degrees?|grad|graden|grader|degres|grados|gradi|graus|celsius|fahrenheit)(?!\w)")
_SHARE = re.compile(r"%|(?<!\w)(?:percent|per cent|prozent|procent|pour cent|por ciento|per cento|por cento|half|third|quarter)(?!\w)")
_SAYS_WHEN = frozenset(
    """once when whenever after afterwards before until till while during since between every each daily weekly monthly soon immediately now
    today tomorrow always anytime never late early beginning middle mid season seasons weekdays weekends am pm""".split()
)
_DATE = re.compile(
    r"(?<!\d)(?:1[0-9]|20)\d\d(?!\d)|(?<!\d)\d{1,2}[:h.]\d\d(?!\d)|(?<!\d)\d{1,2}(?:st|nd|rd|th)(?!\w)|\d\s?(?:am|pm|a\.m|p\.m|uhr|o'clock)(?!\w)"
    r"|(?<!\d)\d{1,2}[./-]\d{1,2}[./-]|(?:^|[^.])\b\d{1,2}\. [^\W\d]"
)
"""A year, a time of day, or a day of a month."""
_BOUND = re.compile(
    r"(?<!\w)(?:at|by|from|until|till|before|after|since|between|around|ab|bis|um|vor|nach|vers|avant|apres) \d{1,4}(?![\d.,]*\s?[%°])"
)
_FIGURE = re.compile(r"(?<![\w-])\d+(?:[.,:]\d+)*")
_LATIN = re.compile(r"[a-z]")


def read_wanted(question: Reading) -> Wanted | None:
    """The kind of number that the question asks for; None where it asks for none."""
    text = question.plain[:LONGEST_READ]
    for kind, asked in (*_ASKED, *_OF_WHAT):
        if asked.search(text):
            return Wanted.money if kind is Wanted.amount and _COSTS.search(text) else kind
    if _WHAT_COSTS.search(text):
        return Wanted.money
    return Wanted.time if _WHEN.search(text) else None


def fitness(wanted: Wanted, question: Reading, sentence: str) -> float:
    """How well a sentence gives the number that is asked for: 1 for a number of that kind, 0.5 for another number, 0 for
    none. A number that the question itself has does not count."""
    text = fold(sentence[:LONGEST_READ])
    words = frozenset(split_compounds(tokens(text)))
    if wanted is Wanted.time:
        return _fitness_of_time(text, words, question)
    if wanted is Wanted.money and not _FREE.isdisjoint(words):
        return 1.0
    if wanted is Wanted.duration and not _LASTING.isdisjoint(words):
        return 1.0
    if not (_figures(text, question) or _numerals(words, question)):
        return 0.5 if wanted is Wanted.duration and (_says_how_long(words) or not _UNTIL.isdisjoint(words)) else 0.0
    is_weak = not _figures(text, question) and _numerals(words, question) == {"one"}  # it mostly stands for a thing
    return 1.0 if _is_of_kind(wanted, text, words) and not is_weak else 0.5


def _is_of_kind(wanted: Wanted, text: str, words: frozenset[str]) -> bool:
    match wanted:
        case Wanted.money:
            return not CURRENCIES.isdisjoint(words) or any(unicodedata.category(sign) == "Sc" for sign in text)
        case Wanted.duration:
            return _says_how_long(words)
        case Wanted.degrees:
            return _DEGREES.search(text) is not None
        case Wanted.share:
            return _SHARE.search(text) is not None
        case Wanted.weight | Wanted.length:
            return _UNITS[wanted].search(text) is not None
        case _:
            return True


def _says_how_long(words: frozenset[str]) -> bool:
    return not _UNITS_OF_TIME.isdisjoint(words)


def _fitness_of_time(text: str, words: frozenset[str], question: Reading) -> float:
    figures = _figures(text, question)
    has_length = bool(figures or _numerals(words, question)) and _says_how_long(words)
    if has_length or (figures and _DATE.search(text)) or (TIMES & forms_of(words)) - question.forms:
        return 1.0
    is_bound = bool(figures) and _BOUND.search(text) is not None
    return 0.5 if is_bound or not _SAYS_WHEN.isdisjoint(words) or not _LATIN.search(text) else 0.0


def _numerals(words: frozenset[str], question: Reading) -> frozenset[str]:
    """The number words of a sentence in the language of the question, which is that of most documents."""
    language = next((_LANGUAGE_OF[word] for word in question.words if word in _LANGUAGE_OF), "en")
    return (_NUMERALS[language] & forms_of(words)) - question.forms


def _figures(text: str, question: Reading) -> list[str]:
    return [figure for figure in _FIGURE.findall(text) if figure not in question.numbers and figure not in question.vocabulary]
