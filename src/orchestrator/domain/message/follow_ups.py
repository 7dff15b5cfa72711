"""Follow-ups: whether a message makes sense only with an earlier one, and what both ask together."""

from collections.abc import Sequence

from orchestrator.domain.message.clarity import ASKING
from orchestrator.domain.message.reading import Reading, read_text
from orchestrator.domain.message.small_talk import small_talk
from orchestrator.domain.message.turns import Role, Turn
from orchestrator.domain.message.vocabulary import informative_words
from orchestrator.domain.paths import Path


def _is_small_talk(question: str) -> bool:
    """The last word may be a name, as in 'hello Mara'."""
    read = read_text(question)
    return small_talk(read, frozenset(read.tokens[-1:])) is not None


def read_question(message: Reading, turns: tuple[Turn, ...]) -> tuple[str, bool]:
    """(question that the message asks, whether the message is a follow-up).

    A follow-up is joined with the last question before it; small talk in between is skipped. The answer to a clarifying
    question is joined with the question that was unclear, unless it is itself a question that stands alone.
    """
    text = message.text
    if not turns:
        return text, False
    asked_back = turns[-1].role is Role.agent and turns[-1].path is Path.clarify and not stands_alone(message)
    if not (asked_back or may_follow_up(message)):
        return text, False
    for turn in reversed(turns):
        if turn.role is Role.agent and turn.question and not _is_small_talk(turn.question):
            return f"{turn.question.strip()} {text.strip()}", True
    return text, False


# Openings that continue what was said.
CONTINUING = (
    "and",
    "but",
    "or",
    "what about",
    "how about",
    "what if",
    "in that case",
    "same for",
    "since when",
    "until when",
    "for how long",
)

# Openings that continue what was said, or begin something new.
ADDING = ("also", "then", "so")

# Words that make a follow-up where no subject is named, such as 'why?'.
BARE = ("why", "why not", "how", "how so", "how much", "how many", "how long", "how often", "which one", "which ones", "which", "who",
        "where", "when", "what else", "really", "are you sure")  # fmt: skip

# Words that ask for more about the last answer, where no other subject is named.
ELABORATE = frozenset("""more explain explanation elaborate example examples detail details clarify exactly specifically mean""".split())

# Words that announce a new question, although one of ELABORATE stands beside them.
NEW_QUESTION = frozenset("""question questions help ask problem problems issue issues query""".split())

# Words that may stand for something said earlier.
POINTING = frozenset("""it that this these those they them there he him she one ones same such both either former latter""".split())

POSSESSIVE = frozenset("""its their theirs his her hers""".split())

# After 'this' they name a time and point to nothing earlier: 'this week'.
TIMES = frozenset("""year month week weekend day morning afternoon evening season spring summer autumn fall winter time""".split())

_BE = frozenset("""is are was were be isn't aren't there's""".split())

MAX_FOLLOW_UP_WORDS = 10

MAX_FOLLOW_UP_SUBJECTS = 2


def may_follow_up(message: Reading) -> bool:
    """Whether the message may need an earlier one: it is short, and continues it, names no subject, or points back to
    it.
    """
    tokens = message.tokens
    if not tokens or len(tokens) > MAX_FOLLOW_UP_WORDS:
        return False
    plain, subjects = message.plain, len(message.informative)
    if subjects == 0 and (_opens(plain, BARE) or (ELABORATE & set(tokens) and not NEW_QUESTION & set(tokens))):
        return True
    continues = _opens(plain, CONTINUING) and subjects <= MAX_FOLLOW_UP_SUBJECTS + 1
    adds = _opens(plain, ADDING) and subjects <= 1
    return continues or adds or (subjects <= MAX_FOLLOW_UP_SUBJECTS and any(_points_back(tokens, at) for at in range(len(tokens))))


def _opens(plain: str, openers: tuple[str, ...]) -> bool:
    return any(plain == opener or plain.startswith(opener + " ") for opener in openers)


def _points_back(tokens: Sequence[str], at: int) -> bool:
    """Whether the word at this place stands for something said earlier, as 'it' does.

    It does not in 'is there a', 'this week' or 'a hive that swarms'.
    """
    word = tokens[at]
    before = tokens[at - 1] if at else ""
    names_next = at + 1 < len(tokens) and bool(informative_words(tokens[at + 1]))
    if word in POSSESSIVE:
        return not informative_words(" ".join(tokens[:at]))
    if word == "there":
        return before not in _BE and (at + 1 == len(tokens) or tokens[at + 1] not in _BE)
    if word == "one":
        return at + 1 == len(tokens) or before in ("which", "this", "that", "the", "other")
    if word in ("same", "such", "both", "either") and names_next:
        return False
    if word in ("this", "these") and names_next and tokens[at + 1] in TIMES:
        return False
    if word == "that" and informative_words(before):
        return False
    return word in POINTING or (word.endswith(("'s", "'ll", "'re")) and word.split("'")[0] in POINTING - {"there"})


_AUXILIARIES = frozenset("is are was were do does did can could may must should will would has have had".split())


MIN_SUBJECTS_ALONE = 2


def stands_alone(message: Reading) -> bool:
    """Whether a message is a question of its own: it asks, names at least two subjects, and needs no earlier message."""
    tokens = message.tokens
    asks = message.text.rstrip().endswith(("?", "？")) or bool(tokens and (tokens[0] in ASKING or tokens[0] in _AUXILIARIES))
    return asks and len(message.informative) >= MIN_SUBJECTS_ALONE and not may_follow_up(message)
