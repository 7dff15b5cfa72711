"""Faults in SQL, by a small mutator of ours: conditions, policies and locks, of which no kept tool for SQL knows.

It reads tokens, not a grammar: names, numbers, strings, signs and brackets are enough to take a condition away or to turn one.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from support.tools.mutants.fault import Fault

TOKEN = re.compile(
    r"(?P<comment>--[^\n]*)|(?P<text>'(?:[^']|'')*')|(?P<space>\s+)|(?P<number>\d+(?:\.\d+)?)|(?P<word>\w+)"
    r"|(?P<sign><=>|<#>|<->|<>|<=|>=|->>|->|:=|::|\|\||[^\w\s])"
)
CLOSES = {"AND", "OR", "THEN", "WHEN", "ELSE", "END", "ORDER", "GROUP", "LIMIT", "UNION", "RETURNING", "FOR", "WHERE", "LEFT", "JOIN",
          "ON", "HAVING", "WINDOW", "EXCEPT", "TO", "WITH", "DO"}  # fmt: skip
TURNED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "=": "<>", "<>": "=", "AND": "OR", "OR": "AND", "ASC": "DESC", "DESC": "ASC"}
FORGOTTEN = ("NOT", "DISTINCT")


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    at: int

    @property
    def word(self) -> str:
        return self.text.upper() if self.kind == "word" else ""


@dataclass(frozen=True)
class Change:
    kind: str
    start: int
    end: int
    instead: str


def read_tokens(sql: str) -> list[Token]:
    """Every token but comments and space."""
    found = [Token(str(match.lastgroup), match.group(), match.start()) for match in TOKEN.finditer(sql)]
    return [token for token in found if token.kind not in ("comment", "space")]


def find_changes(sql: str) -> Iterator[Change]:
    """What could be changed, in order of the kinds."""
    tokens = read_tokens(sql)
    for finder in FINDERS:
        yield from finder(tokens)


def make_fault(path: str, sql: str, change: Change) -> Fault:
    return Fault(path, change.kind, sql, sql[: change.start] + change.instead + sql[change.end :])


def _conditions_dropped(tokens: list[Token]) -> Iterator[Change]:
    """`AND x` goes; not the AND of a BETWEEN."""
    for index, token in enumerate(tokens):
        if token.word == "AND" and not _is_between(tokens, index):
            end = _end_of_condition(tokens, index + 1)
            yield Change("condition dropped", token.at, end, "")


def _policies_opened(tokens: list[Token]) -> Iterator[Change]:
    """USING (…) and WITH CHECK (…) let everything pass; the owner's own policies do already."""
    for index, token in enumerate(tokens[:-1]):
        if token.word in ("USING", "CHECK") and tokens[index + 1].text == "(":
            end = _closing(tokens, index + 1)
            if tokens[index + 2].word != "TRUE" and (token.word == "USING" or tokens[index - 1].word == "WITH"):
                yield Change("policy opened", tokens[index + 1].at, tokens[end].at + 1, "(true)")


def _locks_dropped(tokens: list[Token]) -> Iterator[Change]:
    for index, token in enumerate(tokens[:-1]):
        if token.word == "FOR" and tokens[index + 1].word in ("UPDATE", "SHARE") and tokens[index - 1].word != "BEFORE":
            if index and (tokens[index - 1].word in ("INSERT", "SELECT") or _in_policy(tokens, index)):
                continue
            last = index + 1
            while last + 1 < len(tokens) and tokens[last + 1].word in ("SKIP", "LOCKED", "NOWAIT", "OF"):
                last += 1
            yield Change("lock dropped", token.at, tokens[last].at + len(tokens[last].text), "")


def _signs_turned(tokens: list[Token]) -> Iterator[Change]:
    for index, token in enumerate(tokens):
        key = token.word or token.text
        assigned = token.text == "=" and _is_assignment(tokens, index)
        if key in TURNED and token.kind in ("word", "sign") and not assigned and not (key == "AND" and _is_between(tokens, index)):
            yield Change("sign turned", token.at, token.at + len(token.text), TURNED[key])


def _words_forgotten(tokens: list[Token]) -> Iterator[Change]:
    for index, token in enumerate(tokens[:-1]):
        if token.word in FORGOTTEN and tokens[index + 1].word not in ("NULL", "MATERIALIZED"):
            yield Change("word forgotten", token.at, token.at + len(token.text), "")


def _numbers_moved(tokens: list[Token]) -> Iterator[Change]:
    for index, token in enumerate(tokens):
        if token.kind == "number" and token.text.isdigit() and not _is_selected(tokens, index):
            yield Change("number moved", token.at, token.at + len(token.text), str(int(token.text) + 1))


def _nulls_kept(tokens: list[Token]) -> Iterator[Change]:
    """IS NULL and IS NOT NULL change places."""
    for index in range(len(tokens) - 2):
        first, second, third = tokens[index : index + 3]
        if first.word == "IS" and second.word == "NULL":
            yield Change("null turned", second.at, second.at, "NOT ")
        if first.word == "IS" and second.word == "NOT" and third.word == "NULL":
            yield Change("null turned", second.at, third.at, "")


FINDERS: tuple[Callable[[list[Token]], Iterator[Change]], ...] = (
    _conditions_dropped,
    _policies_opened,
    _locks_dropped,
    _signs_turned,
    _words_forgotten,
    _numbers_moved,
    _nulls_kept,
)


def _closing(tokens: list[Token], index: int) -> int:
    """Of the bracket at `index`."""
    depth = 0
    for at in range(index, len(tokens)):
        depth += {"(": 1, ")": -1}.get(tokens[at].text, 0)
        if depth == 0:
            return at
    return len(tokens) - 1


def _end_of_condition(tokens: list[Token], index: int) -> int:
    """Where in the text the condition that begins at `index` ends."""
    at, case = index, 0
    while at < len(tokens):
        token = tokens[at]
        case += {"CASE": 1, "END": -1}.get(token.word, 0)
        if token.text in (")", ";", ",", "$") or (case <= 0 and token.word in CLOSES and not (token.word == "END" and case == 0)):
            break
        at = _closing(tokens, at) + 1 if token.text == "(" else at + 1
        if token.word == "BETWEEN":
            at = next((later for later in range(at, len(tokens)) if tokens[later].word == "AND"), at) + 1
    last = tokens[at - 1]
    return last.at + len(last.text)


def _is_between(tokens: list[Token], index: int) -> bool:
    before = [token.word for token in tokens[max(0, index - 12) : index]]
    return "BETWEEN" in before and "AND" not in before[before.index("BETWEEN") :]


def _in_policy(tokens: list[Token], index: int) -> bool:
    """FOR UPDATE of a policy says for which statement it is."""
    words = [token.word for token in tokens[max(0, index - 8) : index]]
    return "POLICY" in words


def _is_assignment(tokens: list[Token], index: int) -> bool:
    """The sign of SET x = y."""
    back = index - 1
    while back >= 0 and tokens[back].word not in ("SET", "WHERE", "AND", "OR", "ON", "CASE", "SELECT", "WHEN", "CHECK", "USING", "IF"):
        back -= 1
    return back >= 0 and tokens[back].word == "SET"


def _is_selected(tokens: list[Token], index: int) -> bool:
    """The 1 of SELECT 1 and PERFORM 1 means nothing."""
    return index > 0 and tokens[index - 1].word in ("SELECT", "PERFORM")
