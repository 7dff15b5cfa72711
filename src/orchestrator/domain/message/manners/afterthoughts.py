"""Afterthoughts: "Or is it not needed?" doubts the question before it and asks about nothing of its own."""

import re

from orchestrator.domain.message.words import TOKEN, fold, fold_all

MAX_WORDS = 8
"""A longer sentence says more than a doubt."""
MIN_WORDS_BEFORE = 2
"""Words of the question that is doubted."""
_LAST_CHARACTERS = 200
"""Of a text, in which an afterthought may stand."""
_BEFORE = re.compile(r"[?？؟.!…]+\s+|,\s+|\n+|\s[-–—]\s")

_DOUBTS = (
    (
        "or",
        """is isn't are aren't was wasn't it that this so not no possible allowed necessary needed required wrong mistaken right true correct
        already too late early enough am i do does don't doesn't did didn't should shouldn't must mustn't can can't could
        couldn't we you one there need have to be better still really even at all just misread misunderstood misunderstand
        misunderstanding confusing confused mixing up something""",
    ),
    (
        "oder",
        """ist das es nicht möglich erlaubt nötig notwendig erforderlich falsch richtig wahr so schon zu spät früh brauche braucht braucht's man
        ich irre mich täusche täusch irr geht auch ohne muss sein doch kein keine keinen gar etwa liege daneben verstehe habe
        hab verstanden gelesen was stimmt lieber besser sollte soll darf""",
    ),
    (
        "of",
        """is dat het niet nodig verplicht fout juist waar zo al te laat vroeg hoeft hoef ik vergis me mag kan ook zonder moet
        toch""",
    ),
    (
        "ou",
        """est est-ce que c'est ce n'est ça cela pas non possible permis nécessaire besoin la peine faux vrai juste déjà trop tard tôt je me
        trompe faut il y a-t-il peut on plus bien si ai-je j'ai mal lu compris""",
    ),
    (
        "o u",
        """es eso no ya hace falta posible permitido necesario obligatorio así verdad cierto me equivoco demasiado tarde pronto hay que se puede
        sin tengo estoy equivocado equivocada mal entendido leído sí""",
    ),
    (
        "o oppure",
        """è non no serve possibile necessario obbligatorio così vero giusto sbaglio mi già troppo tardi presto bisogna si può senza devo
        ho capito male letto""",
    ),
    (
        "ou",
        """é isso não já possível preciso necessário obrigatório assim verdade certo estou errado errada enganado enganada demasiado tarde
        cedo pode sem tenho que percebi mal li""",
    ),
    ("czy albo lub", """nie to jest konieczne potrzebne trzeba się mylę tak prawda już za późno wcześnie może bez"""),
    ("eller", """är det inte nödvändigt behövs krävs fel rätt sant så redan för sent tidigt måste man går utan har jag missförstått"""),
    ("yoksa veya", """gerek yok mu gerekmiyor değil mi yanlış yanılıyor muyum öyle geç kaldım"""),
    ("или", """не надо нужно обязательно это так я ошибаюсь уже поздно рано можно без нет"""),
)
"""For each language the words that open a doubt, and the words that it is made of."""
_LEXICONS = tuple((frozenset(fold_all(opening.split())), frozenset(fold_all(words.split()))) for opening, words in _DOUBTS)


def without_afterthought(text: str) -> str:
    """The text up to the doubt at its end; the text itself where there is none. What names a thing of its own is no doubt."""
    tail = max(0, len(text) - _LAST_CHARACTERS)
    for found in list(_BEFORE.finditer(text, tail))[::-1]:
        after = text[found.end() :].lstrip("¿ ")
        before = text[max(0, found.start() - _LAST_CHARACTERS) : found.start()]
        if len(TOKEN.findall(before)) < MIN_WORDS_BEFORE or not _is_doubt(after):
            continue
        kept = text[: found.end()].rstrip(" ,–—-\n")
        return kept if kept[-1:] in "?？؟.!…" else f"{kept}?"
    return text


def _is_doubt(text: str) -> bool:
    words = [fold(word) for word in TOKEN.findall(text[:_LAST_CHARACTERS])]
    words = [part for word in words for part in word.split("-")]
    if not 1 < len(words) <= MAX_WORDS:
        return False
    return any(words[0] in openings and known.issuperset(words[1:]) for openings, known in _LEXICONS)
