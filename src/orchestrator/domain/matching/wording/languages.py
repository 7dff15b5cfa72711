"""The plainest form of a question in the other languages of the replies: small closed lists of function words.

Each list holds what can change no answer: subject pronouns of whoever asks, modals that ask the same, courtesies, question
words with one meaning. Case, negation, tense and the verb itself are never touched.
"""

import re
from collections.abc import Mapping, Sequence

from orchestrator.domain.matching.wording import germanic, others, romance
from orchestrator.domain.matching.wording.frames import Frame, frames, reframed
from orchestrator.domain.matching.wording.verbs import with_infinitive
from orchestrator.domain.message.words import fold

_FRAMES: Mapping[str, tuple[Frame, ...]] = {
    "de": frames(
        (r"^(?:hast du|habt ihr) (?=\S)", "gibt es "),
        (r"^(?:wieso|weshalb)\b", "warum"),
        (r"^(?:wie viel|wieviel) (kostet|kosten)\b", r"was \1"),
        (r"^((?:wann|was|wie oft|wie lange|wie viel|wieviel|welchen?|welches) (?:\S+ ){0,3}?)(?:soll|sollte|sollen|sollten) (?:ich|man|wir)\b", r"\1soll ich"),
        (r"^((?:wann|was|wie oft|wie lange|wie viel|wieviel) )(?:muss|muessen) (?:ich|man|wir)\b", r"\1muss ich"),
        (r"^(?:kann|darf|koennte|duerfte|koennen|duerfen) (?:ich|man|wir)\b", "darf ich"),
        (r"^ist es (?:moeglich|erlaubt) (.+) zu (\S+en)$", r"darf ich \1 \2"),
        (r"^(?:muss|muessen) (?:ich|man|wir)\b", "muss ich"),
        (r"^(?:soll|sollte|sollen|sollten) (?:ich|man|wir)\b", "soll ich"),
    ),
    "fr": frames(
        (r"^(?:avez vous|vous avez|y a t il|il y a|as tu|tu as) (?!besoin )", "y a "),
        (r"^combien coute(?:nt)? (?=\S)", "prix "),
        (r"^combien (.{1,100}) coute(?:nt)?(?: (?:t )?(?:il|elle)s?)?$", r"prix \1"),
        (r"^quels? (?:est|sont) prix d[eu] ", "prix "),
        (r"^(?:je peux|puis je|peut on|on peut|pouvons nous|nous pouvons|pourrais je|je pourrais|est il possible de|il est possible de) ", "puis je "),
        (r"^(?:je dois|dois je|faut il|il faut|doit on|on doit|devons nous) ", "dois je "),
        (r"^comment (?:(?:je peux|puis je|peut on|on peut|pouvons nous|pourrais je|dois je|je dois|faut il|il faut) |(?:on fait|fait on|faire|je fais) pour )", "comment "),
        (r"^((?:que|quand|combien de temps|combien de fois) )(?:je dois|dois je|faut il|il faut|doit on|on doit) ", r"\1dois je "),
        (r"^(vous|tu) (?!ne\b|n\b)(\S+[zs])\b", r"\2 \1"),
        (r"^(.{1,100}) (\S+) a quelle heure$", r"a quelle heure \2 \1"),
    ),
    "es": frames(
        (r"^(?:tienes|tienen|teneis) (?!que )", "hay "),
        (r"^cuanto (?:cuestan?|valen?) ", "precio "),
        (r"^(?:que precio tienen?|cual es precio de(?:l)?) ", "precio "),
        (r"^(?:puedo|podria|podemos|se puede|es posible) (?=\S+r(?:me|nos)?\b)", "puedo "),
        (r"^me (puedes|podrias) (\S+r)\b", r"puedes \2me"),
        (r"^podrias (\S+r)", r"puedes \1"),
        (r"^((?:que|cuando|donde|cuanto|cuantos|cuantas) (?:\S+ ){0,2}?)(?:debo|tengo que|hay que|necesito|tenemos que) (?=\S+r\b)", r"\1debo "),
        (r"^(?:debo|tengo que|hay que|tenemos que) (?=\S+r\b)", "debo "),
    ),
    "it": frames(
        (r"^(?:c e|ci sono|hai|avete) (?!bisogno |da )", "hai "),
        (r"^quanto (?:costa|costano|viene|vengono) ", "prezzo "),
        (r"^qual e prezzo (?:di|del|dei|della|delle|degli|dello) ", "prezzo "),
        (r"^(?:posso|potrei|possiamo|si puo|e possibile) (?=\S+re?\b)", "posso "),
        (r"^((?:che|che cosa|cosa|quando|dove) )?(?:devo|dobbiamo|bisogna|occorre|si deve|ho bisogno di) (?=\S+re?\b)", r"\1devo "),
    ),
    "pt": frames(
        (r"^voces? ", ""),
        (r"^(?:ha|tem|existem?) (?!que |de )", "tem "),
        (r"^((?:quanto|como|onde|quando|que|qual) )e que ", r"\1"),
        (r"^quanto (?:custam?|sai|fica) ", "preco "),
        (r"^qual e preco de ", "preco "),
        (r"^(?:posso|poderia|podemos|da para|e possivel|se pode) (?=\S+r\b)", "posso "),
        (r"^((?:que|quando|onde|quanto|quantos|quantas) (?:\S+ ){0,2}?)(?:devo|deveria|deveriamos) (?=\S+r\b)", r"\1devo "),
        (r"^(?:tenho (?:que|de)|preciso|temos que|e preciso) (?=\S+r\b)", "tenho que "),
    ),
    "nl": frames(
        (r"^(?:is er|zijn er|heb je|heb jij|heeft u|hebben jullie) (?!.*\bnodig\b)", "is er "),
        (r"^((?:waar|wanneer|wat|hoe vaak|hoe lang) )?dien (?:ik|je|men) (.+) te (\S+)$", r"\1moet ik \2 \3"),
        (r"^hoeveel (kost|kosten)\b", r"wat \1"),
        (r"^wat is prijs van ", "wat kost "),
        (r"^((?:waar|wanneer|wat|hoe vaak|hoe lang) )?(?:mag|kan|mogen|kunnen) (?:ik|je|we|men) ", r"\1mag ik "),
        (r"^((?:waar|wanneer|wat|hoe vaak|hoe lang) )?(?:moet|moeten) (?:ik|je|we|men) ", r"\1moet ik "),
    ),
    "tr": frames((r"^(?:nicin|niye)\b", "neden"), (r"(?<= )(?:nicin|niye)\b", "neden")),
    "ja": frames(
        (r"(?:の(?:料金|値段|価格)を教えて(?:ください|下さい)|の(?:料金|値段|価格)はいくら(?:ですか|でしょうか))$", "はいくらですか"),
        (r"いただけます", "もらえます"),
        (r"くださいます", "くれます"),
        (r"ございます", "あります"),
        (r"よろしい", "いい"),
        (r"ても大丈夫ですか$", "てもいいですか"),
        (r"ますでしょうか$", "ますか"),
        (r"んですか$", "のですか"),
        (r"でしょうか$", "ですか"),
        (r"([いきしちにみりえけせてねめれ])たらいいですか$", r"\1ればいいですか"),
        (r"しれば", "すれば"),
        (r"^(?:なんで|何故)", "なぜ"),
        (r"は(?:どうして|なんで|何故)ですか$", "はなぜですか"),
        (r"(?:どのように|どうやって)(?=[^、。]*ますか$)", "どうやって"),
    ),
    "ar": frames(
        ("^هل (?:يمكنني|استطيع|بامكاني|يمكن لي|ممكن) ", "هل يمكنني "),
        ("^كيف (?:استطيع|بامكاني|يمكن لي) ", "كيف يمكنني "),
        ("^(?:بكم|كم ثمن|كم تكلفه|كم تكلفة|ما سعر|ما هو سعر|كم يبلغ سعر) ", "كم سعر "),
        ("^ليش ", "لماذا "),
        ("(?:^|(?<= ))(?:بدون|بلا) ", "دون "),
    ),
}  # fmt: skip

