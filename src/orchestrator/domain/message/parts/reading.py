"""The parts of a message: several questions are told apart, so that each can be answered.

What is not surely a question of its own stays with its neighbour; together the parts hold every word of the message.
"""

import re
from dataclasses import dataclass, replace

from orchestrator.domain.message.follow_ups import NEW_QUESTION
from orchestrator.domain.message.manners.clauses import read_manners, split_clauses
from orchestrator.domain.message.manners.lexicon import ALSO, ALSO_BEFORE, ASKS, CORRECTIONS, ENGLISH_LEXICON
from orchestrator.domain.message.parts.indirect import WHETHER, asks_indirectly, is_unsure
from orchestrator.domain.message.parts.terse import read_terse_items
from orchestrator.domain.message.parts.wording import BARE
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.message.vocabulary import informative_words
from orchestrator.domain.message.words import TOKEN, UNSPACED, fold

MAX_PARTS = 5
"""Questions that are told apart. The last part holds all that follow."""
MAX_CHARACTERS = 4_000
"""A longer text is one part: it is a letter, and rather read as a whole."""
MIN_WORDS = 3
"""Words of a question that is joined to another within one sentence: 'and how much is it', not 'and why'."""
MAX_LEADING_WORDS = 4
"""Words before the one that asks: 'So, just curious, what …'."""
MIN_ALTERNATIVE = 6
"""Words of a question after 'or' that is one of its own."""
MAX_READ_WORDS = 12
"""Of a question, to see how it asks."""

_ITEM = re.compile(r"[^\S\n]{0,9}(?:\(?(?:\d{1,2}|[a-h])[.)][^\S\n]+|[-*•–][^\S\n]+|・)")
_LAST_MARKER = re.compile(r"\s{0,9}(?:\(?\w{1,2}[.)]|[-*•–])?\s{0,9}$")
# A question mark before a closing quotation mark ends what is quoted; one within an address ends nothing.
_END = re.compile(r"[?!؟…]+\)?(?=\s|$)|\.+\)?(?=\s|$)|[？！。]+|\n\s*")
_INLINE_ITEM = re.compile(r"(?:^|(?<=\s))\(?(\d)[.)]\s+(?=\S)")
_COMMA = re.compile(r"[,;،、]\s+")
_MARKS = "?？؟"
_ASKING_ENDS = ("か", "かな", "吗", "呢", "么")
"""What a question ends with in scripts without spaces, where it has no question mark."""

_AUXILIARIES = frozenset(
    "is are was were do does did can could will would should shall may must has have am isn't aren't don't doesn't can't won't".split()
)
_QUESTION_WORDS = ASKS | frozenset("whats hows wheres whos whens".split())
_CONFIRMING = frozenset("right correct ok okay yes no true".split())
"""After a comma these make a statement of a question: 'so you feed them in autumn, right?'."""
_SUBJECTS = frozenset(
    "i u ur you we he she it they there this that these those the a an my your our his her its their any some one all both anyone someone".split()
)
_TAGS = NEW_QUESTION | frozenset("sense right correct idea ideas thought thoughts advice clue suggestions".split())
"""What a question is about that asks for nothing by itself: 'any ideas?', 'does that make sense?', 'can you help me?'."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence, a line or an item of a list."""

    start: int
    end: int
    asks: bool
    is_joined: bool = False
    """Whether it belongs to the question before it: it says it in other words, or is a tag such as 'right?'."""
    is_added: bool = False
    """Whether it begins with a word such as 'also', so that what stands before it belongs to the question before."""


def read_parts(text: str, keeps_statement: bool = False) -> tuple[str, ...]:
    """The questions of a text in reading order, each with the statements that belong to it; (text,) where it asks one or none.

    With `keeps_statement`, what is said before the first question is a part of its own: "Yes, please. And what does it cost?"
    """
    if len(text) > MAX_CHARACTERS:
        return (text,)
    items = read_terse_items(text)
    if items:
        return tuple(text[start:end].strip() for start, end in _at_most(items))
    starts: list[int] = []
    end_of_question = 0
    for piece in _pieces(text):
        if not piece.asks:
            continue
        if piece.is_joined:
            end_of_question = piece.end if starts else 0
            continue
        starts.append(end_of_question if starts and not piece.is_added else piece.start)
        end_of_question = piece.end
    has_statement = keeps_statement and bool(starts) and _says_something(text[: starts[0]])
    # "Could you please tell me:" is about nothing, and no part of the first question.
    before = _LAST_MARKER.sub("", text[: starts[0]]) if starts else ""
    begin = starts[0] if before.endswith(":") and not informative_words(before) else 0
    starts = [0 if has_statement else begin, *(starts if has_statement else starts[1:])][:MAX_PARTS]
    if len(starts) < 2:
        return (text,)
    ends = [*starts[1:], len(text)]
    parts = tuple(_without_marker(text[start:end]) for start, end in zip(starts, ends, strict=True))
    return parts if all(map(_says_something, parts)) else (text,)


