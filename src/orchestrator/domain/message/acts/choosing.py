"""Which of the shown choices a message means: by its words, or by its place."""

from collections.abc import Sequence

from orchestrator.domain.message.inflections import forms_of, found_in
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.message.words import tokens


def _words(text: str) -> frozenset[str]:
    return frozenset(word for phrase in text.split() for word in tokens(phrase))


FIRST = _words(
    """first former 1 1st one a erste ersten erstes erster ersteres premier premiere primero primera primer primo prima primeiro primeira
    eerste pierwszy pierwsza pierwsze birincisi birinci ilki ilk 一番目 最初 最初の 最初の方 一つ目 forsta foerste første pervyj первый первая первое 第一个"""
)
SECOND = _words(
    """second latter 2 2nd two b zweite zweiten zweites zweiter letzteres deuxieme second seconde segundo segunda secondo seconda tweede drugi
    druga drugie ikincisi ikinci 二番目 二番目の方 二つ目 後の方 andra anden andre второй вторая второе 第二个"""
)
THIRD = _words(
    """third 3 3rd three c dritte dritten drittes dritter troisieme tercero tercera tercer terzo terza terceiro terceira derde trzeci trzecia
    trzecie ucuncusu ucuncu 三番目 三番目の方 三つ目 tredje третий третья третье 第三个"""
)
FOURTH = _words(
    """fourth 4 4th four d vierte vierten viertes vierter quatrieme cuarto cuarta quarto quarta vierde czwarty czwarta czwarte dorduncusu
    dorduncu 四番目 四番目の方 四つ目 fjarde fjerde четвертый четвертая четвертое 第四个"""
)
LAST = _words(
    """last letzte letzten letztes dernier derniere ultimo ultima laatste ostatni ostatnia sonuncusu sonuncu 最後 最後の 最後の方 sista sidste siste
    последний последняя последнее 最后一个"""
)
ALL = _words(
    """both all beide beides alle deux ambos ambas dos entrambi entrambe tutti due ambos todos dois duas allebei oba obie obydwa ikisi her ikiside 両方
    両方とも bada begge оба обе 两个都 都要"""
)
NONE = _words("neither none keins keine keiner aucun aucune ninguno ninguna nessuno nessuna nenhum nenhuma geen zaden zadna hicbiri ни")
MAX_NAMING_WORDS = 6
MAX_WORDS = 12
"""A longer message says more than which one: it is read as words alone."""


def chosen_of(text: str, choices: Sequence[str]) -> tuple[str, ...]:
    """The choices that the message means, in their order; () where that is not clear."""
    if text.strip() in choices:
        return (text.strip(),)
    words = set(tokens(text))
    by_words = _by_words(text, choices)
    if by_words:
        return by_words
    if not words or len(words) > MAX_WORDS or words & NONE:
        return ()
    if words & ALL:
        return tuple(choices)
    for named, at in ((SECOND, 1), (THIRD, 2), (FOURTH, 3), (LAST, len(choices) - 1), (FIRST, 0)):
        if words & named and at < len(choices):
            return (choices[at],)
    return ()


def names_one(text: str, choices: Sequence[str]) -> bool:
    """Whether a few words, which ask nothing, name one of the choices and nothing else: "the eight-frame"."""
    subjects = frozenset(read_text(text).informative)
    chosen = _by_words(text, choices) if "?" not in text and len(tokens(text)) <= MAX_NAMING_WORDS else ()
    return bool(chosen) and found_in(subjects, forms_of(read_text(chosen[0]).words)) == subjects


def _by_words(text: str, choices: Sequence[str]) -> tuple[str, ...]:
    """The one choice that shares more of the message's subjects than any other."""
    subjects = frozenset(read_text(text).informative)
    shared = [len(found_in(subjects, forms_of(read_text(choice).words))) for choice in choices]
    best = max(shared, default=0)
    return (choices[shared.index(best)],) if best and shared.count(best) == 1 else ()
