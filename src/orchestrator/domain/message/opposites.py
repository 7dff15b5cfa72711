"""Words that negate, and pairs of words with opposite meanings."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from orchestrator.domain.message.inflections import lemmas

LOOSE_LETTERS = 5
"""Two words with so many equal first letters may be derived from each other, such as 'prohibit' and 'prohibition'."""

MAX_COMPARED = 200
"""Distinct words of a question whose opposites are looked for. Hardly a question has more."""

NEGATIONS = frozenset(
    """no not never none nobody nothing without cannot can't don't doesn't didn't won't isn't aren't wasn't weren't shouldn't couldn't
    wouldn't hasn't haven't hadn't neither nor except""".split()
)

NEGATING = frozenset("no not never none nobody nothing without cannot dont doesnt didnt wont isnt cant".split())
"""Words that negate. Every word that ends in n't does, too."""

_PREFIXES = ("un", "in", "im", "non", "dis", "ir", "il", "anti")


def _read_opposites(table: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in table.split(";"):
        one, other = row.split()
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}


OPPOSITES = _read_opposites(
    """first last; most least; most fewest; largest smallest; greatest least; highest lowest; biggest smallest; longest shortest;
    best worst; increase decrease; increase reduce; before after; north south; northern southern; east west; eastern western;
    more less; more fewer; high low; higher lower; male female; man woman; old new; older newer; older younger; start end; begin end; start finish; start stop; begin stop; continue stop;
    begin finish; win lose; never always; same different; above below; minimum maximum; rise fall; strong weak; stronger weaker;
    early late; earlier later; earliest latest; allow prohibit; allow forbid; permit forbid; public private; rich poor; import export;
    inside outside; internal external; positive negative; majority minority; buy sell; good bad; many few; heavy light; fast slow;
    faster slower; major minor; true false; odd even; open close; former latter; former current; large small; larger smaller;
    big small; long short; longer shorter; support oppose; accept reject; accept refuse; agree disagree; hot cold; warm cold; warm cool;
    easy difficult; easy hard; simple complex; success failure; succeed fail; victory defeat; attack defend; enemy ally; create destroy;
    build destroy; expand shrink; include exclude; enter leave; arrive leave; arrive depart; cause prevent; encourage discourage;
    lead follow; ancient modern; right left; upper lower; top bottom; love hate; gain lose; gain loss; profit loss; strength weakness;
    superior inferior; active passive; domestic foreign; urban rural; legal illegal; require forbid; present absent; full empty;
    wide narrow; deep shallow; near far; all none; rare common; approve reject; approve oppose; remember forget; push pull;
    give receive; borrow lend; friend enemy; young old; wealthy poor; dead alive; birth death; join leave; unite divide; solid liquid;
    plus minus; add remove; add subtract; multiply divide; advantage disadvantage; direct indirect; formal informal; popular unpopular;
    mild severe; soft hard; dry wet; clean dirty; cheap expensive; safe dangerous; peace war; unlike like; decline increase; decline grow;
    decline rise; shrink grow; worsen improve; lower raise; day night; morning evening; winter summer; spring autumn; weekday weekend;
    indoor outdoor; upload download; enable disable; install uninstall; lock unlock; online offline; student teacher; child adult"""
)


def opposed(words: Sequence[str], sentence: frozenset[str]) -> bool:
    """Whether a sentence, given as its folded words, has the opposite of one of `words` instead of that word."""
    others = frozenset().union(*map(lemmas, sentence.difference(words)))
    compared = islice(dict.fromkeys(words), MAX_COMPARED)
    return any(word not in sentence and not _opposites(word).isdisjoint(others) for word in compared)


@lru_cache(maxsize=20_000)
def _opposites(word: str) -> frozenset[str]:
    """Opposites of the table, and the word with and without a negating prefix: 'popular' and 'unpopular'."""
    known = frozenset().union(*(OPPOSITES.get(form, frozenset()) for form in lemmas(word)))
    longer = [prefix + word for prefix in _PREFIXES if len(word) >= LOOSE_LETTERS]
    shorter = [word[len(prefix) :] for prefix in _PREFIXES if word.startswith(prefix) and len(word) >= len(prefix) + LOOSE_LETTERS]
    return known.union(longer, shorter)


def negates(word: str) -> bool:
    """Whether the folded word negates what it belongs to."""
    return word in NEGATING or word.endswith("n't")