def _at_most(items: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The items, where the last of MAX_PARTS holds all that follow."""
    return [*items[: MAX_PARTS - 1], (items[MAX_PARTS - 1][0], items[-1][1])] if len(items) > MAX_PARTS else items


def _pieces(text: str) -> list[_Piece]:
    is_marked = any(mark in text for mark in _MARKS)
    found: list[_Piece] = []
    for start, end in _sentences(text):
        within = _questions_within(text, start, end)
        found += [_read_piece(text, first, last, is_marked, is_one_of_several=len(within) > 1) for first, last in within]
    return found if any(piece.asks for piece in found) else [_as_unsure(text, piece) for piece in found]


def _as_unsure(text: str, piece: _Piece) -> _Piece:
    """Where nothing asks, what somebody is unsure of is a question."""
    words = [fold(match.group()) for match in TOKEN.finditer(text, piece.start, piece.end)]
    return replace(piece, asks=is_unsure(words[:MAX_READ_WORDS]))


def _sentences(text: str) -> list[tuple[int, int]]:
    ends = {match.end() for match in _END.finditer(text)} | set(_item_starts(text)) | {len(text)}
    found, start = [], 0
    for end in sorted(ends):
        if text[start:end].strip():
            found.append((start, end))
            start = end
    return found


def _item_starts(text: str) -> list[int]:
    """Where the items of a list within a line begin: '1) … 2) …'."""
    items = list(_INLINE_ITEM.finditer(text))
    numbers = [int(item[1]) for item in items]
    return [item.start() for item in items] if len(items) > 1 and numbers == list(range(1, len(items) + 1)) else []


def _questions_within(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentence itself, or its questions where it joins several: 'how much is it and do you ship to Spain?'."""
    words = [(fold(match.group()), match.start(), match.end()) for match in TOKEN.finditer(text, start, end)]
    begins = [start]
    first, is_wished = 0, False
    for at in range(1, len(words)):
        if at - first >= MIN_WORDS and _is_bare(text, words, at):
            begins.append(words[at - 1 if words[at - 1][0] in ALSO else at][1])
            first = at
            continue
        lead = _joint_before(text, words, at)
        if lead is None or at - lead - first < 2:
            continue
        is_loose = lead > 0 and words[at - 1][0] not in ENGLISH_LEXICON.also
        if len(words) - at < (MIN_WORDS - 1 if is_loose else MIN_WORDS):
            continue
        left = [word for word, _, _ in words[first : min(at - lead, first + MAX_READ_WORDS)]]
        right = [word for word, _, _ in words[at : at + MAX_READ_WORDS]]
        # After "I'd like to know …" no order of words tells a question.
        is_wished = is_wished or (lead > 0 and asks_indirectly(left))
        is_both = is_wished or (words[at][0] in _QUESTION_WORDS and _is_direct(right, is_loose) and _is_direct(left, is_loose))
        before = words[at - lead - 1][0]
        if is_both and (before not in ASKS or (is_wished and before in _AUXILIARIES)):
            begins.append(words[at - lead][1])
            first = at - lead
    return list(zip(begins, [*begins[1:], end], strict=True))


def _is_bare(text: str, words: list[tuple[str, int, int]], at: int) -> bool:
    """Whether "how much" or the like begins here, after a word that joins or a comma, and is all that is said up to the next of these."""
    before = words[at - 1]
    if before[0] not in ALSO and not _COMMA.fullmatch(text, before[2], words[at][1]):
        return False
    end = at + 1
    while end < len(words) and words[end][0] not in ALSO and "," not in text[words[end - 1][2] : words[end][1]]:
        end += 1
    return tuple(word for word, _, _ in words[at:end]) in BARE


def _joint_before(text: str, words: list[tuple[str, int, int]], at: int) -> int | None:
    """How many words join the question that begins at this word to what is before it, as 'and also' does; 0 for a comma alone."""
    if words[at][0] not in _QUESTION_WORDS | WHETHER:
        return None
    count, also = 0, ALSO_BEFORE.get(words[at][0], ALSO if words[at][0] in WHETHER else frozenset())
    while count < 2 and at - count > 0 and words[at - count - 1][0] in also:
        count += 1
    if count:
        return count
    if words[at][0] in _RELATIVE | WHETHER:
        return None
    return 0 if _COMMA.fullmatch(text, words[at - 1][2], words[at][1]) else None


def _is_direct(words: list[str], is_loose: bool) -> bool:
    """Whether a clause asks itself, as English tells by the order of words: 'what does it cost', not 'what it costs'.

    Other languages do not tell it so; with `is_loose` a word that asks is enough there.
    """
    asking = next((at for at, word in enumerate(words[: MAX_LEADING_WORDS + 1]) if word in _QUESTION_WORDS), None)
    if asking is None:
        return False
    first, *rest = words[asking:]
    if first in _AUXILIARIES and not set(words[:asking]) <= _LEADING:
        return False
    if first in _ENGLISH:
        return first not in _OPEN or bool(_AUXILIARIES & set(rest[:6]))
    if first in _AUXILIARIES and rest and (rest[0] in _SUBJECTS or (first in _BEFORE_NOUNS and rest[0] not in _QUESTION_WORDS)):
        return True
    return is_loose and words.count(first) == 1


_LEADING = ENGLISH_LEXICON.also | frozenset("so ok okay well but or hi hey please first second third".split())
"""What may stand before an auxiliary that asks: 'and is it free', not 'my bees are angry'."""
_RELATIVE = frozenset("who whom whose which where when".split())
"""After a comma alone these tell more of what stands before it: 'my daughter, who is nine'."""
_BEFORE_NOUNS = frozenset("is are do does did".split())
_OPEN = frozenset("who what when where why how which whose whom".split())
_ENGLISH = _OPEN | frozenset("what's how's where's who's when's why's whats hows wheres whos whens".split())


def _read_piece(text: str, start: int, end: int, is_marked: bool, is_one_of_several: bool) -> _Piece:
    item = _ITEM.match(text, start, end)
    said = text[item.end() if item else start : end]
    words = [fold(match.group()) for match in TOKEN.finditer(said)]
    if not words:
        return _Piece(start, end, asks=False)
    is_added = bool(item) or (words[0] in ALSO and len(words[0]) > 1)
    may_be_unmarked = not is_marked or is_added or "\n" in text[end - 1 : end]
    may_ask = not said.rstrip().endswith(":")
    asks = may_ask and (
        is_one_of_several or _ends_asking(said, words) or asks_indirectly(words) or (may_be_unmarked and _begins_to_ask(words))
    )
    is_joined = asks and (_is_tag(said, words) or _adds_to_the_question_before(words))
    return _Piece(start, end, asks, is_joined, is_added)


def _ends_asking(said: str, words: list[str]) -> bool:
    tail = said.rstrip()
    if UNSPACED.search(tail) and tail.rstrip("。！").endswith(_ASKING_ENDS):
        return True
    is_confirming = words[-1] in _CONFIRMING and words[0] not in _QUESTION_WORDS and len(words) > MIN_WORDS
    return any(mark in tail[-2:] for mark in _MARKS) and not is_confirming


def _begins_to_ask(words: list[str]) -> bool:
    if len(words) < MIN_WORDS:
        return False
    asking = words[1] if words[0] in ALSO_BEFORE.get(words[1], ()) else words[0]
    return asking in _QUESTION_WORDS and _is_direct(words[:MAX_READ_WORDS], is_loose=True)


def _adds_to_the_question_before(words: list[str]) -> bool:
    """Whether it says it in other words, or adds an alternative: "Or is it raw?", not "Or how long does it take to dry?"."""
    if not _opens_with(words, CORRECTIONS):
        return False
    is_new = len(words) >= MIN_ALTERNATIVE and words[1] in _OPEN and _is_direct(words[1:MAX_READ_WORDS], is_loose=False)
    return not (is_new and words[0] == "or")


def _opens_with(words: list[str], openings: frozenset[tuple[str, ...]]) -> bool:
    return any(tuple(words[:length]) in openings for length in range(1, 5))


def _is_tag(said: str, words: list[str]) -> bool:
    """Whether a question is about nothing: 'right?', 'any ideas?', 'can you help me?'."""
    if UNSPACED.search(said):
        return False
    if all(read_manners(clause.words, frozenset()) for clause in split_clauses(said, 0, len(said)) if clause.words):
        return True
    is_about_nothing = set(informative_words(said)) <= _TAGS
    return is_about_nothing and (not _QUESTION_WORDS & set(words[:3]) or bool(_TAGS & set(words)) or "something" in words)


def _without_marker(part: str) -> str:
    part = part.strip()
    item = _ITEM.match(part)
    return part[item.end() :].strip() if item else part


def _says_something(part: str) -> bool:
    return bool(read_text(part).tokens)


def without_joint(part: str) -> str:
    """The part as a question of its own: without the word that joins it to the one before, and the comma that parts it from the next."""
    words = list(TOKEN.finditer(part))
    folded = [fold(word.group()) for word in words[:4]]
    count = 0
    while count < 2 and count + 1 < len(folded) and _joins(folded[count], folded[count + 1]):
        count += 1
    rest = part[words[count].start() :] if count else part
    return rest.rstrip(" ,;\n") or part


def _joins(word: str, after: str) -> bool:
    """Whether a word at the beginning joins; a short one, such as the Spanish 'y', only where a word of its language asks after it."""
    return word in ALSO and (len(word) > 2 or word in ALSO_BEFORE.get(after, ()))