_FIRST = {**germanic.FRAMES, **romance.FRAMES, **others.FRAMES}
"""Frames that bring openings into the forms that `_FRAMES` knows."""

_SUBJECTS = {"es": frozenset(("yo",)), "it": frozenset(("io",)), "pt": frozenset(("eu",)), "pl": frozenset(("ja",))}
"""The asker as a subject, where the verb says it too."""

_TOKENS = {
    "fr": {"est-ce": "est ce", "qu'est-ce": "que"},
    "pt": {"do": "de", "da": "de", "dos": "de", "das": "de", "no": "em", "na": "em", "nos": "em", "nas": "em"},
}
"""Words as written, with what they stand for. Portuguese prepositions carry an article, which counts for nothing by itself."""

_UMLAUTS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("Ä", "Ae"), ("Ö", "Oe"), ("Ü", "Ue"))
"""As they are spelt without them: 'konnte' is not 'könnte', and 'schon' not 'schön'."""
_POLITE = re.compile(r"\bSie\b")
_POLITE_VERBS = {
    "haben": "hast",
    "sind": "bist",
    "koennen": "kannst",
    "werden": "wirst",
    "muessen": "musst",
    "wollen": "willst",
    "duerfen": "darfst",
}
_POLITE_OWN = re.compile(r"\b(?:Ihr)(e|en|em|er|es)?\b")


