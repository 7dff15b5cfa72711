"""How clear a message is: its vagueness, its complexity, and whether the writer has finished. No thresholds live here."""

import re

from orchestrator.domain.message.reading import Reading
from orchestrator.domain.message.vocabulary import informative_words

# Openings that ask for everything about a subject. The subject follows the match, or is its group "about".
_BROAD = re.compile(
    r"(?:(?:please|hi|hello|hey|so|and) )*(?:(?:can|could|would|will) you )?(?:please )?(?:"
    r"(?:tell|teach|inform) (?:me|us) (?:(?:more|something|anything|everything|all|a bit|a little|some (?:information|info)|information|info) )*about"
    r"|(?:talk|speak) (?:to me )?about|(?:all |everything |anything |something )?about"
    r"|(?:some |more |any )?(?:information|info|details) (?:on|about|regarding)|(?:i'm|i am|im) (?:looking|searching) for(?: (?:some |more |any )?(?:information|info|details) (?:on|about))?"
    r"|(?:i'm|i am|im) interested in(?: (?:learning|knowing|hearing) (?:more )?about)?"
    r"|(?:find|give|get|show|send) (?:me |us )?(?:some |more |any )?(?:information |info |details )?(?:on|about|for)"
    r"|(?:i|we)(?:'d like|'d love| want| need| would like| would love)(?: to (?:know|learn|hear|read|find out))?"
    r"(?: (?:some |more |something |everything |all )*(?:information |info |details )?)?(?: ?(?:on|about))"
    r"|what (?:should i know|do i need to know|can you tell me|do you know|is there to know|can you say) about"
    r"|(?:find|give|get|show|send) (?:me |us )?(?:some |more |any )?(?P<about>.+) (?:information|info|details)$"
    r")\b"
)

ASKING = frozenset("who whom whose when where why how which what whether if".split())


LONG_WORD_LETTERS = 8

# Words that join one part of a question to another.
PART_WORDS = frozenset("""and then also additionally furthermore whereas however versus vs while although unless besides plus""".split())


def vagueness(message: Reading) -> float:
    """How little a message says, in [0, 1].

    1: it names no subject. 0.8: one subject in at most three words. 0.6: everything about one subject is asked for, and
    nothing in particular ('tell me about hives'). 0.3: one subject. 0: at least two subjects, enough to search with.
    Words of such an opening are no subjects, such as 'interested' in 'I'm interested in hives'.
    """
    plain = message.plain
    broad = _BROAD.match(plain)
    named = (broad["about"] or plain[broad.end() :]) if broad else plain
    subjects = len(set(informative_words(named))) if broad else len(message.informative)
    if subjects == 0:
        return 1.0
    if subjects == 1 and len(message.tokens) <= 3:
        return 0.8
    if broad and subjects == 1 and not ASKING & set(named.split()):
        return 0.6
    return 0.3 if subjects == 1 else 0.0


_OPEN_ENDS = (",", ";", ":", "-", "–", "—", "…", "...")

_OPEN_WORDS = frozenset("and but or because so since if when with without about for of to in the a an my your".split())


def ends_openly(message: Reading) -> bool:
    """Whether the writer probably has more to say: the text ends with a comma, a dash, dots, or a word that another
    must follow.
    """
    tokens, text = message.tokens, message.text.rstrip()
    return text.endswith(_OPEN_ENDS) or (bool(tokens) and text[-1:].isalpha() and tokens[-1] in _OPEN_WORDS)


def complexity(message: Reading) -> float:
    """How much work an answer is, in [0, 1]: a weighted sum of four measures, each of which is capped.

    Weight 0.35: words (full at 80). 0.25: question marks (full at 3). 0.15: share of words with at least 8 letters
    (full at one half). 0.25: parts joined by conjunctions, lists, colons or semicolons (full at 5).
    """
    tokens, text = message.tokens, message.text
    if not tokens:
        return 0.0
    questions = len(re.findall(r"[?？؟]+", text))
    long_words = sum(len(word) >= LONG_WORD_LETTERS for word in tokens) / len(tokens)
    parts = sum(word in PART_WORDS for word in tokens) + len(re.findall(r"[;:\n]|(?:^|\s)\d+[.)]\s", text))
    return (
        0.35 * min(1.0, max(0, len(tokens) - 8) / 72)
        + 0.25 * min(1.0, max(0, questions - 1) / 2)
        + 0.15 * min(1.0, long_words / 0.5) * min(1.0, len(tokens) / 12)
        + 0.25 * min(1.0, parts / 5)
    )
