"""Follow-ups: whether a message leans on an earlier one, and what it asks together with it."""

from collections.abc import Sequence

from orchestrator.domain.message.clarity import ASKING
from orchestrator.domain.message.reading import Reading, read_text
from orchestrator.domain.message.small_talk import small_talk
from orchestrator.domain.message.turns import Role, Turn
from orchestrator.domain.message.vocabulary import informative_words
from orchestrator.domain.paths import Path


def _asks_nothing(question: str) -> bool:
    """Small talk, whoever it names at its end: 'hello Mara'."""
    read = read_text(question)
    return small_talk(read, frozenset(read.tokens[-1:])) is not None


def understood(message: Reading, turns: tuple[Turn, ...]) -> tuple[str, bool]:
    """What a message asks, and whether it was read as a follow-up.

    A message that may lean on an earlier one is joined with the question asked last; the answer to a clarifying
    question is joined with the question that was asked back, unless the asker changes the subject and asks something else
    in full. Small talk in between asks nothing.
    """
    text = message.text
    if not turns:
        return text, False
    asked_back = turns[-1].role is Role.agent and turns[-1].path is Path.clarify and not stands_alone(message)
    if not (asked_back or may_follow_up(message)):
        return text, False
    for turn in reversed(turns):
        if turn.role is Role.agent and turn.question and not _asks_nothing(turn.question):
            return f"{turn.question.strip()} {text.strip()}", True
    return text, False


# Openers that lean on what was said, those that may also begin something new, and those that lean only when bare ('why?').
LEANING = ("and", "but", "or", "what about", "how about", "what if", "in that case", "same for", "since when", "until when", "for how long")

ADDING = ("also", "then", "so")

BARE = ("why", "why not", "how", "how so", "how much", "how many", "how long", "how often", "which one", "which ones", "which", "who",
        "where", "when", "what else", "really", "are you sure")  # fmt: skip

# Asking for more of the same: a follow-up where nothing else is named.
ELABORATE = frozenset("""more explain explanation elaborate example examples detail details clarify exactly specifically mean""".split())

NEW_QUESTION = frozenset("""question questions help ask problem problems issue issues query""".split())

POINTING = frozenset("""it that this these those they them there he him she one ones same such both either former latter""".split())

POSSESSIVE = frozenset("""its their theirs his her hers""".split())

TIMES = frozenset("""year month week weekend day morning afternoon evening season spring summer autumn fall winter time""".split())

_BE = frozenset("""is are was were be isn't aren't there's""".split())

MAX_FOLLOW_UP_WORDS = 10

MAX_FOLLOW_UP_SUBJECTS = 2


def may_follow_up(message: Reading) -> bool:
    """Whether the message may lean on an earlier one: short, and opening like a continuation, bare, or pointing back."""
    said = message.tokens
    if not said or len(said) > MAX_FOLLOW_UP_WORDS:
        return False
    plain, subjects = message.plain, len(message.informative)
    if subjects == 0 and (_opens(plain, BARE) or (ELABORATE & set(said) and not NEW_QUESTION & set(said))):
        return True
    leans = _opens(plain, LEANING) and subjects <= MAX_FOLLOW_UP_SUBJECTS + 1
    adds = _opens(plain, ADDING) and subjects <= 1
    return leans or adds or (subjects <= MAX_FOLLOW_UP_SUBJECTS and any(_points_back(said, at) for at in range(len(said))))


def _opens(plain: str, openers: tuple[str, ...]) -> bool:
    return any(plain == opener or plain.startswith(opener + " ") for opener in openers)


def _points_back(said: Sequence[str], at: int) -> bool:
    """Whether the word stands for something said earlier, as 'it' does; not 'is there a', 'this week', 'a hive that swarms'."""
    word = said[at]
    before = said[at - 1] if at else ""
    names_next = at + 1 < len(said) and bool(informative_words(said[at + 1]))
    if word in POSSESSIVE:
        return not informative_words(" ".join(said[:at]))
    if word == "there":
        return before not in _BE and (at + 1 == len(said) or said[at + 1] not in _BE)
    if word == "one":
        return at + 1 == len(said) or before in ("which", "this", "that", "the", "other")
    if word in ("same", "such", "both", "either") and names_next:
        return False
    if word in ("this", "these") and names_next and said[at + 1] in TIMES:
        return False
    if word == "that" and informative_words(before):
        return False
    return word in POINTING or (word.endswith(("'s", "'ll", "'re")) and word.split("'")[0] in POINTING - {"there"})


_AUXILIARIES = frozenset("is are was were do does did can could may must should will would has have had".split())


MIN_SUBJECTS_ALONE = 2


def stands_alone(message: Reading) -> bool:
    """Whether a message is a question of its own: it asks, and names enough to search with and leans on nothing."""
    said = message.tokens
    asks = message.text.rstrip().endswith(("?", "？")) or bool(said and (said[0] in ASKING or said[0] in _AUXILIARIES))
    return asks and len(message.informative) >= MIN_SUBJECTS_ALONE and not may_follow_up(message)