def plain_text(text: str, language: str) -> str:
    """The question as written, with polite forms of address in their familiar form, and Japanese in its plainest form."""
    if language == "ja":
        return reframed(reframed(fold(text).rstrip("。？?!！ 、"), _FIRST["ja"]), _FRAMES["ja"])
    if language != "de":
        return text
    for letter, spelt in _UMLAUTS:
        text = text.replace(letter, spelt)
    return text if text.startswith("Ihr") else _POLITE_OWN.sub(r"dein\1", text)


def plain_words(words: Sequence[str], language: str, text: str) -> list[str]:
    """Folded words of a question in their plainest form; `text` is the question as it was written. Total."""
    subjects = _SUBJECTS.get(language, frozenset())
    line = " ".join(word for word in words if word not in subjects)
    if language == "fr":
        line = re.sub(r"^((?:\S+ ){0,4}?)est ce que ", r"\1", line.replace("que que ", "que ", 1), count=1)
    if language == "de" and _POLITE.search(text):
        line = _familiar(line)
    if language == "de":
        line = germanic.addressed_as_one(line)
    if language != "ja":
        line = reframed(line, _FIRST.get(language, ()))
        line = with_infinitive(reframed(line, _FRAMES.get(language, ())), language)
    return line.split()


def _familiar(line: str) -> str:
    """'Verkaufen Sie …' as 'verkaufst du …'."""
    found = re.match(r"^((?:wie|was|wo|wann|warum|wohin|woher|wie viel|wie lange|wie oft) )?(\S+)en sie\b", line)
    if found is None:
        return line
    verb = found[2] + "en"
    stem = found[2]
    ending = "t" if stem.endswith(("s", "ss", "z", "x")) else "est" if stem.endswith(("t", "d")) else "st"
    return f"{found[1] or ''}{_POLITE_VERBS.get(verb, stem + ending)} du{line[found.end() :]}"


def split_elided(words: Sequence[str], language: str) -> list[str]:
    """The words with hyphens as spaces, and each elided word as a word of its own: a preposition counts, an article does not."""
    own = _TOKENS.get(language, {})
    found: list[str] = []
    for word in words:
        if word in own:
            found += own[word].split()
            continue
        for part in word.split("-"):
            found += _without_elision(part) if language in ("fr", "it") and "'" in part else [part]
    return [part for part in found if part]


def _without_elision(word: str) -> list[str]:
    head, _, tail = word.partition("'")
    full = {"l": "", "un": "", "qu": "que", "d": "de", "dell": "del", "nell": "nel", "all": "al"}
    return [full.get(head, head), *tail.split("'")]
